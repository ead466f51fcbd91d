"""Forms of the CPS side of a referral."""

from collections.abc import Mapping
from typing import Any

from app.domain.law import nfa_sub_reasons
from app.domain.offences import catalogue
from app.domain.vocabulary import CodeTest, DecisionCode, NfaSubReason, TriageReason
from app.models.allegation import Allegation
from app.services.decisions import DecisionDetails
from app.services.reviews import TestApplied
from app.web.answers import YesNoField, answer_of
from app.web.date_fields import DateField
from app.web.fields import ChoiceField, ChoicesField, LongTextField, SelectField, TextField
from app.web.forms import BaseForm


class TriageForm(BaseForm):
    """Returning a referral; accepting needs no words."""

    reasons = ChoicesField(
        "What is missing or wrong?",
        choices=[(one.value, one.label) for one in TriageReason],
        required="Choose at least one reason",
    )
    due_on = DateField("By when is it needed?", required="Give the date by which it is needed")
    note = LongTextField("What exactly?", rows=3, most=5000)


class ProsecutorForm(BaseForm):
    prosecutor = SelectField(
        "Prosecutor", required="Choose a prosecutor", empty="Choose a prosecutor", choices=[], coerce=int
    )


class TestForm(BaseForm):
    """The test applied to one allegation, evidence first."""

    keeps_draft = True

    analysis = LongTextField(
        "Analysis of the case",
        hint="Evidence, reliability, likely defence, hostility: aggravated offence, uplift or neither, and why.",
        rows=10,
        required="Write the analysis",
    )


def test_fields(number: str, offence: str, suspect: str) -> dict[str, Any]:
    """The questions about one allegation, as fields named by it."""
    about = f"{offence}, {suspect}"
    return {
        f"evidential_{number}": YesNoField(
            f"{about}: is a court more likely than not to convict?",
            required="Answer the evidential stage",
        ),
        f"evidential_reasons_{number}": LongTextField("Why?", rows=3, required="Give the reasons"),
        f"public_{number}": YesNoField(
            f"{about}: is a prosecution needed in the public interest?",
            hint="Only where the evidence carries it.",
        ),
        f"public_reasons_{number}": LongTextField("Why, in the public interest?", rows=3),
    }


def form_for(rows: Mapping[str, Allegation]) -> type[TestForm]:
    """A review form with the questions of each allegation under review, by the key that names its fields."""
    fields: dict[str, Any] = {}
    for key, row in rows.items():
        title = catalogue()[row.offence_type_key].title
        fields |= test_fields(key, title, row.suspect.person.full_name)
    return type("ReviewForm", (TestForm,), fields)


def tests_of(form: TestForm, rows: Mapping[str, Allegation], code_test: CodeTest) -> list[TestApplied]:
    """The answers as the verb takes them."""
    return [
        TestApplied(
            allegation=row,
            code_test=code_test,
            evidential_met=answer_of(form[f"evidential_{key}"]) is True,
            evidential_reasons=form[f"evidential_reasons_{key}"].data,
            public_interest_met=answer_of(form[f"public_{key}"]),
            public_interest_reasons=form[f"public_reasons_{key}"].data,
        )
        for key, row in rows.items()
    ]


MOST_ACTIONS = 5


class PlanForm(BaseForm):
    """Up to five actions; an action with no words is left out."""

    keeps_draft = True

    return_file = ChoiceField(
        "What is this?",
        choices=[
            (DecisionCode.FURTHER_EVIDENCE.value, "More evidence is needed to decide"),
            (DecisionCode.RETURN_NOT_READY.value, "The file is not ready for a decision"),
        ],
        coerce=DecisionCode,
        required="Choose what this is",
    )


for _number in range(1, MOST_ACTIONS + 1):
    setattr(
        PlanForm,
        f"text_{_number}",
        LongTextField(
            f"Action {_number}: what do you ask?",
            rows=2,
            most=5000,
            required="Write at least one action" if _number == 1 else None,
        ),
    )
    setattr(
        PlanForm,
        f"reason_{_number}",
        LongTextField(f"Action {_number}: why does it go to the heart of the decision?", rows=2, most=5000),
    )
    setattr(PlanForm, f"due_{_number}", DateField(f"Action {_number}: by when?"))


CODES = [
    (DecisionCode.CHARGE_FCT.value, "Charge, Full Code Test"),
    (DecisionCode.CHARGE_TT.value, "Charge, Threshold Test"),
    (DecisionCode.CHARGE_ALTERNATIVE.value, "Charge another offence"),
    (DecisionCode.NFA_EVIDENTIAL.value, "No charge: not enough evidence"),
    (DecisionCode.NFA_PUBLIC_INTEREST.value, "No charge: not in the public interest"),
    (DecisionCode.CONSENT_PENDING.value, "Ready to charge, consent is awaited"),
    (DecisionCode.OOCR_CAUTION.value, "Out of court: simple caution"),
    (DecisionCode.OOCR_CONDITIONAL.value, "Out of court: conditional caution"),
    (DecisionCode.OOCR_YOUTH.value, "Out of court: youth caution"),
    (DecisionCode.OOCR_COMMUNITY.value, "Out of court: community resolution"),
]


class DecisionForm(BaseForm):
    """A decision on one allegation. The review with the test is signed first."""

    keeps_draft = True

    code = ChoiceField("Your decision", choices=CODES, coerce=DecisionCode, required="Choose a decision")
    reasons = LongTextField("Reasons", rows=5, required="Give the reasons")
    wording = LongTextField("Wording of the charge", hint="Where you charge", rows=3, most=5000)
    alternative_offence = SelectField(
        "The other offence", hint="Where you charge another offence than the one proposed",
        choices=sorted(((row.key, row.title) for row in catalogue().values() if row.usable), key=lambda pair: pair[1]),
        empty="The one proposed",
    )  # fmt: skip
    nfa_sub_reason = SelectField(
        "Why the evidence does not carry it",
        hint="Where there is not enough evidence",
        choices=[(key.value, key.label) for key in nfa_sub_reasons()],
        coerce=NfaSubReason,
        empty="Not that decision",
    )
    eligibility = LongTextField("Why eligible for an out-of-court resolution?", rows=2, most=5000)
    conditions = LongTextField("Conditions", rows=2, most=5000)
    conditions_due_on = DateField("Conditions to be met by")

    def details(self) -> DecisionDetails:
        """The answers as the verb takes them."""
        return DecisionDetails(
            code=self.code.data,
            reasons=self.reasons.data,
            wording=self.wording.data or None,
            alternative_offence=self.alternative_offence.data or None,
            nfa_sub_reason=self.nfa_sub_reason.data or None,
            eligibility=self.eligibility.data or None,
            conditions=self.conditions.data or None,
            conditions_due_on=self.conditions_due_on.data,
        )


class ReasonForm(BaseForm):
    reason = LongTextField("Why?", rows=4, most=5000, required="Give the reason")


class AdviceForm(BaseForm):
    keeps_draft = True

    advice = LongTextField("Your advice", rows=10, required="Write the advice")


class ConsentForm(BaseForm):
    granted_by = TextField("Who gave consent?", required="Say who gave consent", most=200)


class CertificateForm(BaseForm):
    review = SelectField("Which review?", choices=[], coerce=int, required="Choose the review")
    signed_on = DateField("Signed on", required="Give the day on which it was signed")
