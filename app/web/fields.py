"""Field types of the product's forms. They know shapes (present, a date, a length), not rules; macros draw them."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

import wtforms
from flask import get_template_attribute
from markupsafe import Markup
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # the stubs are of WTForms 3.2
from wtforms.validators import StopValidation

NARRATIVE = 50_000
ONE_LINE = 200
NOT_ON_THE_LIST = "Choose from the list"
# Tab and new line are text; every other control character is refused (INP-3).
_ALLOWED_CONTROLS = frozenset("\t\n")
_AMOUNT = re.compile(r"[0-9]{1,9}(\.[0-9]{1,2})?")


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


def without_controls(text: str) -> str:
    """The text as a page may show it: a sign stands where a control character was."""
    return "".join("\ufffd" if _is_control(sign) else sign for sign in text)


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
        shown = without_controls(typed)
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
        kwargs.setdefault("render_kw", {"inputmode": "numeric"})
        super().__init__(label, description=hint, validators=_validators(required, between), **kwargs)
        self.words = words

    def _value(self) -> str:
        return without_controls(super()._value())  # type: ignore[misc] # the stubs leave it out

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        if not text:
            self.data = None
            return
        if not text.isascii() or not text.isdigit():
            self.data = None
            raise ValueError(self.words)
        self.data = int(text)


class AmountField(wtforms.DecimalField):
    """A number with at most two places: pounds, minutes."""

    data: Any
    widget = Drawn("text_field")

    def __init__(self, label: str, *, hint: str = "", required: str | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("render_kw", {"inputmode": "decimal"})
        super().__init__(label, description=hint, validators=_validators(required), places=None, **kwargs)

    def _value(self) -> str:
        return without_controls(super()._value())  # type: ignore[misc] # the stubs leave it out

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0].strip().removeprefix("£").replace(",", "") if valuelist else ""
        self.data = None
        if text and not _AMOUNT.fullmatch(text):
            raise ValueError("Enter a number like 640 or 640.50")
        if text:
            self.data = Decimal(text)


def _choices(choices: Iterable[Any], empty: str | None = None) -> list[Any]:
    """Choices as (value, label) or (value, label, {"hint": …})."""
    first = [SelectChoice("", empty)] if empty is not None else []
    return first + [SelectChoice(str(one[0]), str(one[1]), dict(one[2]) if len(one) > 2 else {}) for one in choices]


class _Closed(wtforms.SelectField):
    """One of a closed list. `coerce` makes the value of the list; nothing chosen is None."""

    choices: Any
    empty: str | None = None

    def __init__(
        self,
        label: str,
        *,
        hint: str = "",
        required: str | None = None,
        choices: Iterable[Any] = (),
        coerce: Callable[[Any], Any] = str,
        **kwargs: Any,
    ) -> None:
        self.empty = kwargs.pop("empty", self.empty)
        super().__init__(
            label,
            description=hint,
            choices=_choices(choices, self.empty),
            coerce=_coerce_or_none(coerce),
            validators=_validators(required),
            **kwargs,
        )

    def offer(self, choices: Iterable[Any]) -> None:
        """The choices of this request."""
        self.choices, self.offered = _choices(choices, self.empty), True

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(NOT_ON_THE_LIST) from None

    def pre_validate(self, form: wtforms.form.BaseForm) -> None:
        known = {choice.value for choice in self.choices or []}
        if self.data is not None and not self.errors and str(self.data) not in known:
            raise StopValidation(NOT_ON_THE_LIST)


class ChoiceField(_Closed):
    """One of a few, all visible."""

    widget = Drawn("radios_field")


class SelectField(_Closed):
    """One of many; the first line says that nothing is chosen, and `empty=None` leaves it out."""

    widget = Drawn("select_field")
    empty = "Choose one"


class ChoicesField(wtforms.SelectMultipleField):
    """Any of a few, all visible."""

    choices: Any
    widget = Drawn("checkboxes_field")

    def __init__(
        self,
        label: str,
        *,
        hint: str = "",
        required: str | None = None,
        choices: Iterable[Any] = (),
        coerce: Callable[[Any], Any] = str,
        **kwargs: Any,
    ) -> None:
        validators = _validators(required)
        super().__init__(
            label, description=hint, choices=_choices(choices), coerce=coerce, validators=validators, **kwargs
        )

    def offer(self, choices: Iterable[Any]) -> None:
        """The choices of this request."""
        self.choices, self.offered = _choices(choices), True

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(NOT_ON_THE_LIST) from None

    def pre_validate(self, form: wtforms.form.BaseForm) -> None:
        known = {choice.value for choice in self.choices or []}
        if any(str(value) not in known for value in self.data or []):
            raise StopValidation(NOT_ON_THE_LIST)


class TickField(wtforms.BooleanField):
    """Yes when ticked."""

    widget = Drawn("tick_field")

    def __init__(self, label: str, *, hint: str = "", required: str | None = None, **kwargs: Any) -> None:
        validators = [wtforms.validators.InputRequired(required)] if required else []
        super().__init__(label, description=hint, validators=validators, **kwargs)


def _coerce_or_none(coerce: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def convert(value: Any) -> Any:
        return None if value is None or value == "" else coerce(value)

    return convert
