"""Forms about hostility, recordings, lines of inquiry, disclosure and the words of the police report."""

from collections.abc import Sequence
from typing import Any

from app.domain.vocabulary import (
    ChecklistAnswer,
    HostilityLimb,
    LineStatus,
    MediaAnswer,
    MediaKind,
    PointsTo,
    Strand,
    TimeRelation,
)
from app.models.material import DisclosureAnswers
from app.models.people import Person
from app.models.report_text import PoliceReport
from app.services.report_text import WORDS
from app.web.answers import YesNoField, asks_reason, labels
from app.web.bars import BarsField
from app.web.date_fields import DateField
from app.web.fields import ChoiceField, LongTextField, SelectField, TextField
from app.web.forms import BaseForm

# The categories of material treated as likely to meet the disclosure test, by the name the case file gives them.
CATEGORIES = {
    "crime_report": "Crime report",
    "incident_log_or_999": "Incident log, or the 999 recording or its transcript",
    "investigation_log": "Investigation log and officers' notes",
    "custody_record": "Custody record",
    "suspect_descriptions": "First descriptions of a suspect",
    "suspect_identifying_records": "Records that identify a suspect",
    "witness_convictions": "Convictions and cautions of prosecution witnesses",
    "witness_reliability": "Material that casts doubt on a witness",
    "other_interviews": "Interviews of witnesses and of suspects who were not charged",
    "adverse_forensics": "Forensic results that are inconclusive or point away",
    "payments": "Payments to a witness",
    "allegation_history": "History of the allegation",
    "officer_misconduct": "Misconduct findings about officers",
}


class HostilityForm(BaseForm):
    """One thing said or done."""

    keeps_draft = True

    quote = LongTextField(
        "What was said or done?", hint="Word for word, as in the source. The words are covered in lists.", rows=3,
        most=5000, required="Write what was said or done, word for word",
    )  # fmt: skip
    translation = LongTextField("In English, if it was another language", rows=2, most=5000)
    said_by_id = SelectField("Who said or did it?", choices=[], coerce=int, empty="Nobody knows")
    strand = SelectField(
        "Hostility towards", choices=labels(Strand), coerce=Strand, required="Choose the strand", empty="Choose one"
    )
    limb = ChoiceField(
        "What does it show?",
        hint="Crime and Disorder Act 1998, section 28(1)",
        choices=labels(HostilityLimb),
        coerce=HostilityLimb,
        required="Choose what it shows",
    )
    time_relation = ChoiceField(
        "When was it?", choices=labels(TimeRelation), coerce=TimeRelation, required="Choose when it was"
    )
    source = SelectField("Where does it stand?", choices=[], required="Choose where it stands",
                         hint="The statement, item or document these words are taken from")  # fmt: skip


class NoHostilityForm(BaseForm):
    reason = LongTextField(
        "Why is no evidence of hostility found?",
        hint="What was looked for, and where. Leave it empty to take the statement back.",
        rows=4,
        most=5000,
    )


class MediaForm(BaseForm):
    """Four kinds of recording: yes, or no with a reason."""

    def validate(self, extra_validators: Any = None) -> bool:
        """A no needs its reason, a reason its answer; beside the box."""
        fine = super().validate(extra_validators)
        for kind in MediaKind:
            answer, reason = self[f"answer_{kind.value}"].data, f"reason_{kind.value}"
            fine = asks_reason(self, answer is MediaAnswer.NO, reason, "Say why there is none") and fine
            if answer is None and self[reason].data:
                self.say("Choose yes or no", f"answer_{kind.value}")
                fine = False
        return fine

    def answers(self) -> dict[MediaKind, tuple[MediaAnswer, str | None]]:
        """Each kind that was answered."""
        given = {kind: self[f"answer_{kind.value}"].data for kind in MediaKind}
        return {
            kind: (answer, self[f"reason_{kind.value}"].data or None)
            for kind, answer in given.items()
            if answer is not None
        }


for _kind in MediaKind:
    setattr(MediaForm, f"answer_{_kind.value}",
            ChoiceField(f"{_kind.label}: is there any?", choices=labels(MediaAnswer), coerce=MediaAnswer))  # fmt: skip
    setattr(MediaForm, f"reason_{_kind.value}", TextField(f"{_kind.label}: if not, why?", most=1000))


class LineForm(BaseForm):
    """A reasonable line of inquiry."""

    text = LongTextField("What is looked into?", rows=2, most=5000, required="Say what is looked into")
    points_to = ChoiceField(
        "Which way does it point?", choices=labels(PointsTo), coerce=PointsTo, required="Choose which way it points"
    )
    status = ChoiceField(
        "Where does it stand?", choices=labels(LineStatus), coerce=LineStatus, required="Choose where it stands"
    )
    result = LongTextField("Result", rows=2, most=5000)
    reason = LongTextField("Why is it reasonable?", rows=2, most=2000)
    target_date = DateField("If it is outstanding: by when?")
    impact = LongTextField("What could it change?", rows=2, most=2000)
    not_pursued_reason = LongTextField("If it is not pursued, why?", rows=2, most=2000)

    def validate(self, extra_validators: Any = None) -> bool:
        fine = super().validate(extra_validators)
        needed = self.status.data is LineStatus.NOT_PURSUED
        return asks_reason(self, needed, "not_pursued_reason", "Say why it is not pursued") and fine


class DisclosureForm(BaseForm):
    """Answers about disclosure, not its content."""

    keeps_draft = True

    undermining = LongTextField(
        "What could undermine the prosecution or help the suspect?",
        hint="If there is nothing, say so and how you know.",
        rows=4,
        most=5000,
    )
    sensitive = YesNoField("Is there sensitive material?", hint="Only yes or no: never its content")

    def checklist(self) -> dict[str, ChecklistAnswer]:
        """Each category that was answered."""
        return {name: self[name].data for name in CATEGORIES if self[name].data is not None}


for _name, _words in CATEGORIES.items():
    setattr(
        DisclosureForm,
        _name,
        SelectField(_words, choices=labels(ChecklistAnswer), coerce=ChecklistAnswer, empty="Not answered"),
    )


class ReportForm(BaseForm):
    """The words of the police report; paragraphs for key witnesses stand between its two halves."""

    keeps_draft = True

    headline = LongTextField(
        "In two sentences: what is said to have happened?", rows=2, most=1000,
        required="Write what is said to have happened",
    )  # fmt: skip
    chronology = BarsField(
        "What happened when", hint="One event on each line: time | what happened", rows=6,
        example="18:25 | a man comes to the door",
    )  # fmt: skip
    identification = LongTextField(
        "How is the suspect identified?", rows=3, required="Say how the suspect is identified, or that he is not yet"
    )


REST = {
    "injuries_loss_damage": ("Injury, loss and damage", 3),
    "interview": ("Interview in short", 4),
    "exhibits_note": ("About the exhibits", 2),
    "antecedents": ("Previous convictions in short", 2),
    "victim_impact": ("What it meant for the victim", 3),
    "orders_sought": ("Orders asked for on conviction", 2),
}


def report_form(witnesses: Sequence[Person]) -> type[ReportForm]:
    """The form with a paragraph for each key witness of this case."""
    members: dict[str, Any] = {"__doc__": ReportForm.__doc__}
    for person in witnesses:
        members[f"witness_{person.file_id}"] = LongTextField(f"What {person.full_name.strip()} says", rows=4)
    for name, (words, rows) in REST.items():
        members[name] = LongTextField(words, rows=rows)
    return type("ReportFormOfCase", (ReportForm,), members)


def disclosure_words(row: DisclosureAnswers | None) -> dict[str, Any]:
    """What is answered, by the form's names."""
    if row is None:
        return {}
    answers = {one.category: one.answer for one in row.checklist}
    return answers | {"undermining": row.undermining_material_answer, "sensitive": row.sensitive_material_exists}


def report_words(row: PoliceReport | None) -> dict[str, Any]:
    """What the report says, by the form's names."""
    if row is None:
        return {}
    words = {name: getattr(row, name) for name in WORDS}
    words["chronology"] = [(one.at, one.text) for one in row.chronology]
    return words | {f"witness_{one.person.file_id}": one.text for one in row.witness_evidence}
