"""The rows of one generated case: what its shape, its day and a seeded chance make of it."""

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from app.domain.calendar import ONE_DAY
from app.domain.events import EventKind
from app.domain.stages import Status
from app.domain.vocabulary import (
    Availability,
    Channel,
    ChargeMethod,
    ChargingAuthority,
    CodeTest,
    CourtFinding,
    CourtKind,
    CrimeDecision,
    CustodyStatus,
    EvidenceKind,
    EvidenceUsage,
    HearingType,
    LocationKind,
    OutcomeCode,
    PartyRole,
    PerceivedBy,
    PerceptionBasis,
    Plea,
    ReferralType,
    ReportedByRole,
    StatementResponse,
    Strand,
    Tier,
    UpliftBasis,
    VictimSupport,
)  # fmt: skip
from app.services.demo.generated import shapes, words
from app.services.demo.generated.frame import Frame
from app.services.demo.generated.tables import COLUMNS, STRIDES, Rows

STRANDS: Final[Mapping[Strand, int]] = {
    Strand.RACE: 68, Strand.RELIGION: 8, Strand.SEXUAL_ORIENTATION: 12, Strand.DISABILITY: 7, Strand.TRANSGENDER: 3,
    Strand.OTHER_LOCAL: 2,
}  # fmt: skip
DONE: Final = (
    "Abuse shouted", "Threats", "Damage to a door", "A push and abuse", "Paint on a wall", "Spitting", "Messages sent",
    "Abuse from a car", "A window broken", "Abuse in a queue",
)  # fmt: skip
MATERIAL: Final = (EvidenceKind.CCTV, EvidenceKind.BODY_WORN_VIDEO, EvidenceKind.PHOTOGRAPH, EvidenceKind.DOCUMENT)
PLACES: Final = (LocationKind.STREET, LocationKind.HOME, LocationKind.TRANSPORT, LocationKind.SHOP, LocationKind.WORK)
CHANNELS: Final = tuple(Channel)
ENDINGS: Final = (OutcomeCode.EVIDENTIAL_VICTIM_SUPPORTS, OutcomeCode.EVIDENTIAL_VICTIM_WITHDRAWS)
_STRANDS, _SHARES = tuple(STRANDS), tuple(STRANDS.values())
NOTHING: Final = "[]"
DUE: Final = 21 * shapes.DAY


@dataclass(frozen=True, slots=True)
class Hands:
    """Who has a case, where."""

    force: str
    unit_id: int
    officer_id: int
    supervisor_id: int
    cps_unit_id: int | None
    districts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One case to be written. `first` holds the id before the first of each table, `number` counts from nought."""

    number: int
    reference: str
    wrapped_key: bytes
    salt: bytes
    frame: Frame
    hands: Hands
    first: Mapping[str, int]
    chance: random.Random

    def id(self, table: str, place: int = 0) -> int:
        """The id of the row of this case at this place of the table."""
        return self.first[table] + 1 + self.number * STRIDES[table] + place


def add(case: Case, rows: Rows) -> None:
    """Write one case into the rows."""
    _report(case, rows)
    _people(case, rows)
    _material(case, rows)
    if case.frame.shape.crime is not None:
        _crime(case, rows)
    _history(case, rows)
    number = case.id("incident")
    rows["clock"] += [(case.id("clock", at), number, *clock) for at, clock in enumerate(case.frame.clocks)]


def _report(case: Case, rows: Rows) -> None:
    frame, chance, hands, number = case.frame, case.chance, case.hands, case.id("incident")
    standing, where, ahead = frame.shape.standing, words.place(chance), frame.ahead
    crime = frame.shape.crime is not None
    nearest = (None, None) if ahead is None else (_instant(ahead.next_due_at), ahead.next_due_rule)
    rows["incident"].append((
        number, 1, case.reference, case.wrapped_key, case.salt, f"{hands.force}/G/{number:08d}", hands.unit_id,
        hands.officer_id, hands.supervisor_id, f"{chance.choice(DONE)}, {where}", frame.at(0),
        ReportedByRole.VICTIM.value, chance.choice(CHANNELS).value,
        (CrimeDecision.CRIME if crime else CrimeDecision.PENDING).value, frame.at(180) if crime else None,
        frame.at(-90), frame.at(-80), "exact", words.narrative(chance), chance.choice(PLACES).value, where,
        chance.choice(hands.districts), frame.shape.report.value, standing.stage.value, standing.status.value, *nearest,
        False, frame.at(0),
    ))  # fmt: skip
    strand = chance.choices(_STRANDS, _SHARES)[0]
    rows["incident_strand"].append((case.id("incident_strand"), number, strand.value))
    rows["perception"].append(
        (case.id("perception"), number, PerceivedBy.VICTIM.value, PerceptionBasis.PERCEIVED.value)
    )
    rows["assignment"].append((case.id("assignment"), number, hands.officer_id, frame.at(0)))
    if ahead is not None:
        near = (ahead.level, _instant(ahead.changes_at), _instant(ahead.police_due_at), ahead.police_rule)
        rows["clock_state"].append((case.id("clock_state"), number, *near, ahead.police_level))


def _instant(moment: Any) -> str | None:
    return None if moment is None else moment.strftime("%Y-%m-%d %H:%M:%S.%f")


def _people(case: Case, rows: Rows) -> None:
    """A victim, a suspect or another witness, a witness: all grown up."""
    number, chance, frame = case.id("incident"), case.chance, case.frame
    second = PartyRole.SUSPECT if frame.shape.crime else PartyRole.WITNESS
    named = zip(words.people(chance, 3), (PartyRole.VICTIM, second, PartyRole.WITNESS), strict=True)
    for place, ((given, family), role) in enumerate(named):
        person = case.id("person", place)
        born = (frame.start - (20 * 366 + chance.randrange(50 * 365)) * ONE_DAY).date().isoformat()
        rows["person"].append((person, 1, number, f"P{place + 1}", given, family, born, False))
        rows["person_role"].append((case.id("person_role", place), person, role.value))
    willing = None if frame.shape.crime is None else VictimSupport.SUPPORTS.value
    answers = (willing, Tier.STANDARD.value, False, StatementResponse.NOT_ANSWERED.value)
    rows["victim"].append((case.id("victim"), 1, number, case.id("person"), *answers))


def _material(case: Case, rows: Rows) -> None:
    """Four items; in a live investigation the last is still to come."""
    frame, number = case.frame, case.id("incident")
    live = frame.shape.alleged is Status.UNDER_INVESTIGATION
    for place, kind in enumerate(MATERIAL):
        coming = live and place == len(MATERIAL) - 1
        about = " ".join(case.chance.choices(words.vocabulary(), k=6))
        rows["evidence_item"].append((
            case.id("evidence_item", place), 1, number, f"E{place + 1}", f"GEN/{place + 1}", kind.value,
            f"{kind.label}: {about}", place < 2, EvidenceUsage.USED.value,
            (Availability.OUTSTANDING if coming else Availability.HELD).value, frame.on(DUE) if coming else None,
            None if coming else frame.at(20 + 5 * place),
        ))  # fmt: skip


def _crime(case: Case, rows: Rows) -> None:
    frame, number, crime = case.frame, case.id("incident"), case.id("crime_record")
    shape, code, on = frame.shape, None, None
    assert shape.crime is not None  # noqa: S101 - a crime is written where the shape has one
    if shape.alleged is Status.NFA_POLICE:
        code, on = ENDINGS[case.number % 2].value, frame.on(shapes.NO_ACTION)
    elif _charged_at(frame):
        code, on = OutcomeCode.CHARGED.value, frame.on(shapes.CHARGE)
    rows["crime_record"].append((
        crime, 1, number, f"{case.hands.force}/G{number:07d}/{frame.start.year % 100}", frame.at(180), frame.offence,
        False, False, shape.crime.value, code, on, NOTHING,
    ))  # fmt: skip
    rows["crime_victim"].append((case.id("crime_victim"), crime, case.id("person")))
    _suspect(case, rows)
    for place in range(frame.alleged):
        _allegation(case, rows, place, crime)
    if shape.alleged is Status.SUBMITTED_TO_CPS:
        _referral(case, rows)
    if shape.in_court:
        _court(case, rows)


def _suspect(case: Case, rows: Rows) -> None:
    frame, custody = case.frame, case.frame.shape.custody
    arrested = custody in (CustodyStatus.PRECHARGE_BAIL, CustodyStatus.RUI)
    held = (frame.at(shapes.ARREST), frame.at(shapes.ARREST + 30), frame.at(shapes.ARREST + 40)) if arrested else None
    released = frame.at(shapes.RELEASE) if arrested else None
    on_bail = custody is CustodyStatus.PRECHARGE_BAIL
    rows["suspect"].append((
        case.id("suspect"), 1, case.id("incident"), case.id("person", 1), custody.value, *(held or (None,) * 3),
        released, released if on_bail else None, '["Not to contact the victim"]' if on_bail else NOTHING, NOTHING,
        False,
    ))  # fmt: skip


def _charged_at(frame: Frame) -> str | None:
    charged = any(kind is EventKind.CHARGED for kind, _ in frame.shape.later)
    return frame.at(shapes.CHARGE) if charged else None


def _allegation(case: Case, rows: Rows, place: int, crime: int) -> None:
    frame, charged = case.frame, _charged_at(case.frame)
    assert frame.shape.alleged is not None  # noqa: S101 - as for the crime
    rows["allegation"].append((
        case.id("allegation", place), 1, case.id("incident"), f"A{place + 1}", case.id("suspect"), crime,
        frame.offence, f"On {frame.on(-90)} did what is alleged", frame.on(-90), frame.on(-90),
        ChargingAuthority.CPS.value, frame.shape.alleged.value, NOTHING,
        ChargeMethod.POSTAL_REQUISITION.value if charged else None, charged, False,
    ))  # fmt: skip


def _referral(case: Case, rows: Rows) -> None:
    frame, hands = case.frame, case.hands
    sent = frame.at(shapes.REFERRAL)
    rows["referral"].append((
        case.id("referral"), 1, case.id("incident"), 1, ReferralType.CHARGING.value, CodeTest.FCT.value, False,
        hands.officer_id, hands.supervisor_id, sent, hands.supervisor_id, sent, hands.cps_unit_id,
    ))  # fmt: skip
    for place in range(frame.alleged):
        to = (case.id("referral"), case.id("allegation", place))
        rows["referral_allegation"].append((case.id("referral_allegation", place), *to))


def _court(case: Case, rows: Rows) -> None:
    frame, hearing = case.frame, case.id("hearing")
    rows["hearing"].append((
        hearing, 1, case.id("incident"), "H1", f"{case.hands.districts[0]} Magistrates' Court",
        CourtKind.MAGISTRATES.value, frame.at(shapes.HEARING), HearingType.FIRST_HEARING_GAP.value,
    ))  # fmt: skip
    for place in range(frame.alleged):
        of = case.id("allegation", place)
        rows["hearing_allegation"].append((case.id("hearing_allegation", place), hearing, of))
        if frame.shape.alleged is not Status.FINALISED:
            continue
        rows["plea"].append((case.id("plea", place), 1, of, hearing, Plea.GUILTY.value, frame.on(shapes.HEARING)))
        rows["sentence"].append((
            case.id("sentence", place), 1, of, hearing, frame.on(shapes.SENTENCE), "Community order",
            "120 hours of unpaid work", True, UpliftBasis.S66.value, Strand.RACE.value, CourtFinding.YES.value, True,
            True,
        ))  # fmt: skip


def _history(case: Case, rows: Rows) -> None:
    number, added = case.id("incident"), 0
    for place, (kind, minutes) in enumerate(case.frame.shape.history):
        facts = _facts(case, kind, added)
        added += kind is EventKind.PERSON_ADDED
        by_head = kind in (EventKind.ALLOCATED, EventKind.ENDED_BY_POLICE, EventKind.REFERRED)
        who = (case.hands.supervisor_id, "supervisor") if by_head else (case.hands.officer_id, "officer")
        row = (case.id("case_event", place), number, kind.value, case.frame.at(minutes), *who, json.dumps(facts))
        rows["case_event"].append(row)


def _facts(case: Case, kind: EventKind, added: int) -> dict[str, str]:
    """The ids and codes that the sentence of an entry is filled from."""
    second = PartyRole.SUSPECT if case.frame.shape.crime else PartyRole.WITNESS
    if kind is EventKind.PERSON_ADDED:
        role = (PartyRole.VICTIM, second, PartyRole.WITNESS)[added]
        return {"person": str(case.id("person", added)), "role": role.value}
    suspect, allegation = {"person": str(case.id("person", 1))}, {"allegation": str(case.id("allegation"))}
    of_kind: dict[EventKind, dict[str, str]] = {
        EventKind.EVIDENCE_ADDED: {"item": MATERIAL[0].value},
        EventKind.CRIME_RECORDED: {"crime": str(case.id("crime_record"))},
        EventKind.ALLOCATED: {"user": str(case.hands.officer_id)},
        EventKind.ALLEGATION_ADDED: suspect | allegation,
        EventKind.SUSPECT_ARRESTED: suspect,
        EventKind.SUSPECT_BAILED: suspect,
        EventKind.SUSPECT_RELEASED: suspect,
        EventKind.CHARGED: suspect | allegation,
        EventKind.SENTENCED: suspect | allegation,
        EventKind.REFERRED: {"referral": "1"},
        EventKind.HEARING_LISTED: {"hearing": str(case.id("hearing"))},
        EventKind.ENDED_BY_POLICE: {"outcome": ENDINGS[case.number % 2].value},
    }
    return of_kind.get(kind, {})


assert set(STRIDES) == set(COLUMNS)  # noqa: S101 - two tables that say one thing each
