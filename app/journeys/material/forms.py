"""Forms about evidence, statements and documents."""

import re
from collections.abc import Iterator
from typing import Any

import wtforms
from wtforms.validators import ValidationError

from app.domain.vocabulary import (
    Availability,
    Bundle,
    EvidenceKind,
    EvidenceUsage,
    MgForm,
    RedactionStatus,
    Schedule,
    StatementKind,
)
from app.web.answers import YesNoField, asks_reason, labels
from app.web.bars import KeyTimesField
from app.web.clock import today
from app.web.date_fields import DateField, LocalDateTimeField
from app.web.fields import (
    AmountField,
    ChoiceField,
    ChoicesField,
    LongTextField,
    NumberField,
    SelectField,
    TextField,
    TickField,
)
from app.web.forms import BaseForm

_HASH = re.compile(r"[0-9a-f]{64}")


class FileFields(BaseForm):
    """Where the content of an item is."""

    file_link = TextField("Link to the file", hint="An address the CPS can open, beginning with https://", most=1000)
    file_name = TextField("File name", most=255)
    file_sha256 = TextField("SHA-256 of the file", hint="64 letters and figures", most=64)
    file_byte_size = NumberField("Size of the file in bytes", most=10**12)

    def own_fields(self) -> Iterator[wtforms.Field]:
        """Where the content is comes last."""
        return iter(sorted(super().own_fields(), key=lambda field: field.short_name.startswith("file_")))

    def validate_file_link(self, field: wtforms.Field) -> None:
        if field.data and not field.data.startswith("https://"):
            raise ValidationError("Begin the link with https://")

    def validate_file_sha256(self, field: wtforms.Field) -> None:
        field.data = (field.data or "").strip().lower()
        if field.data and not _HASH.fullmatch(field.data):
            raise ValidationError("A SHA-256 has 64 letters and figures, 0 to 9 and a to f")


class EvidenceForm(FileFields):
    """An item of evidence, used or unused."""

    keeps_draft = True

    description = LongTextField(
        "What is it?", hint="What it shows, without the words of hatred", rows=2, most=2000, required="Say what it is"
    )
    kind = SelectField(
        "Kind", choices=labels(EvidenceKind), coerce=EvidenceKind, required="Choose the kind", empty="Choose the kind"
    )
    exhibit_ref = TextField("Exhibit mark", hint="Like AS/1", most=40)
    is_core_evidence = TickField("Core evidence", hint="Without it the case could not be proved")
    usage = ChoiceField(
        "Used or unused?", choices=labels(EvidenceUsage), coerce=EvidenceUsage, required="Choose used or unused"
    )
    availability = ChoiceField(
        "Is it there?", choices=labels(Availability), coerce=Availability, required="Choose whether it is there"
    )
    due_on = DateField("If it is still to come: by when?")
    produced_by_id = SelectField("Who produces it?", choices=[], coerce=int, empty="Not stated")
    obtained_at = LocalDateTimeField("When was it obtained?")
    media_minutes = AmountField("Length of the recording in minutes")
    key_times = KeyTimesField(
        "Key times",
        hint="One on each line: from | to | what can be seen or heard. The second time may be left out.",
        example="12:04:10 | 12:05:02 | the threat and what followed",
        rows=3,
    )
    transcript = LongTextField("Transcript", rows=4)
    is_sensitive = YesNoField("Sensitive?")
    schedule = ChoiceField("Schedule of unused material", choices=labels(Schedule), coerce=Schedule)
    item_no = NumberField("Number on the schedule", least=1, most=9999)


class StatementForm(BaseForm):
    """The front of a statement."""

    keeps_draft = True

    kind = SelectField(
        "Kind", choices=labels(StatementKind), coerce=StatementKind, required="Choose the kind", empty="Choose the kind"
    )
    made_on = DateField("Made on", required="Give the date of the statement")
    text = LongTextField(
        "The statement", hint="Word for word. No address or telephone number.", rows=12, required="Write the statement"
    )
    declaration = TickField("It carries the declaration of truth")
    is_draft = YesNoField("Is it a draft?")
    is_recorded_interview = YesNoField("Is it taken from a recorded interview?")

    def validate_made_on(self, field: wtforms.Field) -> None:
        if field.data and field.data > today():
            raise ValidationError("The date of the statement lies in the future")


class NewStatementForm(StatementForm):
    """Whose statement it is, asked once."""

    keeps_draft = True

    person = SelectField("Whose statement?", choices=[], required="Choose whose statement it is")

    def own_fields(self) -> Iterator[wtforms.Field]:
        """The person first."""
        return iter(sorted(super().own_fields(), key=lambda field: field.short_name != "person"))


class DocumentForm(FileFields):
    """A paper of the file."""

    title = TextField("Title", required="Give the title")
    mg_form = SelectField(
        "Form", choices=labels(MgForm), coerce=MgForm, required="Choose the form", empty="Choose the form"
    )
    about_person_id = SelectField("About whom?", choices=[], coerce=int, empty="Nobody in particular")
    statement_id = SelectField(
        "Which statement does it belong to?", hint="For the back page of a statement", choices=[], coerce=int,
        empty="None",
    )  # fmt: skip
    document_version = NumberField("Version", least=1, most=9999)
    dated_on = DateField("Dated")
    bundles = ChoicesField("Goes to", choices=labels(Bundle))
    contains_unredacted_personal_data = YesNoField(
        "Does it hold personal details that are not removed?", required="Say whether it holds personal details"
    )
    redaction_status = ChoiceField(
        "Redaction", choices=labels(RedactionStatus), coerce=RedactionStatus, required="Choose how redaction stands"
    )
    redaction_reason = LongTextField("If it is not redacted, why?", rows=2, most=2000)

    def validate(self, extra_validators: Any = None) -> bool:
        fine = super().validate(extra_validators)
        needed = self.redaction_status.data is RedactionStatus.NOT_REDACTED_REASONED
        return asks_reason(self, needed, "redaction_reason", "Give the reason why it is not redacted") and fine
