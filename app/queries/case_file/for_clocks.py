"""Gather what clocks count from, and nothing else: read at the end of every transaction that changes a case.

It is the same case file, made by the same functions. What no clock reads is not fetched and says so when it is asked
for; what the case has no row of is known from one statement and not asked for again.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NoReturn, cast

from sqlalchemy import exists, select

from app.database.session import db
from app.domain.case_file import CaseFile
from app.domain.communication import with_communication
from app.models.incident import Incident
from app.models.material import LineOfInquiry
from app.models.online import PreservationRequest
from app.models.outcome import Hearing, VrrRequest
from app.models.referral import Referral
from app.models.suspect import Suspect
from app.models.victim import Contact, DatedEvent
from app.models.withdrawal import Withdrawal
from app.queries.case_file import court, kept, material, offences, people, referrals
from app.queries.case_file.ids import Ids
from app.queries.case_file.load import incident_facts, source_of, strands_of
from app.queries.preserved import days_of

#: Tables of which most cases have no row.
_OFTEN_EMPTY = (
    LineOfInquiry, Hearing, VrrRequest, Referral, Contact, DatedEvent, PreservationRequest, Withdrawal
)  # fmt: skip
_WITH_DAYS = frozenset({PreservationRequest, Withdrawal})


class NotFetched(LookupError):
    """A clock read a part of the case file that is not fetched for clocks: fetch it here."""


class _Unread(tuple[Any, ...]):
    """A list that was not fetched. It is not empty: whoever looks is told."""

    def _refuse(self, *_: object) -> NoReturn:
        raise NotFetched("this part of the case file is not fetched for clocks")

    __iter__ = __len__ = __bool__ = __getitem__ = __contains__ = __eq__ = __ne__ = __hash__ = __add__ = _refuse


class _UnreadFacts:
    """Facts that were not fetched."""

    def __getattr__(self, name: str) -> NoReturn:
        raise NotFetched(f"{name} is not fetched for clocks")


class _Unnamed(dict[int, str]):
    """Ids of rows that were not fetched: a fact may point to one, no clock follows it."""

    def __missing__(self, row_id: int) -> str:
        return f"?{row_id}"


UNREAD: tuple[Any, ...] = _Unread()


def gather_for_clocks(incident: Incident) -> CaseFile:
    """The facts of a case from which its clocks follow. Reading any other part of it raises NotFetched."""
    ids, number, filled = Ids(statements=_Unnamed(), documents=_Unnamed()), incident.id, _filled(incident.id)
    persons = people.load_people(number, ids)
    suspects = people.load_suspects(number, ids)
    alleged = _alleged(number, suspects, ids)
    events = court.load_events(number, ids) if DatedEvent in filled else []
    case = CaseFile(
        source=source_of(incident),
        urn=incident.urn,
        incident=incident_facts(incident, others=UNREAD, linked=UNREAD, online=cast(Any, _UnreadFacts())),
        hate_strands=strands_of(number),
        no_hostility_found_reason=incident.no_hostility_found_reason,
        oic_id=ids.named_user(incident.oic_id),
        supervisor_id=ids.user(incident.supervisor_id),
        people=tuple(people.person_facts(row) for row in persons),
        suspects=tuple(people.suspect_facts(row, ids) for row in suspects),
        evidence_items=tuple(
            material.evidence_facts(row, ids, key_times=UNREAD)
            for row in material.load_evidence(number, ids, with_times=False)
        ),
        lines_of_inquiry=material.line_facts(number) if LineOfInquiry in filled else (),
        events=court.event_facts(events, ids),
        kept=kept.kept_facts(suspects, events, ids, days=days_of(number) if filled & _WITH_DAYS else ()),
        victims=people.load_victims(number, ids, restricted=False),
        referrals=referrals.referral_facts(number, ids) if Referral in filled else (),
        **alleged,
        **_in_court(number, ids, filled),
        **_not_fetched(),
    )
    return with_communication(case)


def _not_fetched() -> Mapping[str, Any]:
    """The parts of a case file that no clock reads."""
    lists = ("perceived_by", "hostility_items", "person_contacts", "statements", "media_answers", "documents", "staff")
    return dict.fromkeys(lists, UNREAD) | {"disclosure": _UnreadFacts(), "police_report": _UnreadFacts()}


def _alleged(number: int, suspects: Sequence[Suspect], ids: Ids) -> Mapping[str, Any]:
    """Recorded crimes and allegations, without the points to prove."""
    of_suspect = {row.id: ids.people[row.person_id] for row in suspects}
    crimes = {row.id: row for row in offences.load_crimes(number)}
    return {
        "crimes": tuple(offences.crime_facts(row, ids) for row in crimes.values()),
        "allegations": tuple(
            offences.allegation_facts(
                row, ids, suspect=of_suspect[row.suspect_id], crime=crimes[row.crime_id], elements=UNREAD
            )
            for row in offences.load_allegations(number, ids, proof=False)
        ),
    }


def _in_court(number: int, ids: Ids, filled: frozenset[type]) -> Mapping[str, Any]:
    """What came of hearings, reviews asked for, contacts. Without a hearing there is no plea, verdict or sentence."""
    heard = Hearing in filled
    return {
        "hearings": court.hearing_facts(number, ids) if heard else (),
        "pleas": court.plea_facts(number, ids) if heard else (),
        "verdicts": court.verdict_facts(number, ids) if heard else (),
        "sentences": court.sentence_facts(number, ids) if heard else (),
        "vrr_requests": court.review_request_facts(number, ids) if VrrRequest in filled else (),
        "contacts": court.contact_log_facts(number, ids, people.victim_files(number, ids), restricted=False)
        if Contact in filled
        else (),
    }


def _filled(number: int) -> frozenset[type]:
    """Of which of the tables that are often empty this case has a row: one statement."""
    asked = [exists().where(model.incident_id == number).label(model.__tablename__) for model in _OFTEN_EMPTY]
    row = db.session.execute(select(*asked)).one()
    return frozenset(_present(row))


def _present(row: Any) -> Iterator[type]:
    yield from (model for model, found in zip(_OFTEN_EMPTY, row, strict=True) if found)
