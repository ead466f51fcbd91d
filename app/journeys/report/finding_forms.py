"""A supervisor's confirmation that a report is no crime, and a registrar's cancellation of a record."""

from collections.abc import Sequence

from app.domain.naming import Named
from app.domain.non_crime import RecordingMode, SubjectGround, Threshold
from app.domain.vocabulary import CancelGround
from app.web.answers import YesNoField, labels
from app.web.date_fields import DateField
from app.web.fields import ChoiceField, ChoicesField, LongTextField, TickField
from app.web.forms import BaseForm

# What is asked in each mode that keeps a record.
WORTH = {
    RecordingMode.CODE2023: (
        "Keep it as a non-crime hate incident?",
        "Only where it is not trivial, malicious or irrational and there is a basis for hostility. Lawful debate, "
        "humour and satire are not by themselves a ground.",
    ),
    RecordingMode.ASB_INTEL: (
        "Keep it as anti-social behaviour or intelligence?",
        "Only where it is serious. The hate flag is not kept.",
    ),
}


class FindingForm(BaseForm):
    """What is kept of the report, and whether of the subject."""

    worth_keeping = YesNoField("Keep a record?")
    keep_subject = YesNoField(
        "Keep details of the subject?",
        hint="Only where there is a real risk of significant harm or of a future crime. Else they are taken out now.",
    )
    ground = ChoiceField("Which risk?", choices=labels(SubjectGround), coerce=SubjectGround)
    threshold_reason = LongTextField("What shows that risk?", rows=3, most=5000)
    review_on = DateField("When is this looked at again?", hint="Within twelve months.")

    names_out = ChoicesField(
        "Which of these names are taken out of the account?",
        hint="Found by comparing the account with the people of this case. Read the account: it can name somebody who"
        " is not in the case. What is taken out cannot be put back.",
        choices=[],
    )
    names_read = TickField("I have read the account", hint="Names that I leave may stay in it")

    def ask_in(self, mode: RecordingMode, *, has_subject: bool, names: Sequence[Named] = ()) -> None:
        """Ask only what this mode leaves open."""
        self.names_out.offer([(one.words, f"{one.words} ({one.whose})") for one in names])
        if not names:
            del self.names_out, self.names_read
        if mode is RecordingMode.OFF:
            del self.worth_keeping
        else:
            self.worth_keeping.label.text, self.worth_keeping.description = WORTH[mode]
        if mode is RecordingMode.OFF or not has_subject:
            del self.keep_subject, self.ground, self.threshold_reason, self.review_on

    def ask_again(self, *, names: Sequence[Named]) -> None:
        """Ask only of the subject: the record itself stays."""
        self.ask_in(RecordingMode.ASB_INTEL, has_subject=True, names=names)
        del self.worth_keeping
        self.keep_subject.label.text = "Keep details of the subject on?"

    @property
    def kept(self) -> bool:
        return self.worth_keeping is not None and self.worth_keeping.answer is True

    def answered(self) -> bool:
        """Is everything answered that hangs on another answer? Says so beside the field."""
        if self.worth_keeping is not None and self.worth_keeping.answer is None:
            self.say("Choose whether a record is kept", "worth_keeping")
        if self.keep_subject is not None and self.keep_subject.answer is None:
            self.say("Choose whether details of the subject are kept", "keep_subject")
        if self.keep_subject is not None and self.keep_subject.answer:
            for name, sentence in (
                ("ground", "Choose the risk"),
                ("threshold_reason", "Say what shows the risk"),
                ("review_on", "Give the day on which it is looked at again"),
            ):
                if not self[name].data:
                    self.say(sentence, name)
        if self.names_read is not None and not self.names_read.data:
            self.say("Read the account and say that you have", "names_read")
        return not self.problems()

    def names(self) -> tuple[str, ...]:
        """The names that are taken out of the account."""
        return tuple(self.names_out.data or ()) if self.names_out is not None else ()

    def threshold(self) -> Threshold | None:
        """The decision to keep the subject's details, where it was made."""
        if self.keep_subject is None or not self.keep_subject.answer:
            return None
        return Threshold(self.ground.data, self.threshold_reason.data, self.review_on.data)


class CancelForm(BaseForm):
    """Why a crime record is cancelled: a ground of the list, and what verifies it."""

    ground = ChoiceField(
        "Which ground?", choices=labels(CancelGround), coerce=CancelGround, required="Choose the ground"
    )
    reason = LongTextField(
        "What verifies it?",
        hint="The further information and where it comes from; for a duplicate the other number; the other force.",
        rows=4,
        most=5000,
        required="Say what verifies it",
    )
