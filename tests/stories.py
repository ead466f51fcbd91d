"""Invented cases told through the verbs, for tests that walk through pages."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from app.database.atomic import atomic
from app.database.session import db
from app.domain.vocabulary import SupportConsent
from app.models.user import User
from app.models.victim import SupportReferral, Victim
from app.services import care, people, safe_contact
from app.services.demo.cast import Cast, build_cast, crew_of
from app.services.demo.paths import Path
from app.services.demo.plots import PLOTS
from app.services.demo.story import Story

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def begin(force: str = "Z1", number: int = 1) -> Story:
    """A story of this force, some months before the frozen clock; the cast is made where it is missing."""
    build_cast("a password of many words", at=NOW - timedelta(days=500))
    began = NOW - timedelta(days=150)
    return Story(cast=Cast(NOW.date()), crew=crew_of(force), plot=PLOTS[0], now=began, number=number, until=NOW)


@atomic
def tell(path: Path, story: Story) -> Story:
    """One transaction a story: every verb of it joins."""
    path(story)
    return story


@atomic
def agree_to_support(story: Story) -> None:
    """The victim agrees; nobody has accepted yet."""
    victim = people.victim_of(story.victim)
    assert victim is not None
    care.refer_to_support(
        story.incident,
        victim,
        story.cast.unit(story.crew.branch),
        SupportConsent.GIVEN,
        actor=story.officer,
        at=story.later(hours=1),
    )


@atomic
def support(story: Story) -> None:
    """A caseworker has accepted, and the victim was told of nothing yet."""
    agree_to_support(story)
    row = db.session.scalars(
        select(SupportReferral).join(SupportReferral.victim).where(Victim.person_id == story.victim.id)
    ).one()
    care.accept_support(row, actor=story.who(story.crew.caseworker), at=story.later(hours=20))


@atomic
def give_safe_contact(story: Story, number: str = "07700 900123") -> None:
    """The victim says how they may be reached."""
    card = people.ContactCard(
        phones=(number,),
        safe_channels=("text",),
        unsafe_channels=("letter",),
        voicemail_allowed=False,
        note="After six in the evening",
    )
    safe_contact.put_contact(story.victim, card, actor=story.officer, at=story.later(minutes=5))


def somebody(story: Story, name: str) -> User:
    """The account of a member of the cast, read afresh."""
    return story.cast.user(name)
