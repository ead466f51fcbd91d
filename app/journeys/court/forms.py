"""Forms about charge, court and outcome."""

from app.domain.outcomes import CONFIRMATIONS
from app.domain.stages import Status
from app.domain.vocabulary import (
    ChargeMethod,
    CourtFinding,
    CourtKind,
    HearingResult,
    HearingType,
    OutcomeCode,
    ReviewResult,
    Strand,
    UpliftBasis,
)
from app.services.court import HearingDetails
from app.services.sentencing import UpliftAnswers
from app.web.answers import YesNoField
from app.web.date_fields import DateField, LocalDateTimeField
from app.web.fields import ChoiceField, ChoicesField, LongTextField, SelectField, TextField
from app.web.forms import BaseForm


class ChargeForm(BaseForm):
    """The authorised charge is put."""

    method = ChoiceField(
        "How?",
        choices=[(one.value, one.label) for one in ChargeMethod],
        coerce=ChargeMethod,
        required="Choose how the charge was put",
    )
    issued_at = LocalDateTimeField(
        "When was it issued?",
        hint="For time limits the issue counts, not when it arrives.",
        required="Give the day and time",
    )
    bailed = YesNoField("Released on bail to court?", hint="Only for a charge at the station")


class EmergencyForm(BaseForm):
    """The inspector's route: no prosecutor could be reached before the custody clock ends."""

    issued_at = LocalDateTimeField("When was the suspect charged?", required="Give the day and time")
    bailed = YesNoField("Released on bail to court?", required="Choose yes or no")
    grounds = LongTextField(
        "Why is detention after charge justified?", rows=3, required="Say why detention is justified"
    )
    pace_ends_at = LocalDateTimeField("When does the custody clock end?", required="Give the end of the custody clock")
    no_prosecutor = LongTextField(
        "Why could no prosecutor be reached in time?", rows=3, required="Say why no prosecutor could be reached"
    )


class HearingForm(BaseForm):
    """A hearing with its date."""

    court = TextField("Court", required="Give the court", most=200)
    court_kind = ChoiceField(
        "Kind of court",
        choices=[(one.value, one.label) for one in CourtKind],
        coerce=CourtKind,
        required="Choose the kind of court",
    )
    listed_at = LocalDateTimeField("When?", required="Give the day and time")
    hearing_type = SelectField(
        "What for?",
        choices=[(one.value, one.label) for one in HearingType],
        coerce=HearingType,
        required="Choose what the hearing is for",
        empty="Choose what the hearing is for",
    )
    allegations = ChoicesField("Which offences?", choices=[], coerce=int, required="Choose at least one offence")

    def details(self) -> HearingDetails:
        """The answers as the verb takes them."""
        return HearingDetails(
            court=self.court.data,
            court_kind=self.court_kind.data,
            listed_at=self.listed_at.data,
            hearing_type=self.hearing_type.data,
        )


OFFERED = [one for one in HearingResult if one is not HearingResult.SENTENCED]


class ResultForm(BaseForm):
    """What the court did with one offence."""

    result = SelectField(
        "Result",
        choices=[(one.value, one.label) for one in OFFERED],
        coerce=HearingResult,
        required="Choose the result",
        empty="Choose the result",
    )
    on = DateField("On which day?", required="Give the day")
    reason = LongTextField("Reason or next date", hint="Where the result needs one", rows=3, most=5000)


class UpliftForm(BaseForm):
    """The questions about hostility at sentence."""

    uplift_sought = YesNoField("Did the prosecution ask for the increase for hostility?")
    uplift_basis = ChoiceField(
        "On what basis?", choices=[(one.value, one.label) for one in UpliftBasis], coerce=UpliftBasis
    )
    strand = SelectField(
        "Which strand?", choices=[(one.value, one.label) for one in Strand], coerce=Strand, empty="Not recorded"
    )
    court_found_hostility = ChoiceField(
        "Did the court find hostility?", choices=[(one.value, one.label) for one in CourtFinding], coerce=CourtFinding
    )
    uplift_announced = YesNoField("Did the court say in public that the sentence was increased?")
    announced_in_open_court_at = LocalDateTimeField("When did it say so?")
    sentence_before_uplift = TextField("What would the sentence have been without hostility?", most=300)
    sentence_after_uplift = TextField("What is it with the increase?", most=300)
    reason_not_applied = LongTextField("If it was not increased, why?", rows=2, most=5000)
    recorded_on_hrs = YesNoField("Is it on the hearing record sheet?")

    def answers(self) -> UpliftAnswers:
        """The answers as the verb takes them; what is left open stays open."""
        return UpliftAnswers(
            uplift_sought=self.uplift_sought.answer,
            uplift_basis=self.uplift_basis.data or None,
            strand=self.strand.data or None,
            court_found_hostility=self.court_found_hostility.data or None,
            uplift_announced=self.uplift_announced.answer,
            sentence_before_uplift=self.sentence_before_uplift.data or None,
            sentence_after_uplift=self.sentence_after_uplift.data or None,
            reason_not_applied=self.reason_not_applied.data or None,
            recorded_on_hrs=self.recorded_on_hrs.answer,
            announced_in_open_court_at=self.announced_in_open_court_at.data,
        )


class SentenceForm(UpliftForm):
    """The sentence, with what is known about the increase for hostility."""

    kind = TextField("Sentence", hint="Like “community order, unpaid work”", required="Give the sentence", most=200)
    length = TextField("Length or amount", required="Give the length or amount", most=200)
    on = DateField("Passed on", required="Give the day")


class DayForm(BaseForm):
    on = DateField("On which day?", required="Give the day")


class AppealForm(BaseForm):
    by_whom = TextField("Who appeals?", required="Say who appeals", most=200)
    lodged_on = DateField("Lodged on", required="Give the day")


LEAVES = (Status.SENTENCED, Status.CONVICTED, Status.ACQUITTED, Status.TRIAL_LISTED)


class AppealResultForm(BaseForm):
    leaves = ChoiceField(
        "What does the appeal leave?",
        choices=[(one.value, one.label) for one in LEAVES],
        coerce=Status,
        required="Choose what the appeal leaves",
    )
    result = LongTextField("The result in words", rows=3, most=5000, required="Give the result")


CONFIRMED = {
    "victim_consulted": "The victim was consulted",
    "victim_told": "The victim was told",
    "court_record": "The court's record is on the file",
    "supervisor_agreed": "A supervisor agrees although it is unusual for hate crime",
}


class ProposalForm(BaseForm):
    """The officer proposes that the police end a crime."""

    outcome = SelectField(
        "Which outcome?",
        choices=[(one.value, f"{one.value}: {one.label}") for one in OutcomeCode],
        coerce=OutcomeCode,
        required="Choose the outcome",
        empty="Choose the outcome",
    )
    reason = LongTextField("Why?", rows=5, required="Give the reasons")


class ConfirmForm(BaseForm):
    """What a supervisor confirms when an outcome is set."""

    confirmed = ChoicesField("What do you confirm?", choices=[(name, CONFIRMED[name]) for name in CONFIRMATIONS])
    agency = TextField("The other agency, where one acts", most=200)


class OutcomeForm(ProposalForm, ConfirmForm):
    """The outcome of a crime decided elsewhere."""


class KeptForm(BaseForm):
    done = LongTextField("What was done?", rows=3, most=5000, required="Record what was done")
    outcome = SelectField(
        "Outcome of the crime",
        choices=[
            (one.value, f"{one.value}: {one.label}")
            for one in OutcomeCode
            if one.value in {"2", "2A", "3", "3A", "6", "8", "22"}
        ],
        coerce=OutcomeCode,
        required="Choose the outcome",
        empty="Choose the outcome",
    )


class ReasonForm(BaseForm):
    reason = LongTextField("Why?", rows=4, most=5000, required="Give the reason")


class ReviewRequestForm(BaseForm):
    """A victim asks for a review."""

    victim = ChoiceField("Which victim asks?", choices=[], coerce=int, required="Choose the victim")
    allegations = ChoicesField("Which decisions?", choices=[], coerce=int, required="Choose at least one decision")


class ReviewResultForm(BaseForm):
    result = ChoiceField(
        "Result",
        choices=[(one.value, one.label) for one in ReviewResult],
        coerce=ReviewResult,
        required="Choose the result",
    )


def uplift_words(row: object) -> dict[str, object]:
    """What a sentence holds about the increase, by the form's names."""
    names: tuple[str, ...] = ("uplift_basis", "strand", "court_found_hostility", "sentence_before_uplift")
    names += ("sentence_after_uplift", "reason_not_applied", "announced_in_open_court_at")
    names += ("uplift_sought", "uplift_announced", "recorded_on_hrs")
    return {name: getattr(row, name) for name in names}
