"""Words of hostility, recordings, lines of inquiry, disclosure answers, the words of the police report."""

from typing import Any

from flask import flash
from flask.typing import ResponseReturnValue

from app.domain.permissions import Permission
from app.domain.vocabulary import PartyRole
from app.journeys.material import inquiry_forms as forms
from app.journeys.material.routes import AT, names, page, to_index
from app.journeys.material.routes import room as room
from app.models.material import HostilityItem
from app.models.people import Person
from app.models.report_text import PoliceReport
from app.queries import material as questions
from app.queries import people
from app.services import inquiries, material, report_text
from app.web.access import requires
from app.web.answers import details_of, stored
from app.web.case_pages import Frame, open_frame
from app.web.clock import now
from app.web.forms import BaseForm, Saved
from app.web.saved import saved_now
from app.web.sessions import actor
from app.web.source_words import source_words

P = Permission


def _edited(reference: str) -> Frame:
    return open_frame(reference, P.CASE_EDIT, P.EVIDENCE_LIST)


def _offer(form: forms.HostilityForm, frame: Frame) -> questions.Sources:
    sources = questions.sources_of(frame.case)
    form.said_by_id.offer(names(frame))
    form.source.offer([(one.file_id, source_words(one)) for one in sources])
    return sources


@room.route(f"{AT}/hostility/add", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def add_hostility(reference: str) -> ResponseReturnValue:
    frame, form = _edited(reference), forms.HostilityForm()
    sources = _offer(form, frame)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            details = details_of(form, material.HostilityDetails)
            [source] = sources.chosen([form.source.data])
            material.add_hostility(frame.case, details, source, actor=actor(), at=now())
            flash("The words or acts are recorded.")
            return to_index(reference)
    proof = "This is evidence for a charge. The flag stands apart: it says what somebody perceived."
    lead = proof if form.source.choices[1:] else "Add the statement, item or document it stands in first."
    return page(frame, form, "Record words or acts of hostility", "Record it", lead)


@room.route(f"{AT}/hostility/<int:number>", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def change_hostility(reference: str, number: int) -> ResponseReturnValue:
    frame = _edited(reference)
    row = questions.hostility_by_id(frame.case, number)
    form = forms.HostilityForm(version=row.version, **_hostility_words(frame, row))
    sources = _offer(form, frame)
    if form.validate_on_submit():
        with form.showing_broken_rules(lambda: saved_now(form, frame.case, _hostility_words(frame, row), row.version)):
            details = details_of(form, material.HostilityDetails)
            [source] = sources.chosen([form.source.data])
            material.change_hostility(row, frame.case, details, source, seen=form.seen_version, actor=actor(), at=now())
            flash("The words or acts are saved.")
            return to_index(reference)
    return page(frame, form, "Change words or acts of hostility", "Save it")


def _hostility_words(frame: Frame, row: HostilityItem) -> dict[str, Any]:
    held = questions.linked(questions.links_of(frame.case), questions.sources_of(frame.case), "hostility")
    source = next((one.file_id for one in held.get(row.id, ())), None)
    return stored(row, material.HostilityDetails) | {"source": source}


@room.route(f"{AT}/hostility/none", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def no_hostility(reference: str) -> ResponseReturnValue:
    frame = _edited(reference)
    case = frame.case
    form = forms.NoHostilityForm(version=case.version, reason=case.no_hostility_found_reason)
    if form.validate_on_submit():
        with form.showing_broken_rules(
            lambda: saved_now(form, case, {"reason": case.no_hostility_found_reason}, case.version)
        ):
            material.say_no_hostility(case, form.reason.data or None, seen=form.seen_version, actor=actor(), at=now())
            flash("Saved.")
            return to_index(reference)
    lead = "The flag stays: perception is enough for it. This says only what the evidence shows."
    return page(frame, form, "No evidence of hostility", "Save", lead)


@room.route(f"{AT}/recordings", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def media(reference: str) -> ResponseReturnValue:
    frame = _edited(reference)
    form = forms.MediaForm(version=inquiries.media_version(questions.media_of(frame.case)), **_media_words(frame))
    if form.validate_on_submit():
        with form.showing_broken_rules(lambda: _media_now(form, frame)):
            inquiries.answer_media(frame.case, form.answers(), seen=form.seen_version, actor=actor(), at=now())
            flash("The answers about recordings are saved.")
            return to_index(reference)
    lead = "Every file answers for these four. A recording that exists is added as an item of evidence as well."
    return page(frame, form, "Footage and recordings", "Save the answers", lead)


def _media_words(frame: Frame) -> dict[str, Any]:
    rows = questions.media_of(frame.case)
    answers = {f"answer_{row.kind.value}": row.answer for row in rows}
    return answers | {f"reason_{row.kind.value}": row.reason for row in rows}


def _media_now(form: BaseForm, frame: Frame) -> Saved:
    version = inquiries.media_version(questions.media_of(frame.case))
    return saved_now(form, frame.case, _media_words(frame), version)


@room.route(f"{AT}/inquiries/add", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def add_line(reference: str) -> ResponseReturnValue:
    frame, form = _edited(reference), forms.LineForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            inquiries.put_line(frame.case, details_of(form, inquiries.LineDetails), actor=actor(), at=now())
            flash("The line of inquiry is added.")
            return to_index(reference)
    lead = "Lines that point away from the suspect count as much as those that point towards him."
    return page(frame, form, "Add a line of inquiry", "Add the line", lead)


@room.route(f"{AT}/inquiries/<int:number>", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def change_line(reference: str, number: int) -> ResponseReturnValue:
    frame = _edited(reference)
    row = questions.line_by_id(frame.case, number)
    form = forms.LineForm(version=row.version, **stored(row, inquiries.LineDetails))
    if form.validate_on_submit():
        with form.showing_broken_rules(
            lambda: saved_now(form, frame.case, stored(row, inquiries.LineDetails), row.version)
        ):
            details = details_of(form, inquiries.LineDetails)
            inquiries.put_line(frame.case, details, line=row, seen=form.seen_version, actor=actor(), at=now())
            flash("The line of inquiry is saved.")
            return to_index(reference)
    return page(frame, form, "Change a line of inquiry", "Save the line")


@room.route(f"{AT}/disclosure", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def disclosure(reference: str) -> ResponseReturnValue:
    frame = _edited(reference)
    row = questions.disclosure_of(frame.case)
    form = forms.DisclosureForm(version=row.version if row else 0, **forms.disclosure_words(row))
    if form.validate_on_submit():
        with form.showing_broken_rules(lambda: _disclosure_now(form, frame)):
            inquiries.answer_disclosure(
                frame.case,
                undermining=form.undermining.data or None,
                sensitive=form.sensitive.answer,
                checklist=form.checklist(),
                seen=form.seen_version,
                actor=actor(),
                at=now(),
            )
            flash("The disclosure answers are saved.")
            return to_index(reference)
    lead = "Say for each kind of material whether it is held. The wording of the list is not confirmed."
    return page(frame, form, "Disclosure", "Save the answers", lead)


def _disclosure_now(form: BaseForm, frame: Frame) -> Saved:
    row = questions.disclosure_of(frame.case)
    return saved_now(form, frame.case, forms.disclosure_words(row), row.version if row else 0)


@room.route(f"{AT}/report-text", endpoint="report_text", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def write_report(reference: str) -> ResponseReturnValue:
    """The words of the police report; saving ends both certificates."""
    frame = _edited(reference)
    row = questions.report_of(frame.case)
    witnesses = _witnesses(frame, row)
    form = forms.report_form(witnesses)(version=row.version if row else 0, **forms.report_words(row))
    if form.validate_on_submit():
        with form.showing_broken_rules(lambda: _report_now(form, frame)):
            said = [(one, form[f"witness_{one.file_id}"].data) for one in witnesses]
            text = details_of(form, report_text.ReportText, witness_evidence=[pair for pair in said if pair[1]])
            report_text.write_report_text(frame.case, text, seen=form.seen_version, actor=actor(), at=now())
            flash("The text of the report is saved.")
            return to_index(reference)
    lead = "The defence may read this: no address, telephone number, advice or view of the charge."
    if row and (row.officer_certified_at or row.supervisor_certified_at):
        lead += " It was certified. Saving a change ends that."
    return page(frame, form, "Text of the police report", "Save the text", lead)


def _witnesses(frame: Frame, row: PoliceReport | None) -> list[Person]:
    """Key witnesses, and whoever has a paragraph already."""
    told = {one.person_id for one in row.witness_evidence} if row else set()
    return [
        person
        for person in people.of_case(frame.case)
        if person.id in told or (person.is_key_witness and {role.party_role for role in person.roles} & _WITNESSES)
    ]


_WITNESSES = {PartyRole.WITNESS, PartyRole.VICTIM, PartyRole.EXPERT, PartyRole.OFFICER}


def _report_now(form: BaseForm, frame: Frame) -> Saved:
    row = questions.report_of(frame.case)
    return saved_now(form, frame.case, forms.report_words(row), row.version if row else 0)
