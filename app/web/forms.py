"""The form every page builds on: fields listed one by one, nothing typed lost, broken rules beside their field."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ClassVar

import wtforms
from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.datastructures import MultiDict

from app.domain.errors import Conflict, NotAllowed, NotFound, NotRecorded, RuleBroken
from app.web import doorstep, tokens
from app.web.log import fact
from app.web.sessions import person

HANDLED_BY_THE_HALL = (NotAllowed, NotFound, Conflict, NotRecorded)
OF_EVERY_FORM = frozenset({"csrf_token", "form_token", "version", "save_draft", "draft_title"})


@dataclass(frozen=True, slots=True)
class Saved:
    """What stands in the store now: words by field name, the row's version, who saved it and when."""

    words: Mapping[str, str]
    version: int
    by: str
    at: datetime


class SomebodyElseSaved(Exception):
    """Two people wrote: the hall shows both texts and lets a person choose (CON-1)."""

    def __init__(self, form: "BaseForm", saved: Saved | None) -> None:
        super().__init__("Someone else changed this while you were writing")
        self.form = form
        self.saved = saved


class BaseForm(FlaskForm):
    """A form of the staff's pages. Subclasses list their fields; a field not listed is not taken (INP-1)."""

    keeps_text: ClassVar[bool] = True  # text comes back after a sign-out; off where the form holds a password
    keeps_draft: ClassVar[bool] = False  # "save and come back", and by itself where scripts run
    takes_files: ClassVar[bool] = False  # sent in parts, so that a file can be one of them

    version = wtforms.HiddenField()
    form_token = wtforms.HiddenField()

    def __init__(self, *, version: int | None = None, **values: Any) -> None:
        self.restored: str | None = None
        typed = request.form if self.is_submitted() else self._typed_before()
        super().__init__(formdata=typed, **values)
        self.form_errors: list[str] = []
        if version is not None and not self.is_submitted() and not (typed is not None and self.version.data):
            self.version.data = str(version)
        if not self.is_submitted() or not self.form_token.data:
            found = person() if self.keeps_text else None
            self.form_token.data = tokens.new_token(found.actor.user_id if found else None)
        if self.is_submitted():
            self._refuse_odd_shapes()

    def _typed_before(self) -> MultiDict[str, str] | None:
        """The text of this person that waits for this page: a kept form first, else a draft."""
        if not self.keeps_text:
            return None
        waiting = doorstep.waiting_text()
        if waiting is not None:
            self.restored = "kept"
        elif self.keeps_draft and (waiting := doorstep.draft_text()) is not None:
            self.restored = "draft"
        return MultiDict(waiting.pairs) if waiting is not None else None

    def _refuse_odd_shapes(self) -> None:
        """A repeated scalar is a bad request; a field nobody listed is ignored and its name logged (INP-1, INP-2)."""
        many: set[str] = set()
        known = set(OF_EVERY_FORM)
        for field in self:
            known.update(getattr(field, "part_names", [field.name]))
            if isinstance(field, wtforms.SelectMultipleField):
                many.add(field.name)
        for name, values in request.form.lists():
            if name in known and name not in many and len(values) > 1:
                abort(400)
        if extra := sorted(name for name in request.form if name not in known):
            fact("fields not of this form", fields=[name[:40] for name in extra[:10]], form=type(self).__name__)

    @property
    def seen_version(self) -> int | None:
        """The version of the row the person had before them; None where the form carries none."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None

    def own_fields(self) -> Iterator[wtforms.Field]:
        """The fields a person fills in, in order."""
        return (field for field in self if field.short_name not in OF_EVERY_FORM)

    def say_in(self, words: Callable[[str], str]) -> None:
        """Say the form's own words in others; what people typed, the choices of this request among it, stays."""
        for field in self.own_fields():
            field.label.text, field.description = words(str(field.label.text)), words(str(field.description))
            field.errors = [words(str(error)) for error in field.errors]
            closed: Any = field
            if isinstance(field, wtforms.SelectFieldBase) and not getattr(field, "offered", False):
                closed.choices = [replace(one, label=words(str(one.label))) for one in closed.choices]

    def problems(self) -> list[tuple[str, str]]:
        """For the summary at the top: (id of the field or empty, sentence)."""
        found = [(field.id, str(error)) for field in self.own_fields() for error in field.errors]
        return found + [("", sentence) for sentence in self.form_errors]

    def say(self, sentence: str, field: str | None = None) -> None:
        """Put a sentence beside its field, or at the top where it belongs to none."""
        own = {one.short_name: one for one in self.own_fields()}
        if field in own:
            own[field].errors = [*own[field].errors, sentence]
        else:
            self.form_errors.append(sentence)

    @contextmanager
    def showing_broken_rules(self, saved_now: Callable[[], Saved] | None = None) -> Iterator[None]:
        """Around the verb. A broken rule comes back beside its field; a lost race shows both texts.

        `saved_now` reads again what the row holds, for the page that shows both.
        """
        try:
            yield
        except (Conflict, StaleDataError) as error:
            raise SomebodyElseSaved(self, saved_now() if saved_now else None) from error
        except HANDLED_BY_THE_HALL:
            raise
        except RuleBroken as error:
            self.say(str(error), error.field)


def form_page(template: str, form: BaseForm, **context: Any) -> ResponseReturnValue:
    """The page of a form: 200 when it is shown first, 422 with what is wrong and what was typed."""
    return render_template(template, form=form, **context), 422 if form.problems() else 200
