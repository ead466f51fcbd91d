"""Shapes an online post for its page: what was captured, later looks, whose account it is, what is preserved."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app import formatting
from app.domain.permissions import Permission
from app.domain.vocabulary import StillThere
from app.models.online import AccountAttribution, OnlinePost, PreservationRequest
from app.models.vault import EvidenceFile
from app.queries import evidence_files
from app.queries import posts as questions
from app.services.posts import PAPERS, PostDetails
from app.web.answers import stored
from app.web.case_pages import Frame
from app.web.clock import today

P = Permission


@dataclass(frozen=True, slots=True)
class Entry:
    """One look, attribution or request: its heading, lines below it, a mark, and pages to go on with."""

    head: str
    lines: tuple[str, ...] = ()
    covered: str = ""
    mark: tuple[str, str] = ("", "")
    number: int | None = None  # of a request that can be answered, renewed or ended
    answered: bool = False


@dataclass(frozen=True, slots=True)
class PostPage:
    """Everything the page shows."""

    gone: tuple[str, str]
    warnings: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    text: str
    checks: tuple[Entry, ...]
    attributions: tuple[Entry, ...]
    requests: tuple[Entry, ...]


def words_of(post: OnlinePost) -> dict[str, Any]:
    """What the row holds, by the names of the form."""
    return stored(post, PostDetails, posted=questions.posted(post), captured=questions.captured(post))


def post_page(frame: Frame, post: OnlinePost, at: datetime) -> PostPage:
    """The post for this reader."""
    files = [one for one in evidence_files.files_of(frame.case) if one.evidence_item_id == post.evidence_item_id]
    return PostPage(
        gone=_gone(post),
        warnings=_warnings(post, files),
        facts=tuple((label, words) for label, words in _facts(post) if words),
        text=post.post_text if frame.may(P.EVIDENCE_VIEW) else "",
        checks=tuple(_check(one) for one in reversed(post.checks)),
        attributions=_attributions(frame, post),
        requests=tuple(_request(one, post, at) for one in reversed(post.requests)),
    )


def _gone(post: OnlinePost) -> tuple[str, str]:
    if not post.checks:
        return "info", "Nobody has looked again yet"
    last = post.checks[-1]
    kind = {StillThere.THERE: "met", StillThere.CHANGED: "warning", StillThere.REMOVED: "warning"}[last.found]
    return kind, f"{last.found.label}, {formatting.day_time(last.checked_at)}"


def _warnings(post: OnlinePost, files: list[EvidenceFile]) -> tuple[str, ...]:
    found = []
    if post.takedown and not post.requests:
        found.append("A take-down is asked for and nothing is preserved yet. Have the platform preserve it.")
    if not any(one.media_type in PAPERS for one in files):
        found.append("There is no PDF of it yet.")
    return tuple(found)


def _facts(post: OnlinePost) -> list[tuple[str, str | None]]:
    """What was captured: which post it is, then what stands around it and why it was looked at."""
    return [
        *questions.lines_of(post),
        ("Profile", post.profile_url),
        ("Who could see it", post.visibility.label),
        ("Answers", post.reply_to),
        ("Aimed at", post.target),
        ("Likes, shares, views", post.engagement),
        ("Around it", post.context),
        ("Why it was looked at", post.purpose),
        ("Take-down", post.takedown),
    ]


def _check(one: Any) -> Entry:
    return Entry(
        head=f"{one.found.label}, {formatting.day_time(one.checked_at)}",
        lines=tuple(line for line in (one.note, f"Recorded by {one.recorded_by.named}.") if line),
    )


def _attributions(frame: Frame, post: OnlinePost) -> tuple[Entry, ...]:
    """The last one stands; those before stay. Who a suspect is, is for those who may read it."""
    reads = frame.may(P.SUSPECT_READ)
    rows = list(reversed(post.attributions))
    return tuple(_attribution(one, reads=reads, stands=place == 0) for place, one in enumerate(rows))


def _attribution(one: AccountAttribution, *, reads: bool, stands: bool) -> Entry:
    who = "Not known who is behind the account"
    if one.person is not None:
        who = one.person.full_name.strip() if reads else "A suspect of the case"
    said = f"Said by {one.stated_by}, {formatting.day_time(one.stated_at)}."
    recorded = f"Recorded by {one.recorded_by.named}, {formatting.day_time(one.recorded_at)}."
    return Entry(
        head=who,
        lines=(said, recorded),
        covered=one.basis if reads else "",
        mark=("met", "Stands") if stands else ("info", "Said before"),
    )


def _request(one: PreservationRequest, post: OnlinePost, at: datetime) -> Entry:
    reference = f", reference {one.reference}" if one.reference else ""
    lines = [f"Asked {formatting.day_time(one.asked_at)} by {one.asked_by}{reference}."]
    if one.replied_on and one.reply:
        answer = one.reply.label if not one.reply_words else f"{one.reply.label}: {one.reply_words}"
        lines.append(f"Answer of {formatting.day(one.replied_on, today())}. {answer}")
    renewed = any(later.renews_id == one.id for later in post.requests)
    if one.ended_reason and one.ended_at:
        lines.append(f"Ended {formatting.day_time(one.ended_at)}: {one.ended_reason}")
    open_still = not renewed and one.ended_at is None
    return Entry(
        head=one.platform,
        lines=tuple(lines),
        mark=_standing(one, at, renewed=renewed),
        number=one.id if open_still else None,
        answered=one.reply is not None,
    )


def _standing(one: PreservationRequest, at: datetime, *, renewed: bool) -> tuple[str, str]:
    if one.ended_at is not None:
        return "info", "Not needed any longer"
    if renewed:
        return "info", "Renewed"
    if one.reply is None:
        return "warning", "No answer yet"
    if one.preserved_until is None:
        return "warning", one.reply.label
    until = f"Preserved until {formatting.day(one.preserved_until, today())}"
    if one.renew_by is None:
        return "met", until
    near = formatting.how_long_left(one.renew_by, at)
    soon = one.renew_by <= today()
    return ("warning", f"{until}. Ask again now") if soon else ("met", f"{until}. Ask again: {near.lower()}")
