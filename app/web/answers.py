"""Between rows, forms and the details of verbs: fields that are typed in one shape and kept in another."""

from collections.abc import Iterable
from dataclasses import MISSING, Field, fields
from decimal import Decimal
from typing import Any, TypeVar

import wtforms

from app.domain.offences import catalogue
from app.web.fields import ChoiceField, LongTextField
from app.web.forms import BaseForm

Details = TypeVar("Details")


def labels(kind: Iterable[Any]) -> list[tuple[str, str]]:
    """The members of a closed list as a field offers them."""
    return [(member.value, member.label) for member in kind]


def offence_choices(keep: str | None = None) -> list[tuple[str, str]]:
    """Every offence that can be used, by title; `keep` stays on the list though it can be used no more."""
    rows = [row for row in catalogue().values() if row.usable or row.key == keep]
    return sorted(((row.key, f"{row.title} ({row.statute})") for row in rows), key=lambda pair: pair[1])


class YesNoField(ChoiceField):
    """Yes, no, or not answered."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, choices=[("yes", "Yes"), ("no", "No")], **kwargs)

    @staticmethod
    def shown(value: bool | None) -> str | None:
        """The choice for a stored value."""
        return None if value is None else "yes" if value else "no"

    def process_data(self, value: Any) -> None:
        super().process_data(self.shown(value))

    @property
    def answer(self) -> bool | None:
        return None if not self.data else self.data == "yes"


class LinesField(LongTextField):
    """A list, typed one to a line."""

    @staticmethod
    def shown(value: Iterable[Any] | None) -> str:
        """The text for a stored list."""
        return "\n".join(str(one) for one in value or ())

    def process_data(self, value: Any) -> None:
        self.data = self.shown(value)

    @property
    def answer(self) -> tuple[Any, ...]:
        return tuple(line.strip() for line in (self.data or "").splitlines() if line.strip())


def asks_reason(form: BaseForm, needed: bool, name: str, sentence: str) -> bool:
    """A box that must hold words because of another answer: False, with the sentence beside it, where it is empty."""
    if not needed or (form[name].data or "").strip():
        return True
    form.say(sentence, name)
    return False


def answer_of(field: wtforms.Field) -> bool | None:
    """Yes, no, or not answered, of a field whose name was made while the program ran."""
    return field.answer if isinstance(field, YesNoField) else None


def shown(field: wtforms.Field, value: Any) -> Any:
    """A stored value in the shape the field holds it."""
    return field.shown(value) if isinstance(field, YesNoField | LinesField) else value


def details_of(form: BaseForm, kind: type[Details], **given: Any) -> Details:
    """A verb's details from the fields of the same names; `given` takes precedence."""
    found = {
        member.name: given[member.name] if member.name in given else _answer(form[member.name], member)
        for member in fields(kind)  # type: ignore[arg-type] # every verb's details are a dataclass
        if member.name in given or member.name in form
    }
    return kind(**found)


def _answer(field: wtforms.Field, member: "Field[Any]") -> Any:
    value = field.answer if isinstance(field, YesNoField | LinesField) else field.data
    if isinstance(value, list | tuple):
        value = tuple(value)
    if value is None or value in ("", ()):
        return value if member.default is MISSING else member.default
    return value


def stored(row: Any, kind: type[Any], **instead: Any) -> dict[str, Any]:
    """What a row holds under the names of a verb's details; nothing for a row that is not there yet."""
    found = {member.name: getattr(row, member.name, None) for member in fields(kind)} if row is not None else {}
    return found | instead


def bare(value: Any) -> Any:
    """A value without its dress, to be compared: nothing is nothing, a list has no order, 640.00 is 640."""
    if value is None or value is False or (isinstance(value, str | list | tuple) and not value):
        return None
    if isinstance(value, list | tuple | set | frozenset):
        return sorted(str(one) for one in value)
    if isinstance(value, int | float | Decimal):
        return Decimal(str(value)).normalize() if not isinstance(value, bool) else value
    return str(value)
