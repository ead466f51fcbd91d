"""Which other case, in which way, and whether two reports or two people are one."""

from app.domain.vocabulary.linking import LinkKind
from app.web.fields import ChoiceField, LongTextField, SelectField, TextField
from app.web.forms import BaseForm

REFERENCE = "As it stands at the top of its page, such as HC-26-4K7Q2MD9."


class OtherForm(BaseForm):
    other = TextField("Reference of the other case", hint=REFERENCE, required="Enter the reference", most=30)


class LinkForm(OtherForm):
    kind = ChoiceField(
        "How do they belong together?",
        choices=[(kind.value, kind.label) for kind in LinkKind],
        coerce=LinkKind,
        required="Choose how they belong together",
    )
    reason = LongTextField(
        "What speaks for it?",
        hint="Whoever may open both cases reads it.",
        rows=4,
        most=2_000,
        required="Say what speaks for it",
    )


class SeriesForm(OtherForm):
    name = TextField(
        "Name of the series",
        hint="No names of people. Whoever may open two of its cases reads it.",
        most=100,
        required="Enter a name",
    )


class SameForm(BaseForm):
    answer = ChoiceField(
        "Your answer",
        choices=[("same", "Yes, the same"), ("other", "No, not the same")],
        required="Choose yes or no",
    )


class PersonForm(BaseForm):
    person = SelectField("Who of that case?", required="Choose a person", choices=[])
