"""Field types of the product's forms. They know shapes (present, a date, a length), not rules; macros draw them."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

import wtforms
from flask import get_template_attribute
from markupsafe import Markup
from wtforms.validators import StopValidation

from app.domain.calendar import LONDON
from app.domain.errors import RuleBroken
from app.domain.wall_clock import instant, is_repeated

NARRATIVE = 50_000
ONE_LINE = 200
_CLOCK_TIME = re.compile(r"(\d{1,2})[:.]?(\d{2})")
# Tab and new line are text; every other control character is refused (INP-3).
_ALLOWED_CONTROLS = frozenset("\t\n")


class Drawn:
    """A widget that is a macro of components/fields.html: label, hint, error and ids are right by construction."""

    def __init__(self, macro: str) -> None:
        self.macro = macro

    def __call__(self, field: wtforms.Field, **kwargs: Any) -> Markup:
        draw = get_template_attribute("components/fields.html", self.macro)
        return Markup(draw(field))  # noqa: S704 # the macro's own output: escaped by the template


class Present:
    """The field must hold something; `sentence` says what to do."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    def __call__(self, form: wtforms.Form, field: wtforms.Field) -> None:
        if field.errors:
            raise StopValidation()
        if field.data is None or field.data == [] or (isinstance(field.data, str) and not field.data.strip()):
            raise StopValidation(self.sentence)


class AtMost:
    """A length on the server, whatever the browser allowed (INP-2)."""

    def __init__(self, length: int) -> None:
        self.length = length

    def __call__(self, form: wtforms.Form, field: wtforms.Field) -> None:
        if field.data and len(field.data) > self.length:
            raise StopValidation(f"Use {self.length:,} characters or fewer. You have {len(field.data):,}")


def _validators(required: str | None, *more: Any) -> list[Any]:
    return ([Present(required)] if required else [wtforms.validators.Optional()]) + list(more)


def _is_control(sign: str) -> bool:
    return unicodedata.category(sign) == "Cc" and sign not in _ALLOWED_CONTROLS


def as_typed(value: str | None) -> str | None:
    """NFC, line ends as one character; nothing else is changed."""
    if value is None:
        return None
    return unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))


class _Words(wtforms.StringField):
    data: Any

    def __init__(self, label: str, *, hint: str = "", required: str | None = None, most: int = ONE_LINE, **kwargs: Any):
        super().__init__(
            label, description=hint, filters=[as_typed], validators=_validators(required, AtMost(most)), **kwargs
        )
        self.most = most

    def pre_validate(self, form: wtforms.form.BaseForm) -> None:
        typed = self.data or ""
        shown = "".join("\ufffd" if _is_control(sign) else sign for sign in typed)
        if shown != typed:
            self.data = shown  # the page shows where they were
            raise StopValidation("Remove the control characters: they cannot be stored")


class TextField(_Words):
    """One line of text. `inputmode` and `autocomplete` go to the input through render_kw."""

    widget = Drawn("text_field")

    def pre_validate(self, form: wtforms.form.BaseForm) -> None:
        super().pre_validate(form)
        if "\n" in (self.data or ""):
            raise StopValidation("Write this on one line")


class EmailField(TextField):
    """An e-mail address."""

    widget = Drawn("email_field")


class PasswordField(wtforms.StringField):
    """Compared exactly as typed: no filter, no trimming (AUTH-1). Never given back to the page."""

    data: Any

    widget = Drawn("password_field")

    def __init__(self, label: str, *, hint: str = "", required: str | None = None, autocomplete: str, **kwargs: Any):
        super().__init__(
            label,
            description=hint,
            validators=_validators(required, AtMost(1000)),
            render_kw={"autocomplete": autocomplete},
            **kwargs,
        )


class LongTextField(_Words):
    """A box of text of so many rows."""

    widget = Drawn("textarea_field")

    def __init__(self, label: str, *, rows: int = 6, most: int = NARRATIVE, **kwargs: Any):
        super().__init__(label, most=most, **kwargs)
        self.rows = rows


class NumberField(wtforms.IntegerField):
    """A whole number."""

    widget = Drawn("text_field")

    def __init__(self, label: str, *, hint: str = "", required: str | None = None, least: int = 0, most: int = 10**9,
                 **kwargs: Any):  # fmt: skip
        words = f"Enter a whole number from {least} to {most:,}"
        between = wtforms.validators.NumberRange(least, most, words)
        super().__init__(label, description=hint, validators=_validators(required, between), **kwargs)
        self.words = words

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        if not text:
            self.data = None
            return
        if not text.isascii() or not text.isdigit():
            self.data = None
            raise ValueError(self.words)
        self.data = int(text)


class ChoiceField(wtforms.RadioField):
    """One of a few, all visible. Choices: (value, label) or (value, label, {"hint": …}).

    `optional=True` lets nothing be chosen; `coerce` makes the value of the closed list.
    """

    widget = Drawn("radios_field")

    def __init__(self, label: str, *, hint: str = "", required: str | None = None, choices: Sequence[Any] = (),
                 coerce: Callable[[Any], Any] = str, **kwargs: Any):  # fmt: skip
        super().__init__(
            label,
            description=hint,
            choices=list(choices),
            coerce=_coerce_or_none(coerce),
            validators=_validators(required),
            validate_choice=True,
            **kwargs,
        )

    def pre_validate(self, form: wtforms.form.BaseForm) -> None:
        if self.data is not None:
            _refuse_unknown(self)


class SelectField(wtforms.SelectField):
    """One of many. An empty first choice is added by `empty`."""

    widget = Drawn("select_field")

    def __init__(self, label: str, *, hint: str = "", required: str | None = None, choices: Iterable[Any] = (),
                 empty: str | None = "Choose one", coerce: Callable[[Any], Any] = str, **kwargs: Any):  # fmt: skip
        every = ([("", empty)] if empty is not None else []) + list(choices)
        super().__init__(
            label,
            description=hint,
            choices=every,
            coerce=_coerce_or_none(coerce),
            validators=_validators(required),
            **kwargs,
        )

    def offer(self, choices: Iterable[Any], *, empty: str | None = "Choose one") -> None:
        """The choices of this request."""
        self.choices = ([("", empty)] if empty is not None else []) + list(choices)

    def pre_validate(self, form: wtforms.form.BaseForm) -> None:
        if self.data is not None:
            _refuse_unknown(self)


class ChoicesField(wtforms.SelectMultipleField):
    """Any of a few, all visible."""

    widget = Drawn("checkboxes_field")

    def __init__(self, label: str, *, hint: str = "", required: str | None = None, choices: Sequence[Any] = (),
                 coerce: Callable[[Any], Any] = str, **kwargs: Any):  # fmt: skip
        super().__init__(
            label, description=hint, choices=list(choices), coerce=coerce, validators=_validators(required), **kwargs
        )

    def pre_validate(self, form: wtforms.form.BaseForm) -> None:
        known = {str(choice[0]) for choice in self.choices or []}
        if any(str(value) not in known for value in self.data or []):
            raise StopValidation("Choose from the list")


class TickField(wtforms.BooleanField):
    """Yes when ticked."""

    widget = Drawn("tick_field")

    def __init__(self, label: str, *, hint: str = "", required: str | None = None, **kwargs: Any):
        validators = [wtforms.validators.InputRequired(required)] if required else []
        super().__init__(label, description=hint, validators=validators, **kwargs)


def _coerce_or_none(coerce: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def convert(value: Any) -> Any:
        return None if value is None or value == "" else coerce(value)

    return convert


def _refuse_unknown(field: wtforms.SelectField) -> None:
    if str(field.data) not in {str(choice[0]) for choice in field.choices or []}:
        raise StopValidation("Choose from the list")


class _InParts(wtforms.Field):
    """A value typed in several inputs, each named `<name>-<part>`."""

    parts: tuple[str, ...] = ()

    def __init__(self, label: str, *, hint: str = "", required: str | None = None, **kwargs: Any):
        super().__init__(label, description=hint, validators=_validators_in_parts(required), **kwargs)
        self.typed: dict[str, str] = {}
        self.bad_parts: frozenset[str] = frozenset(self.parts)

    @property
    def part_names(self) -> list[str]:
        return [f"{self.name}-{part}" for part in self.parts]

    def process(self, formdata: Any, data: Any = wtforms.utils.unset_value, extra_filters: Any = None) -> None:
        self.process_errors = []
        self.object_data = data if data is not wtforms.utils.unset_value else self.default
        self.data = self.object_data
        if formdata is None or not any(name in formdata for name in self.part_names):
            self.typed = self.split(self.data)
            return
        self.typed = {part: formdata.get(f"{self.name}-{part}", "").strip() for part in self.parts}
        try:
            self.data = self.join() if any(self.typed.values()) else None
        except (ValueError, RuleBroken) as error:
            self.data = None
            self.process_errors.append(str(error))

    def split(self, data: Any) -> dict[str, str]:
        """What the inputs show for a value."""
        raise NotImplementedError

    def join(self) -> Any:
        """The value of what was typed. Raises ValueError with a sentence."""
        raise NotImplementedError


def _validators_in_parts(required: str | None) -> list[Any]:
    return [Present(required)] if required else []


def _typed_date(typed: dict[str, str]) -> date:
    missing = [part for part in ("day", "month", "year") if not typed[part]]
    if missing:
        raise ValueError(f"Enter the {' and the '.join(missing)} too")
    if not all(typed[part].isascii() and typed[part].isdigit() for part in ("day", "month", "year")):
        raise ValueError("Enter the date in numbers, for example 27 3 2026")
    if len(typed["year"]) != 4:
        raise ValueError("Enter the year with four figures")
    try:
        return date(int(typed["year"]), int(typed["month"]), int(typed["day"]))
    except ValueError:
        raise ValueError("This date does not exist. Check the day and the month") from None


class DateField(_InParts):
    """A day, typed as day, month and year."""

    widget = Drawn("date_field")
    parts = ("day", "month", "year")

    def split(self, data: date | None) -> dict[str, str]:
        return {part: str(getattr(data, part)) if data else "" for part in self.parts}

    def join(self) -> date:
        return _typed_date(self.typed)


class LocalDateTimeField(_InParts):
    """A day and a time on the wall in London; gives an instant in UTC.

    A time the clocks skipped is refused; a time that came twice asks which one (CON-8).
    """

    widget = Drawn("datetime_field")
    parts = ("day", "month", "year", "time", "which")

    @property
    def asks_which(self) -> bool:
        """Show the question only where the typed time came twice."""
        try:
            return is_repeated(_typed_date(self.typed), self._time())
        except ValueError:
            return False

    def split(self, data: datetime | None) -> dict[str, str]:
        if data is None:
            return dict.fromkeys(self.parts, "")
        local = data.astimezone(LONDON)
        typed = {part: str(getattr(local, part)) for part in ("day", "month", "year")}
        return typed | {"time": local.strftime("%H:%M"), "which": "second" if local.fold else "first"}

    def _time(self) -> time:
        found = _CLOCK_TIME.fullmatch(self.typed["time"])
        if found is None or int(found[1]) > 23 or int(found[2]) > 59:
            raise ValueError("Enter the time like 18:25")
        return time(int(found[1]), int(found[2]))

    def join(self) -> datetime:
        day = _typed_date(self.typed)
        second = {"first": False, "second": True}.get(self.typed["which"])
        return instant(day, self._time(), second=second)
