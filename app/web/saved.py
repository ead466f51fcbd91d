"""What the store holds now of a form that lost a race, in words, for the page that shows both (CON-1)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import wtforms

from app import formatting
from app.domain.shown_time import ShownTime
from app.models.incident import Incident
from app.queries.changes import last_change
from app.web.answers import bare, shown
from app.web.forms import BaseForm, Saved


def saved_now(form: BaseForm, incident: Incident, values: Mapping[str, Any], version: int) -> Saved:
    """The fields whose stored value differs from what was typed, who saved last and when."""
    last = last_change(incident)
    return Saved(clashing(form, values), version, last.by, last.at)


def clashing(form: BaseForm, values: Mapping[str, Any]) -> dict[str, str]:
    """The fields whose stored value differs from what was typed, in words."""
    words = {}
    for field in form.own_fields():
        held = shown(field, values.get(field.short_name))
        if bare(held) != bare(field.data):
            words[field.short_name] = _in_words(field, held)
    return words


def _in_words(field: wtforms.Field, value: Any) -> str:
    """As a person reads it: labels for choices, days and times as everywhere."""
    if value is None or value in ("", [], ()):
        return ""
    if isinstance(value, ShownTime):
        return formatting.as_shown(value)
    if isinstance(value, list | tuple | set | frozenset):
        return "\n".join(_label(field, one) for one in value)
    if isinstance(value, datetime):
        return formatting.day_time(value)
    if isinstance(value, date):
        return formatting.day(value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return _label(field, value)


def _label(field: wtforms.Field, value: Any) -> str:
    known = {str(choice.value): str(choice.label) for choice in getattr(field, "choices", None) or ()}
    return known.get(str(value), str(value))
