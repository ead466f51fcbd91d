"""What is said to a victim is about their own crimes: nothing of another victim's progress, nor of who harmed them."""

import pytest
from sqlalchemy import select

from app.database.atomic import atomic
from app.database.session import db
from app.domain.stages import Status
from app.domain.vocabulary import ChargeMethod, ClockEvent, ContactChannel, ContactOutcome, PartyRole
from app.models.outcome import Hearing
from app.models.victim import DatedEvent, Victim
from app.queries import concern
from app.services import allegations, care, history, people, progress, recording
from app.services.demo.paths import PATHS
from app.services.happenings import happened
from tests.stories import NOW, begin, support, tell

pytestmark = pytest.mark.both


@atomic
def another_victim(story, *, charged=False):
    """Somebody else was harmed by somebody else, in the same case; gives both persons."""
    details = people.PersonDetails(given_names="Othello", surname="Elsewhere", roles=(PartyRole.VICTIM,))
    victim = people.add_person(story.incident, details, actor=story.officer, at=story.later(hours=1))
    crime = recording.new_crime(
        story.incident,
        recording.CrimeDetails(
            crime_number="7QX/1002/26", offence_type_key=story.plot.offence, reason="Said so", victims=[victim]
        ),
        at=story.now,
    )
    progress.place(crime, Status.UNDER_INVESTIGATION)
    details = people.PersonDetails(given_names="Iago", surname="Otherly", roles=(PartyRole.SUSPECT,))
    suspect = people.add_person(story.incident, details, actor=story.officer, at=story.later(hours=1))
    row = allegations.add_allegation(
        story.incident,
        people.suspect_of(suspect),
        crime,
        allegations.AllegationDetails(offence_type_key=story.plot.offence, hostility_strands=(story.plot.strand,)),
        actor=story.officer,
        at=story.later(hours=1),
    )
    if charged:
        row.charged_method, row.charged_at = ChargeMethod.CHARGE, story.now
        progress.place(row, Status.CHARGED)
        happened(story.incident, ClockEvent.SUSPECT_CHARGED, at=story.now, allegation=row)
        history.record(
            story.incident, history.EventKind.CHARGED, actor=story.officer, at=story.now, allegation=row.id,
            person=suspect.id,
        )  # fmt: skip
    return victim, suspect


def told(story, person, kind, *, at=NOW):
    """The officer records that this victim was told of the last event of this kind."""
    found = select(DatedEvent).where(DatedEvent.incident_id == story.incident.id, DatedEvent.kind == kind)
    event = db.session.scalars(found.order_by(DatedEvent.id.desc())).first()
    details = care.ContactDetails(at=at, channel=ContactChannel.PHONE, outcome=ContactOutcome.TOLD, events=[event])
    care.record_contact(story.incident, people.victim_of(person), details, actor=story.officer, at=at)


def page_of(client, story):
    client.sign_in(story.cast.user(story.crew.caseworker))
    return client.page(f"/clients/{story.incident.reference}").select_one("main").get_text()


def test_acc_10_the_charge_of_another_is_neither_said_nor_shown(client, database, clock):
    story = tell(PATHS[Status.FIRST_HEARING_LISTED], begin())
    story.victim, suspect = another_victim(story)
    support(story)
    assert story.incident.status is Status.FIRST_HEARING_LISTED
    page = page_of(client, story)
    assert Status.UNDER_INVESTIGATION.meaning.victim in page and "may not know yet" not in page
    told(story, story.victim, ClockEvent.SUSPECT_CHARGED)
    page = page_of(client, story)
    assert Status.CHARGED.meaning.victim not in page and "A suspect was charged" not in page
    assert "Magistrates" not in page and suspect.surname not in page


def test_acc_10_ones_own_suspect_on_bail_is_not_said_to_be_charged(client, database, clock):
    story = tell(PATHS[Status.SUSPECT_ON_PRECHARGE_BAIL], begin())
    other, _ = another_victim(story, charged=True)
    support(story)
    assert story.incident.status is Status.CHARGED
    told(story, other, ClockEvent.SUSPECT_CHARGED)
    told(story, story.victim, ClockEvent.SUSPECT_CHARGED)
    page = page_of(client, story)
    assert Status.CHARGED.meaning.victim not in page and "may not know yet" in page
    assert Status.UNDER_INVESTIGATION.meaning.victim in page
    told(story, story.victim, ClockEvent.RELEASED_ON_BAIL_OR_RUI)
    page = page_of(client, story)
    assert Status.SUSPECT_ON_PRECHARGE_BAIL.meaning.victim in page and "may not know yet" not in page
    assert other.surname not in page


def test_acc_10_the_other_victim_hears_of_their_own_charge(client, database, clock):
    story = tell(PATHS[Status.SUSPECT_ON_PRECHARGE_BAIL], begin())
    first = story.victim
    story.victim, _ = another_victim(story, charged=True)
    support(story)
    told(story, story.victim, ClockEvent.SUSPECT_CHARGED)
    page = page_of(client, story)
    assert Status.CHARGED.meaning.victim in page and "A suspect was charged" in page
    assert first.surname not in page and Status.SUSPECT_ON_PRECHARGE_BAIL.meaning.victim not in page


def test_staff_are_asked_to_tell_each_victim_of_their_own_crimes(client, database, clock):
    story = tell(PATHS[Status.FIRST_HEARING_LISTED], begin())
    other, _ = another_victim(story)
    client.sign_in(story.cast.user(story.crew.witness_care))
    page = client.page("/passing-on").select_one("main").get_text()
    assert story.victim.full_name in page and other.full_name not in page
    client.sign_in(story.cast.user(story.crew.officer))
    panels = client.page(f"/cases/{story.incident.reference}/care").select("main section, main .tl-panel")
    assert not [one for one in panels if other.full_name in one.get_text() and "was charged" in one.get_text()
                and story.victim.full_name not in one.get_text()]  # fmt: skip


def test_one_victim_of_all_crimes_is_concerned_by_everything(database, clock):
    story = tell(PATHS[Status.FIRST_HEARING_LISTED], begin())
    victim = db.session.scalars(select(Victim).where(Victim.incident_id == story.incident.id)).one()
    found = concern.of_victims([victim])[victim.id]
    assert found.all_of_it and found.status is story.incident.status
    assert all(found.hearing(one) for one in db.session.scalars(select(Hearing)))
    other, _ = another_victim(story)
    both = concern.of_victims([victim, people.victim_of(other)])
    assert not any(one.all_of_it for one in both.values())
    assert both[victim.id].status is story.incident.status
    assert not both[victim.id].allegations & both[people.victim_of(other).id].allegations
