"""Posts on the internet: what was captured, is it still there, who is said to be behind it, what is preserved."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.vocabulary import Platform, PostVisibility, PreservationReply, StillThere
from app.models.base import Base, Row, Versioned, closed_list
from app.models.material import EvidenceItem
from app.models.people import Person
from app.models.user import User


class OnlinePost(Versioned, Base):
    """A post as it was captured: the facts of one item of evidence. Its pictures are files of that item."""

    __tablename__ = "online_post"
    __table_args__ = (
        UniqueConstraint("evidence_item_id"),
        CheckConstraint("(platform = 'other') = (other_platform IS NOT NULL)", name="other_is_named"),
        CheckConstraint("(posted_at IS NULL) = (posted_zone IS NULL)", name="posted_with_its_zone"),
        Index(None, "incident_id"),
    )

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    evidence_item_id: Mapped[int] = mapped_column(ForeignKey("evidence_item.id"))
    platform: Mapped[Platform] = mapped_column(closed_list(Platform, "platform"))
    other_platform: Mapped[str | None]
    url: Mapped[str]
    content_id: Mapped[str | None]
    account_handle: Mapped[str | None]
    display_name: Mapped[str | None]
    account_number: Mapped[str | None]  # permanent: handles and names change
    profile_url: Mapped[str | None]
    post_text: Mapped[str]
    posted_at: Mapped[datetime | None]
    posted_zone: Mapped[str | None]  # the zone of the time as shown: a name or an offset of app.domain.shown_time
    captured_at: Mapped[datetime]
    captured_zone: Mapped[str]
    captured_by: Mapped[str]  # person, role and organisation
    tool: Mapped[str]  # device or tool, with its version
    visibility: Mapped[PostVisibility] = mapped_column(closed_list(PostVisibility, "visibility"))
    reply_to: Mapped[str | None]
    target: Mapped[str | None]
    engagement: Mapped[str | None]
    context: Mapped[str | None]
    purpose: Mapped[str]  # why it was looked at: directed surveillance (RIPA 2000)
    takedown: Mapped[str | None]  # who asked for it to be taken down, when

    item: Mapped[EvidenceItem] = relationship(back_populates="post")
    checks: Mapped[list["PostCheck"]] = relationship(order_by="PostCheck.id")
    attributions: Mapped[list["AccountAttribution"]] = relationship(order_by="AccountAttribution.id")
    requests: Mapped[list["PreservationRequest"]] = relationship(
        order_by="PreservationRequest.id", back_populates="post"
    )


class PostCheck(Row, Base):
    """A later look: is it still there? Added, never changed."""

    __tablename__ = "post_check"
    __table_args__ = (
        CheckConstraint("checked_at <= recorded_at", name="not_before_it_happens"),
        Index(None, "post_id"),
    )

    post_id: Mapped[int] = mapped_column(ForeignKey("online_post.id"))
    checked_at: Mapped[datetime]
    found: Mapped[StillThere] = mapped_column(closed_list(StillThere, "found"))
    note: Mapped[str | None]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))

    recorded_by: Mapped[User] = relationship()


class AccountAttribution(Row, Base):
    """Who is said to be behind the account, and why. A correction is a further row; the last one stands."""

    __tablename__ = "account_attribution"
    __table_args__ = (
        CheckConstraint("stated_at <= recorded_at", name="not_before_it_happens"),
        Index(None, "post_id"),
    )

    post_id: Mapped[int] = mapped_column(ForeignKey("online_post.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # a suspect; empty: not known
    basis: Mapped[str]
    stated_by: Mapped[str]
    stated_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))

    person: Mapped[Person | None] = relationship()
    recorded_by: Mapped[User] = relationship()


class PreservationRequest(Versioned, Base):
    """A platform is asked to keep what it holds until it can be obtained; the answer; renewed by another row."""

    __tablename__ = "preservation_request"
    __table_args__ = (
        CheckConstraint("(replied_on IS NULL) = (reply IS NULL)", name="reply_whole"),
        CheckConstraint("renew_by IS NULL OR preserved_until IS NOT NULL", name="renewed_before_it_ends"),
        CheckConstraint("(ended_at IS NULL) = (ended_by_id IS NULL) AND (ended_at IS NULL) = (ended_reason IS NULL)",
                        name="ended_whole"),
        Index(None, "incident_id"),
        Index(None, "post_id"),
        UniqueConstraint("renews_id"),
    )  # fmt: skip

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    post_id: Mapped[int] = mapped_column(ForeignKey("online_post.id"))
    renews_id: Mapped[int | None] = mapped_column(ForeignKey("preservation_request.id"))
    platform: Mapped[str]
    asked_at: Mapped[datetime]
    asked_by: Mapped[str]
    reference: Mapped[str | None]
    replied_on: Mapped[date | None]
    reply: Mapped[PreservationReply | None] = mapped_column(closed_list(PreservationReply, "reply"))
    reply_words: Mapped[str | None]
    preserved_until: Mapped[date | None]
    renew_by: Mapped[date | None]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    ended_reason: Mapped[str | None]

    post: Mapped[OnlinePost] = relationship(back_populates="requests")
