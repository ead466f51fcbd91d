"""What a support service does in a story, and that the victim is told."""

from sqlalchemy import select

from app.database.session import db
from app.domain.vocabulary import ContactChannel, ContactOutcome, SupportConsent
from app.models.victim import DatedEvent
from app.services import care, people
from app.services.demo.story import Story


def support(story: Story) -> Story:
    """The victim agrees to support, a caseworker takes the referral, and the officer tells her where the case is."""
    victim = people.victim_of(story.victim)
    assert victim is not None  # noqa: S101 - a person added as victim has a victim's row
    offered = care.refer_to_support(
        story.incident,
        victim,
        story.cast.unit(story.crew.branch),
        SupportConsent.GIVEN,
        actor=story.officer,
        at=story.later(hours=1),
    )
    care.accept_support(offered, actor=story.who(story.crew.caseworker), at=story.later(hours=20))
    news = db.session.scalars(
        select(DatedEvent).where(DatedEvent.incident_id == story.incident.id).order_by(DatedEvent.id)
    ).all()
    care.record_contact(
        story.incident,
        victim,
        care.ContactDetails(
            at=story.later(hours=1), channel=ContactChannel.PHONE, outcome=ContactOutcome.TOLD, events=news
        ),
        actor=story.officer,
        at=story.now,
    )
    return story
