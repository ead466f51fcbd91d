"""One case with one of everything a page can show: told through the verbs, the rest put in by hand."""

import secrets
from datetime import date, timedelta

from sqlalchemy import select

from app.database.session import db
from app.domain.public_order import ConditionPower, EventRelation, EventType
from app.domain.teamwork import NoteKind, NoticeKind, Side
from app.domain.vocabulary import (
    ClockEvent,
    CustodyKind,
    HearingResult,
    HearingType,
    LineStatus,
    MatchReason,
    MediaAnswer,
    MediaKind,
    MgForm,
    PartyRole,
    PointsTo,
    RedactionStatus,
    ReviewScheme,
    ReviewStage,
    RuleAnswerKind,
    SpecialMeasure,
)
from app.models.document import IssuedDocument
from app.models.incident import ConflictOfInterest
from app.models.lifting import LiftProposal
from app.models.material import EvidenceItem, Statement
from app.models.outcome import VrrAllegation, VrrRequest
from app.models.referral import Referral, RuleAnswer, TtCondition
from app.models.report_text import SettledMatch
from app.models.sealed import keyring
from app.models.session import Draft
from app.models.teamwork import Absence, CaseFollow, CaseNote, CaseTask, NoteMention, Notice
from app.models.user import Organisation, Unit, User
from app.models.victim import DatedEvent
from app.services import (
    allegations,
    court_custody,
    events,
    evidence_files,
    exhibit_custody,
    holding,
    inquiries,
    material,
    people,
    report_text,
    safe_contact,
    signing,
    vault,
    withdrawals,
)
from app.services.demo import care_acts, court_acts
from app.services.demo import later_acts as acts
from app.services.demo.story import Story
from tests.stored import a_post, sent_in

# Who opens the case in each role that has cases; the names are those of the demonstration's cast.
READERS = {
    "officer": "Arden Samplewick",
    "supervisor": "Cleo Testerby",
    "file_reviewer": "Quinn Proofread",
    "prosecutor": "Umber Pleadwell",
    "senior_prosecutor": "Wren Seniorly",
    "cps_operations": "Tamsin Intake",
    "caseworker": "Bex Harbourne",
    "witness_care": "Rowan Witnall",
    "partner": "Dell Meadows",
    "analyst": "Emlyn Figures",
    "administrator": "Fable Keyholder",
}


def tell_everything(story: Story) -> Story:
    """From the report to the sentence, with a plan of actions, support, a second file under way and its papers."""
    acts.ready(story)
    _people(story)
    _material(story)
    acts.plan(acts.to_prosecutor(acts.accept(acts.send(acts.check(acts.offer(acts.draft(story)))))))
    acts.authorise(acts.review(acts.answer(story)))
    court_acts.put_charge(story)
    _before_the_court(story)
    care_acts.support(story)
    sent_in(story, at=story.later(minutes=5))
    hearing = court_acts.hear(story, HearingType.FIRST_HEARING_NGAP)
    court_acts.result(story, hearing, HearingResult.PLEA_GUILTY)
    court_acts.sentence(story, hearing, answered=False)
    _part_of_an_event(story)
    _by_hand(story)
    return story


def _before_the_court(story: Story) -> None:
    """Remanded, released on bail against which notice of appeal is given; disclosure is made."""
    suspect, actor = story.allegation.suspect, story.who(story.crew.prosecutor)
    court_custody.remand(suspect, story.now, actor=actor, at=story.later(minutes=5))
    court_custody.grant_bail(suspect, story.now, actor=actor, at=story.later(minutes=5))
    grant = db.session.scalars(select(DatedEvent).where(DatedEvent.kind == ClockEvent.COURT_BAIL_GRANTED)).all()[-1]
    court_custody.give_notice(grant, grant.at, None, actor=actor, at=story.later(minutes=5))
    court_custody.record_disclosure(suspect, story.now.date(), actor=actor, at=story.later(minutes=5))


def _part_of_an_event(story: Story) -> None:
    """A demonstration with a condition and footage; the case belongs to it."""
    doing = {"actor": story.officer, "at": story.later(minutes=5)}
    day = story.now.date()
    details = events.EventDetails(
        type=EventType.DEMONSTRATION, name="March to the harbour", place="Harbour Road", begins_on=day,
        expected_number=800, actual_number=650, arrest_count=4,
    )  # fmt: skip
    event = events.record_event(details, **doing)
    condition = events.ConditionDetails(
        power=ConditionPower.SECTION_14, text="Stay within the square.", imposed_by="Inspector Dara Fictwell",
        imposed_at=story.now,
    )  # fmt: skip
    events.add_condition(event, condition, **doing)
    events.add_footage(event, events.FootageDetails(what="Body-worn video", held_at="Digital store"), **doing)
    events.link(story.incident, event, EventRelation.AT, **doing)


def _people(story: Story) -> None:
    officer = story.officer
    people.add_person(
        story.incident,
        people.PersonDetails(given_names="Wilma", surname="Bystander", roles=(PartyRole.WITNESS,)),
        actor=officer,
        at=story.later(minutes=5),
    )
    for person in (story.victim, story.suspect):
        card = people.ContactCard(phones=("07700 900123",), safe_channels=("text",), note="After six in the evening")
        safe_contact.put_contact(person, card, actor=officer, at=story.later(minutes=5))
    victim = people.victim_of(story.victim)
    assert victim is not None
    people.put_needs(
        victim, ["A step-free room"], [next(iter(SpecialMeasure))], actor=officer, at=story.later(minutes=5)
    )


def _material(story: Story) -> None:
    officer = story.officer
    material.add_document(
        story.incident,
        material.DocumentDetails(
            mg_form=MgForm.MG6,
            title="Case file information",
            contains_unredacted_personal_data=False,
            redaction_status=RedactionStatus.NOT_NEEDED,
            about_person_id=story.suspect.id,
        ),
        actor=officer,
        at=story.later(minutes=5),
    )
    line = inquiries.LineDetails(text="Ask next door", status=LineStatus.OUTSTANDING, points_to=PointsTo.TOWARDS)
    inquiries.put_line(story.incident, line, actor=officer, at=story.later(minutes=5))
    details = allegations.ActDetails(on=story.now.date(), text="Followed her to the stop")
    allegations.put_act(story.allegation, story.incident, details, [], actor=officer, at=story.later(minutes=5))
    [statement] = [one for one in story.material if isinstance(one, Statement)]
    back = signing.BackPage(unavailable="Not on Mondays", needs="A quiet room")
    signing.write_back_page(statement, story.incident, back, actor=officer, at=story.later(minutes=5))
    _exhibit(story)
    answers = dict.fromkeys(MediaKind, (MediaAnswer.NO, "Nothing was recorded."))
    inquiries.answer_media(story.incident, answers, actor=officer, at=story.later(minutes=5))


def _exhibit(story: Story) -> None:
    """The first item was seized and has a file; its content is nobody else's, for the store is everybody's."""
    item = next(one for one in story.material if isinstance(one, EvidenceItem))
    seized = exhibit_custody.StepDetails(
        kind=CustodyKind.SEIZED, at=story.now, to_holder="PC Arden Samplewick", to_place="Store 2, shelf 4",
        seal_number="ZX 100", from_place="The bus stop",
    )  # fmt: skip
    exhibit_custody.record_step(story.incident, item, seized, actor=story.officer, at=story.later(minutes=5))
    with vault.vault().stage() as arriving:
        arriving.write(f"What was seen {secrets.token_hex(8)}\n".encode())
        sent = holding.Sent(staged=arriving, name="notes.txt", declared="text/plain")
        evidence_files.add_file(story.incident, item, sent, actor=story.officer, at=story.later(minutes=5))
    post = a_post(story, at=story.later(minutes=5))
    why = "Another screenshot shows more of it."
    withdrawals.propose(story.incident, post.item, why, actor=story.officer, at=story.later(minutes=5))


def _by_hand(story: Story) -> None:
    """What no verb would do at this moment: a file that waits for its check, a review asked for, an issued paper."""
    partner = db.session.scalars(
        select(Organisation).join(Unit, Unit.organisation_id == Organisation.id).where(Unit.code == "MCT-O1")
    ).one()
    story.incident.reporting_organisation_id = partner.id
    ids = {user.name: user.id for user in db.session.scalars(select(User))}
    officer = ids[story.crew.officer]
    db.session.add_all([_waiting(story, officer), _review_asked(story), _paper(story, officer)])
    _words_kept(story, officer)
    db.session.add_all(_draft(story, ids[name]) for name in READERS.values())
    _working_together(story, ids)
    conflict = ConflictOfInterest(
        incident_id=story.incident.id,
        user_id=ids["Hollis Figment"],
        reason="A cousin of the victim",
        declared_at=story.now,
        declared_by_id=ids["Hollis Figment"],
    )
    proposal = LiftProposal(
        incident_id=story.incident.id,
        conflict=conflict,
        reason="They have never met.",
        proposed_by_id=ids[story.crew.inspector],
        proposed_at=story.now,
    )
    db.session.add_all([conflict, proposal])
    db.session.flush()


def _working_together(story: Story, ids: dict[str, int]) -> None:
    """Notes of both sides, something to do, days away, and a notice for everybody who has cases."""
    of_case = {"incident_id": story.incident.id}
    writers = {Side.POLICE: ids[READERS["officer"]], Side.CPS: ids[READERS["prosecutor"]]}
    for side, writer in writers.items():
        db.session.add(CaseNote(kind=NoteKind.COMMENT, side=side, written_at=story.now, written_by_id=writer,
                                text=f"A comment of the side {side}", mentions=[NoteMention(user_id=writer)],
                                **of_case))  # fmt: skip
    officer = writers[Side.POLICE]
    db.session.add(CaseTask(says="Ask the neighbour again", owner_id=officer, given_by_id=officer,
                            given_at=story.now, **of_case))  # fmt: skip
    db.session.add(CaseFollow(user_id=officer, since=story.now, **of_case))
    for name in READERS.values():
        db.session.add(Notice(user_id=ids[name], kind=NoticeKind.EVENT, key=f"event:{story.incident.id}",
                              told_at=story.now, facts={"event": "charge_authorised"}, **of_case))  # fmt: skip
        db.session.add(Absence(user_id=ids[name], begins_on=date(2030, 1, 1), ends_on=date(2030, 1, 9)))


def _waiting(story: Story, officer_id: int) -> Referral:
    found = Referral(
        incident_id=story.incident.id,
        referral_no=9,
        referral_type=story.referral.referral_type,
        outline="A file that waits for its check.",
        drafted_by_id=officer_id,
        offered_for_check_at=story.now,
    )
    answer = RuleAnswer(rule="A1", kind=RuleAnswerKind.ACKNOWLEDGEMENT, reason="Said why.", by_id=officer_id)
    answer.at = story.now
    found.rule_answers = [answer]
    found.tt_conditions = [TtCondition(condition=1, met=True, reason="Reasonable grounds.")]
    return found


def _words_kept(story: Story, officer_id: int) -> None:
    report = report_text.report_text_of(story.incident)
    assert report is not None
    kept = SettledMatch(
        field="/police_report/headline", match="the stop", reason_code=MatchReason.PLACE_OF_OFFENCE,
        reason="It is where it happened.", by_id=officer_id, at=story.now,
    )  # fmt: skip
    report.settled_matches.append(kept)


def _review_asked(story: Story) -> VrrRequest:
    asked = VrrRequest(
        incident_id=story.incident.id,
        scheme=ReviewScheme.POLICE,
        victim_person_id=story.victim.id,
        requested_at=story.now,
        stage=ReviewStage.ACKNOWLEDGED,
    )
    asked.allegations = [VrrAllegation(allegation_id=one.id) for one in story.all_allegations]
    return asked


def _paper(story: Story, officer_id: int) -> IssuedDocument:
    return IssuedDocument(
        incident_id=story.incident.id,
        key="case-summary",
        version_no=1,
        is_draft=False,
        issued_at=story.now,
        requester_id=officer_id,
        requester=story.crew.officer,
        recipient="The file",
        purpose="For the file",
        pages=1,
        render_sha256="0" * 64,
        sha256="0" * 64,
        content=b"%PDF-1.7",
    )


def _draft(story: Story, user_id: int) -> Draft:
    return Draft(
        user_id=user_id,
        incident_id=story.incident.id,
        path=f"/cases/{story.incident.reference}/hearings/new",
        title="List a hearing",
        body_sealed=keyring().seal("{}", "draft"),
        saved_at=story.now - timedelta(hours=1),
    )
