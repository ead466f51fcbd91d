"""What a person told of themselves, apart from the case; and how often a victim wants news."""

from typing import Any

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from app.domain.permissions import Permission
from app.domain.vocabulary import Characteristic, ContactChannel
from app.journeys.people import forms
from app.journeys.people.routes import AT, page, to_index
from app.journeys.people.suspect_routes import room as room
from app.models.people import Person
from app.models.victim import Victim
from app.queries import people as questions
from app.services import care, characteristics
from app.web.access import requires
from app.web.answers import details_of, labels
from app.web.case_pages import Frame, open_frame
from app.web.clock import now
from app.web.forms import BaseForm, Saved
from app.web.saved import saved_now
from app.web.sessions import actor

P = Permission


@room.route(f"{AT}/characteristics", endpoint="characteristics", methods=["GET", "POST"])
@requires(P.PERSON_CHARACTERISTICS)
def told_of_themselves(reference: str, person: str) -> ResponseReturnValue:
    """Protected characteristics: the police team writes them, others of the matrix read them."""
    frame = open_frame(reference, P.CASE_READ, P.PERSON_NAMES, P.PERSON_CHARACTERISTICS)
    row = questions.by_file_id(frame.case, person)
    title = f"Protected characteristics of {row.full_name.strip()}"
    if not (frame.may(P.PERSON_EDIT) and frame.may(P.CASE_EDIT)):
        facts = [(one.label, _told(row).get(one.value) or "Not given") for one in Characteristic]
        return render_template("people/facts.html", frame=frame, part="people.index", title=title, facts=facts)
    form = forms.CharacteristicsForm(version=_version(row), **_told(row))
    if form.validate_on_submit():
        with form.showing_broken_rules(lambda: _told_now(form, frame, row)):
            typed = {one: (form[one.value].data or "").strip() for one in Characteristic}
            given = {one: words for one, words in typed.items() if words}
            characteristics.put_characteristics(row, given, seen=form.seen_version, actor=actor(), at=now())
            flash("What the person said is saved.")
            return to_index(reference)
    lead = "Only what the person chose to say, in their words. Leave the rest empty. It is sealed and never printed."
    return page(frame, form, title=title, words="Save", lead=lead)


def _told(row: Person) -> dict[str, str]:
    known = characteristics.characteristics_of(row)
    return (known.told if known else None) or {}


def _version(row: Person) -> int:
    known = characteristics.characteristics_of(row)
    return known.version if known else 0


def _told_now(form: BaseForm, frame: Frame, row: Person) -> Saved:
    return saved_now(form, frame.case, _told(row), _version(row))


@room.route(f"{AT}/updates", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def updates(reference: str, person: str) -> ResponseReturnValue:
    """How often and by which way a victim wants news."""
    frame = open_frame(reference, P.CASE_EDIT, P.PERSON_NAMES)
    row = questions.victim_by_file_id(frame.case, person)
    form = forms.UpdatesForm(version=row.version, **_wishes(row))
    form.channel.offer(_channels(row.updates_channel))
    if form.validate_on_submit():
        with form.showing_broken_rules(lambda: saved_now(form, frame.case, _wishes(row), row.version)):
            wishes = details_of(form, care.UpdateWishes)
            care.choose_updates(row, wishes, seen=form.seen_version, actor=actor(), at=now())
            flash("The victim's wishes about news are saved.")
            return to_index(reference)
    lead = "Agree it with the victim at the first contact. Who wrote it down is kept with it."
    return page(frame, form, title=f"News for {row.person.full_name}", words="Save", lead=lead)


def _wishes(row: Victim) -> dict[str, Any]:
    return {name: getattr(row, f"updates_{name}") for name in ("every_days", "channel", "opted_out_at")}


def _channels(held: str | None) -> list[tuple[str, str]]:
    """The ways we know; a way that another system wrote in words of its own stays on the list."""
    known = labels(ContactChannel)
    return known if held is None or held in dict(known) else [*known, (held, held)]
