"""Forms about the files of an item and about its custody chain."""

from app.domain.exhibit_custody import DECIDED
from app.domain.vocabulary import CustodyKind
from app.web.answers import labels
from app.web.arrivals import FileField
from app.web.date_fields import LocalDateTimeField
from app.web.fields import ChoiceField, LongTextField, NumberField, TextField
from app.web.forms import BaseForm


class FileForm(BaseForm):
    """A file of an item of evidence."""

    takes_files = True

    received_from = TextField("From whom or where did it come?", hint="It stands in the custody chain", most=200)
    file = FileField(
        "The file",
        hint="PDF, JPEG, PNG, HEIC, MP4, MOV, MP3, M4A, WAV, TXT, DOCX, XLSX or EML",
        required="Choose the file",
    )


class ArrivingForm(BaseForm):
    """What a script says of a file before it sends it in pieces."""

    name = TextField("Name", required="The file has no name", most=5000)
    size = NumberField("Size", required="The file is empty.")
    fingerprint = TextField("Which file", required="The file has no name", most=5200)
    declared = TextField("Kind", most=200)
    received_from = TextField("From whom or where did it come?", most=200)


class ReasonForm(BaseForm):
    """Why somebody needs the original."""

    reason = LongTextField(
        "Why do you need the original?",
        hint="It stands in the custody chain with your name",
        rows=3,
        most=500,
        required="Give the reason why you need this.",
    )


class StepForm(BaseForm):
    """What happened to the exhibit."""

    kind = ChoiceField(
        "What happened?",
        choices=labels(kind for kind in CustodyKind if kind not in DECIDED),
        coerce=CustodyKind,
        required="Choose what happened",
    )
    at = LocalDateTimeField("When?", required="Give the day and time")
    by_name = TextField("Who did it?", hint="Leave empty if it was you", most=200)
    from_holder = TextField("From whom?", hint="Who had it before", most=200)
    to_holder = TextField("Who has it now?", most=200)
    from_place = TextField("From where?", most=200)
    to_place = TextField("Where is it now?", hint="For example store, shelf and box", most=200)
    seal_number = TextField("Seal number", hint="The seal it has after this", most=100)
    reason = LongTextField("Why?", rows=2, most=500)
