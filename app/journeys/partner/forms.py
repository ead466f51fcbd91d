"""Forms of an organisation about its own reports."""

from typing import Any

from app.domain.vocabulary import EvidenceKind, LocationKind
from app.models.incident import Incident
from app.services.own_reports import Addition, OwnWords
from app.web.answers import labels
from app.web.arrivals import FileField
from app.web.date_fields import DateField, LocalDateTimeField
from app.web.fields import ChoiceField, LongTextField, SelectField, TextField
from app.web.forms import BaseForm

SURE = [
    ("exact", "Exactly then"),
    ("about", "About then"),
    ("between", "Between the two times"),
    ("unknown", "Nobody knows when"),
]


class OwnReportForm(BaseForm):
    """What happened, when and where, while the report is still the organisation's own."""

    keeps_draft = True

    title = TextField(
        "The report in a few words",
        hint="What was done and where. Never a person's name, never the words that were used.",
        required="Say in a few words what was done and where",
        most=120,
    )
    narrative = LongTextField("What happened?", rows=8, required="Write what happened")
    occurred_from = LocalDateTimeField("When did it happen, or begin?")
    occurred_to = LocalDateTimeField("When did it end?", hint="Only if it went on for a while")
    occurred_precision = ChoiceField("How sure is the time?", choices=SURE)
    location_kind = SelectField(
        "What kind of place?",
        choices=labels(LocationKind),
        coerce=LocationKind,
        required="Choose the kind of place",
        empty="Choose the kind of place",
    )
    location_description = TextField(
        "Where?", hint="Words that may stand in any paper. No address of a person.", required="Say where", most=300
    )
    address = TextField("Address", hint="Kept apart, never printed", most=300)

    def words(self) -> OwnWords:
        """The answers as the verb takes them."""
        return OwnWords(
            title=self.title.data,
            narrative=self.narrative.data,
            occurred_from=self.occurred_from.data,
            occurred_to=self.occurred_to.data,
            occurred_precision=self.occurred_precision.data or "exact",
            occurred_typed=self.occurred_from.typed_words,
            location_kind=self.location_kind.data,
            location_description=self.location_description.data,
            address=self.address.data or None,
        )


def own_words(case: Incident) -> dict[str, Any]:
    """What the report holds, by the form's names."""
    return {name: getattr(case, name) for name in OwnWords.__slots__ if name != "occurred_typed"}


class AdditionForm(BaseForm):
    """A file, a text, or where a thing is that bears out the report."""

    keeps_draft = True
    takes_files = True

    kind = SelectField(
        "What is it?",
        choices=labels(EvidenceKind),
        coerce=EvidenceKind,
        required="Choose what it is",
        empty="Choose what it is",
    )
    what = TextField("In a few words", required="Say in a few words what it shows", most=300)
    file = FileField(
        "A file of it",
        hint="PDF, JPEG, PNG, HEIC, MP4, MOV, MP3, M4A, WAV, TXT, DOCX, XLSX or EML. The officer decides whether it"
        " becomes evidence.",
    )
    text = LongTextField("Its text", hint="A message, a post, what somebody wrote down: word for word.", rows=5)
    where = TextField("Where is it?", hint="Who has it, or its web address, if it is not a text.", most=300)
    due_on = DateField("By when can the police have it?", hint="Only where somebody else has it.")

    def addition(self) -> Addition:
        """The answers as the verb takes them."""
        return Addition(
            kind=self.kind.data,
            what=self.what.data,
            text=self.text.data or None,
            where=self.where.data or None,
            due_on=self.due_on.data,
            file=self.file.sent() if self.file.data is not None else None,
        )
