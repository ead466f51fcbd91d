"""What stands beside the account of a report: conduct online, references, the record of a crime."""

from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from app.domain.permissions import Permission
from app.domain.vocabulary import PartyRole, Strand
from app.journeys.report import fact_forms as forms
from app.journeys.report.routes import room as room
from app.models.allegation import Crime
from app.models.incident import Incident, OnlineConduct
from app.queries import allegations as crimes
from app.queries import material, people, references
from app.services import recording, report_facts
from app.web.access import requires
from app.web.answers import offence_choices, stored
from app.web.case_pages import act_page, open_frame
from app.web.clock import now
from app.web.forms import BaseForm, Saved
from app.web.saved import saved_now
from app.web.sessions import actor
from app.web.source_words import source_choices

P = Permission


def _to_case(reference: str) -> ResponseReturnValue:
    return redirect(url_for("cases.show", reference=reference), 303)


@room.route("/cases/<reference>/online", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def online(reference: str) -> ResponseReturnValue:
    frame = open_frame(reference, P.CASE_EDIT, P.EVIDENCE_LIST)
    case, sources = frame.case, material.sources_of(frame.case)
    row = report_facts.online_of(case)
    form = forms.OnlineForm(version=row.version if row else 0, **_online_words(case, row, sources))
    form.captured.offer(source_choices(sources))
    form.attributed.offer(source_choices(sources))
    if form.validate_on_submit():
        with form.showing_broken_rules(lambda: _online_now(form, case, sources)):
            report_facts.put_online(
                case,
                form.details(),
                captured=() if form.is_gone.data else sources.chosen(form.captured.data or ()),
                attributed=() if form.is_gone.data else sources.chosen(form.attributed.data or ()),
                seen=form.seen_version,
                actor=actor(),
                at=now(),
            )
            flash("What happened online is saved.")
            return _to_case(reference)
    lead = "Capture, attribution, address and time: the file check asks for all four."
    return act_page(frame, form, title="What happened online", lead=lead, words="Save")


def _online_words(case: Incident, row: OnlineConduct | None, sources: material.Sources) -> dict[str, Any]:
    if row is None:
        return {}
    links = material.links_of(case)
    held = {
        "captured": material.linked(links, sources, "capture"),
        "attributed": material.linked(links, sources, "attribution"),
    }
    linked = {name: [one.file_id for one in found.get(row.id, ())] for name, found in held.items()}
    return stored(row, report_facts.OnlineDetails) | linked


def _online_now(form: BaseForm, case: Incident, sources: material.Sources) -> Saved:
    row = report_facts.online_of(case)
    return saved_now(form, case, _online_words(case, row, sources), row.version if row else 0)


@room.route("/cases/<reference>/references", endpoint="references", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def change_references(reference: str) -> ResponseReturnValue:
    frame = open_frame(reference, P.CASE_EDIT)
    case = frame.case
    form = forms.ReferencesForm(version=case.version, **references.of_case(case))
    if form.validate_on_submit():
        with form.showing_broken_rules(lambda: saved_now(form, case, references.of_case(case), case.version)):
            report_facts.put_references(
                case,
                others=form.others.answer,
                linked=form.linked.answer,
                seen=form.seen_version,
                actor=actor(),
                at=now(),
            )
            flash("The references are saved.")
            return _to_case(reference)
    return act_page(frame, form, title="References and linked investigations", words="Save the references")


@room.route("/cases/<reference>/crimes/<int:number>", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def change_crime(reference: str, number: int) -> ResponseReturnValue:
    frame = open_frame(reference, P.CASE_EDIT, P.PERSON_NAMES)
    row = crimes.crime_by_id(frame.case, number)
    form = forms.CrimeRecordForm(version=row.version, **_crime_words(row))
    form.offence.offer(offence_choices(row.offence_type_key))
    form.victims.offer([(party.id, party.name) for party in frame.header.of_role(PartyRole.VICTIM)])
    if form.validate_on_submit():
        with form.showing_broken_rules(lambda: saved_now(form, frame.case, _crime_words(row), row.version)):
            details = _crime(frame.case, form)
            recording.change_crime(frame.case, row, details, seen=form.seen_version, actor=actor(), at=now())
            flash("The crime record is corrected.")
            return redirect(url_for("report.decision", reference=reference), 303)
    lead = "What a suspect is said to have done is changed under Offences."
    back = url_for("report.decision", reference=reference)
    return act_page(frame, form, title=f"Correct crime record {row.crime_number}", lead=lead, words="Save", back=back)


def _crime(case: Incident, form: forms.CrimeRecordForm) -> recording.CrimeDetails:
    return recording.CrimeDetails(
        crime_number=form.crime_number.data,
        offence_type_key=form.offence.data,
        reason=form.reason.data,
        victims=people.by_ids(case, form.victims.data or ()),
        has_no_victim=bool(form.has_no_victim.data),
        strands=[Strand(one) for one in form.strands.data or ()] if form.own_strands.data else None,
    )


def _crime_words(row: Crime) -> dict[str, Any]:
    return {
        "crime_number": row.crime_number,
        "offence": row.offence_type_key,
        "victims": [one.person_id for one in row.victims],
        "has_no_victim": row.has_no_victim,
        "own_strands": row.own_strands,
        "strands": [one.strand.value for one in row.strands],
    }
