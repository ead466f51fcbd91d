"""Decisions on unused items, what shows each event of the report, words that stay in it for a reason."""

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from app.domain.case_file import disclosable_texts
from app.domain.errors import NotFound
from app.domain.permissions import Permission
from app.journeys.material import settled_forms as forms
from app.journeys.material import settled_view
from app.journeys.material.inquiry_routes import room as room
from app.journeys.material.items import item_words
from app.journeys.material.routes import AT, page, to_index
from app.models.report_text import ChronologyEntry, PoliceReport, SettledMatch
from app.queries import material as questions
from app.queries.case_file import gather
from app.services import inquiries, report_text, settled
from app.web.access import requires
from app.web.answers import details_of
from app.web.case_pages import Frame, open_frame
from app.web.clock import now
from app.web.forms import BaseForm, Saved
from app.web.saved import saved_now
from app.web.sessions import actor
from app.web.source_words import source_choices

P = Permission


@room.route(f"{AT}/items/<item>/disclosure", methods=["GET", "POST"])
@requires(P.EVIDENCE_SCHEDULE)
def decide(reference: str, item: str) -> ResponseReturnValue:
    """The prosecutor decides on an unused item; others of the schedule read the decision."""
    frame = open_frame(reference, P.CASE_READ, P.EVIDENCE_LIST, P.EVIDENCE_SCHEDULE)
    row = questions.evidence_by_file_id(frame.case, item)
    title = f"Disclosure of {item_words(row)}"
    if not frame.may(P.DECISION_RECORD):
        facts = settled_view.decision_facts(row)
        return render_template("people/facts.html", frame=frame, part="material.index", title=title, facts=facts)
    form = forms.DecisionForm(version=row.version, decision=row.disclosure_decision)
    if form.validate_on_submit():
        held = {"decision": row.disclosure_decision}
        with form.showing_broken_rules(lambda: saved_now(form, frame.case, held, row.version)):
            decision = form.decision.data
            inquiries.decide_disclosure(row, frame.case, decision, seen=form.seen_version, actor=actor(), at=now())
            flash("The decision is saved.")
            return to_index(reference)
    return page(frame, form, title, "Save the decision", row.description)


@room.route(f"{AT}/report-text/events/<int:number>", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def link_entry(reference: str, number: int) -> ResponseReturnValue:
    """What shows an event of the chronology."""
    frame = open_frame(reference, P.CASE_EDIT, P.EVIDENCE_LIST)
    entry_report, entry = _entry(frame, number)
    sources = questions.sources_of(frame.case)
    form = forms.EntryForm(version=entry_report.version, sources=_shown_by(frame, entry, sources))
    form.sources.offer(source_choices(sources))
    if form.validate_on_submit():
        with form.showing_broken_rules(lambda: _entry_now(form, frame, entry, entry_report, sources)):
            chosen = sources.chosen(form.sources.data or ())
            report_text.link_entry(entry, frame.case, chosen, seen=form.seen_version, actor=actor(), at=now())
            flash("The links are saved.")
            return to_index(reference)
    return page(frame, form, "What shows this event?", "Save the links", f"{entry.at}: {entry.text}")


def _entry(frame: Frame, number: int) -> tuple[PoliceReport, ChronologyEntry]:
    report = questions.report_of(frame.case)
    found = next((one for one in report.chronology if one.id == number), None) if report else None
    if report is None or found is None:
        raise NotFound("Page not found")
    return report, found


def _shown_by(frame: Frame, entry: ChronologyEntry, sources: questions.Sources) -> list[str]:
    held = questions.linked(questions.links_of(frame.case), sources, "chronology")
    return [one.file_id for one in held.get(entry.id, ())]


def _entry_now(
    form: BaseForm, frame: Frame, entry: ChronologyEntry, report: PoliceReport, sources: questions.Sources
) -> Saved:
    return saved_now(form, frame.case, {"sources": _shown_by(frame, entry, sources)}, report.version)


@room.route(f"{AT}/report-text/words/add", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def mark_match(reference: str) -> ResponseReturnValue:
    frame, form = open_frame(reference, P.CASE_EDIT, P.EVIDENCE_VIEW), forms.MatchForm()
    form.field.offer(settled_view.text_choices(disclosable_texts(gather(frame.case).case)))
    if form.validate_on_submit():
        with form.showing_broken_rules():
            settled.mark_match(frame.case, details_of(form, settled.MatchDetails), actor=actor(), at=now())
            flash("The words are marked. A supervisor other than the officer in the case confirms them.")
            return to_index(reference)
    lead = "For words that look like personal details and are needed. Somebody's address is never needed."
    return page(frame, form, "Keep words in the police report", "Mark the words", lead)


@room.route(f"{AT}/report-text/words/<int:number>", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def match(reference: str, number: int) -> ResponseReturnValue:
    """Confirm words that were marked, or take them back."""
    frame = open_frame(reference, P.CASE_EDIT, P.EVIDENCE_VIEW)
    row = _match(frame, number)
    form = forms.AnswerMatchForm()
    form.answer.offer(settled_view.answers(row, confirms=frame.may(P.READINESS_OVERRIDE)))
    if form.validate_on_submit():
        with form.showing_broken_rules():
            verb = settled.confirm_match if form.answer.data == "confirm" else settled.take_match_back
            verb(row, frame.case, actor=actor(), at=now())
            flash("Saved.")
            return to_index(reference)
    return page(frame, form, "Words kept in the police report", "Save", settled_view.match_lead(row))


def _match(frame: Frame, number: int) -> SettledMatch:
    report = questions.report_of(frame.case)
    found = next((one for one in report.settled_matches if one.id == number), None) if report else None
    if found is None:
        raise NotFound("Page not found")
    return found
