"""The texts of cases that can be searched, each with the group of facts it belongs to: one statement for many cases.

The index is made of these texts, and what a result shows of them comes from here: one list of what can be found.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal,
    not_,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute

from app.database.session import db
from app.domain.search_groups import SearchGroup as G
from app.domain.vocabulary import MgForm, PartyRole, StatementKind
from app.models.allegation import Crime
from app.models.incident import Incident, OnlineConduct, OtherReference
from app.models.material import CaseDocument, EvidenceItem, HostilityItem, KeyTime, LineOfInquiry, Statement
from app.models.online import OnlinePost
from app.models.people import Person, PersonRole
from app.models.referral import Referral
from app.models.report_text import ChronologyEntry, PoliceReport, WitnessEvidence
from app.models.suspect import Suspect


@dataclass(frozen=True, slots=True)
class CaseText:
    """One text: where it belongs, what to call it, its words. Free words may be words of hatred: they stay covered."""

    group: G
    what: str
    words: str
    covered: bool


def texts_of(incident_ids: Sequence[int]) -> dict[int, list[CaseText]]:
    """Case → its texts, in the order in which a reader looks for them. One statement."""
    found: dict[int, list[CaseText]] = {number: [] for number in incident_ids}
    for row in db.session.execute(_every_text(), {"cases": list(incident_ids)}):
        if row.words and row.words.strip():
            found[row.incident_id].append(CaseText(G(row.group_name), row.what, row.words, bool(row.covered)))
    return found


@cache
def _every_text() -> Select[Any]:
    """Put together once: it is asked in every transaction that changes a case."""
    parts = [*_of_the_case(), *_of_people(), *_of_the_file(), *_of_referrals()]
    cases: BindParameter[int] = bindparam("cases", expanding=True)
    wanted = [part.where(part.selected_columns[0].in_(cases)) for part in parts]
    every = union_all(*[part.add_columns(literal(place).label("place")) for place, part in enumerate(wanted)])
    listed = every.subquery()
    return select(listed).order_by(listed.c.incident_id, listed.c.place, listed.c.row_id)


def _text(
    group: G,
    what: str,
    words: ColumnElement[Any] | InstrumentedAttribute[Any],
    number: ColumnElement[Any] | InstrumentedAttribute[Any],
    of: ColumnElement[Any] | InstrumentedAttribute[Any],
    *,
    covered: bool = False,
) -> Select[Any]:
    return select(
        of.label("incident_id"),
        number.label("row_id"),
        literal(group.value).label("group_name"),
        literal(what).label("what"),
        words.label("words"),
        literal(int(covered)).label("covered"),
    )


def _of_the_case() -> list[Select[Any]]:
    number, report = Incident.id, OtherReference
    own = [
        (G.NUMBERS, "Reference", Incident.reference, False),
        (G.NUMBERS, "Force reference", Incident.force_ref, False),
        (G.NUMBERS, "URN", Incident.urn, False),
        (G.ACCOUNT, "Title", Incident.title, False),
        (G.ACCOUNT, "Place", Incident.location_description, False),
        (G.ACCOUNT, "District", Incident.district, False),
        (G.ACCOUNT, "Account", Incident.narrative, True),
    ]
    conduct = OnlineConduct.platform + literal(" ") + func.coalesce(OnlineConduct.account_handle, "")
    return [
        *(_text(group, what, column, number, number, covered=covered) for group, what, column, covered in own),
        _text(G.NUMBERS, "Crime number", Crime.crime_number, Crime.id, Crime.incident_id),
        _text(G.NUMBERS, "Other reference", report.reference, report.id, report.incident_id),
        _text(G.ACCOUNT, "Online", conduct, OnlineConduct.id, OnlineConduct.incident_id),
    ]


def _of_people() -> list[Select[Any]]:
    """Whoever is in the case as a suspect alone is found by those alone who may read who the suspect is."""
    has_role = exists().where(PersonRole.person_id == Person.id)
    other = exists().where(PersonRole.person_id == Person.id, PersonRole.party_role != PartyRole.SUSPECT)
    only_suspect = and_(has_role, not_(other))
    name = Person.given_names + literal(" ") + Person.surname
    return [
        _text(G.NAMES, "Name", name, Person.id, Person.incident_id).where(not_(only_suspect)),
        _text(G.NAMES, "Organisation", Person.organisation, Person.id, Person.incident_id).where(not_(only_suspect)),
        _text(G.SUSPECT, "Suspect", name, Person.id, Person.incident_id).where(only_suspect),
        _text(G.SUSPECT, "Suspect", Person.organisation, Person.id, Person.incident_id).where(only_suspect),
        *(
            _text(G.HISTORY, what, column, Suspect.id, Suspect.incident_id, covered=True)
            for what, column in (
                ("Interview", Suspect.interview_summary),
                ("Defence account", Suspect.defence_account),
                ("Antecedents", Suspect.antecedents_summary),
            )
        ),
    ]


def _of_the_file() -> list[Select[Any]]:
    """Sensitive items and victims' personal statements are in no index (ACC-5)."""
    open_item = EvidenceItem.is_sensitive.is_not(True)
    item, statement = EvidenceItem, Statement
    return [
        _text(G.EVIDENCE, "Exhibit", item.exhibit_ref, item.id, item.incident_id).where(open_item),
        _text(G.EVIDENCE, "Item", item.description, item.id, item.incident_id, covered=True).where(open_item),
        _text(G.EVIDENCE, "Transcript", item.transcript, item.id, item.incident_id, covered=True).where(open_item),
        _text(G.EVIDENCE, "Recording", KeyTime.what, KeyTime.id, item.incident_id, covered=True)
        .join_from(KeyTime, EvidenceItem, EvidenceItem.id == KeyTime.evidence_item_id)
        .where(open_item),
        *_of_posts(open_item),
        _text(G.EVIDENCE, "Statement", statement.text, statement.id, statement.incident_id, covered=True).where(
            statement.kind != StatementKind.VICTIM_PERSONAL
        ),
        _text(
            G.EVIDENCE, "Document", CaseDocument.title, CaseDocument.id, CaseDocument.incident_id, covered=True
        ).where(
            CaseDocument.mg_form != MgForm.MG6D  # the schedule of what is sensitive
        ),
        _text(G.EVIDENCE, "Words", HostilityItem.quote, HostilityItem.id, HostilityItem.incident_id, covered=True),
        _text(
            G.EVIDENCE, "Words", HostilityItem.translation, HostilityItem.id, HostilityItem.incident_id, covered=True
        ),
        _text(G.EVIDENCE, "Inquiry", LineOfInquiry.text, LineOfInquiry.id, LineOfInquiry.incident_id, covered=True),
        _text(G.EVIDENCE, "Inquiry", LineOfInquiry.result, LineOfInquiry.id, LineOfInquiry.incident_id, covered=True),
    ]


def _of_posts(open_item: ColumnElement[bool]) -> list[Select[Any]]:
    """Online posts: their words stay covered, their accounts do not."""
    post = OnlinePost
    names = [func.coalesce(one, "") for one in (post.account_handle, post.display_name, post.account_number)]
    account = names[0] + literal(" ") + names[1] + literal(" ") + names[2]
    return [
        _text(G.EVIDENCE, what, words, post.id, post.incident_id, covered=covered)
        .join_from(post, EvidenceItem, EvidenceItem.id == post.evidence_item_id)
        .where(open_item)
        for what, words, covered in (("Account", account, False), ("Post", post.post_text, True))
    ]


def _of_referrals() -> list[Select[Any]]:
    """The police's own words to the prosecutor, and the text of the police report."""
    report, of_report = PoliceReport, PoliceReport.incident_id
    sent = [
        ("Referral", Referral.outline),
        ("Police view", Referral.police_view_evidential),
        ("Police view", Referral.police_view_public_interest),
    ]
    written = [
        (G.REFERRAL, report.headline),
        (G.REFERRAL, report.identification),
        (G.REFERRAL, report.exhibits_note),
        (G.REFERRAL, report.injuries_loss_damage),
        (G.HISTORY, report.interview),
        (G.HISTORY, report.antecedents),
    ]
    return [
        *(_text(G.REFERRAL, what, words, Referral.id, Referral.incident_id, covered=True) for what, words in sent),
        *(_text(group, "Police report", words, report.id, of_report, covered=True) for group, words in written),
        _text(G.REFERRAL, "Police report", ChronologyEntry.text, ChronologyEntry.id, of_report, covered=True).join_from(
            ChronologyEntry, PoliceReport, PoliceReport.id == ChronologyEntry.report_id
        ),
        _text(G.REFERRAL, "Police report", WitnessEvidence.text, WitnessEvidence.id, of_report, covered=True).join_from(
            WitnessEvidence, PoliceReport, PoliceReport.id == WitnessEvidence.report_id
        ),
    ]
