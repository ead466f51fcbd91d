"""Forms of the police side of a referral."""

from app.domain.vocabulary import CodeTest, CpsRoute, ReferralCategory, ReferralType
from app.services.drafting import ReferralDetails
from app.web.answers import YesNoField, answer_of
from app.web.fields import ChoiceField, ChoicesField, LongTextField
from app.web.forms import BaseForm

TYPES = [
    (ReferralType.CHARGING.value, "A charging decision"),
    (ReferralType.EARLY_ADVICE.value, "Early advice, no decision yet"),
    (ReferralType.RESUBMISSION.value, "An answer to what the CPS asked for"),
]
CATEGORIES = [
    (ReferralCategory.RED.value, "Red", {"hint": "The suspect is in custody and a remand is sought"}),
    (
        ReferralCategory.GREEN_PRIORITY.value,
        "Green priority",
        {"hint": "Not in custody, but a limit or bail is near, or the victim is vulnerable"},
    ),
    (ReferralCategory.GREEN.value, "Green", {"hint": "Not in custody and no limit is near"}),
]
ROUTES = [(one.value, one.label) for one in CpsRoute]
# The five conditions of the Threshold Test, as questions (Code for Crown Prosecutors 2018).
CONDITIONS = {
    1: "Are there reasonable grounds to suspect that the person committed the offence?",
    2: "Can further evidence be had within a reasonable time to give a realistic prospect of conviction?",
    3: "Do the seriousness or the circumstances justify an immediate charging decision?",
    4: "Are there continuing substantial grounds to object to bail?",
    5: "Is it in the public interest to charge?",
}


class ReferralForm(BaseForm):
    """The officer's words to the prosecutor."""

    keeps_draft = True

    referral_type = ChoiceField(
        "What do you ask for?", choices=TYPES, coerce=ReferralType, required="Choose what you ask for"
    )
    allegations = ChoicesField("Which offences?", choices=[], coerce=int, required="Choose at least one offence")
    code_test = ChoiceField(
        "Which test?",
        choices=[
            (CodeTest.FCT.value, "Full Code Test"),
            (CodeTest.TT.value, "Threshold Test", {"hint": "Only with the suspect in custody and a remand sought"}),
        ],
        coerce=CodeTest,
    )
    referral_category = ChoiceField("How urgent?", choices=CATEGORIES, coerce=ReferralCategory)
    cps_route = ChoiceField("Which part of the CPS?", choices=ROUTES, coerce=CpsRoute)
    outline = LongTextField(
        "Case outline",
        hint="For the prosecutor only, never disclosed: the case, the hostility, any other explanation for it.",
        rows=8,
    )
    police_view_evidential = LongTextField("Why is the evidential stage met?", rows=5)
    police_view_public_interest = LongTextField("Why is a prosecution needed in the public interest?", rows=5)
    delay_explanation = LongTextField("If this took more than 90 days, why?", rows=3)
    remand_grounds = LongTextField("Objections to bail, if a remand is sought", rows=3)
    early_advice_questions = LongTextField(
        "Questions for the prosecutor", hint="Only for early advice. One question on each line.", rows=4
    )

    def details(self) -> ReferralDetails:
        """The answers as the verb takes them."""
        lines = (self.early_advice_questions.data or "").splitlines()
        return ReferralDetails(
            referral_type=self.referral_type.data,
            code_test=self.code_test.data,
            referral_category=self.referral_category.data,
            cps_route=self.cps_route.data,
            outline=self.outline.data or None,
            police_view_evidential=self.police_view_evidential.data or None,
            police_view_public_interest=self.police_view_public_interest.data or None,
            delay_explanation=self.delay_explanation.data or None,
            remand_grounds=self.remand_grounds.data or None,
            early_advice_questions=tuple(line.strip() for line in lines if line.strip()),
            tt_conditions=self._conditions(),
        )

    def _conditions(self) -> list[tuple[int, bool | None, str | None]]:
        """The conditions of the Threshold Test that somebody has answered."""
        given = [(n, answer_of(self[f"tt_{n}"]), self[f"tt_{n}_reason"].data or None) for n in CONDITIONS]
        return [one for one in given if one[1] is not None or one[2]]


for _number, _question in CONDITIONS.items():
    setattr(ReferralForm, f"tt_{_number}", YesNoField(f"Threshold Test only: {_question[0].lower()}{_question[1:]}"))
    setattr(ReferralForm, f"tt_{_number}_reason", LongTextField(f"Why, for condition {_number}?", rows=2, most=5000))


class ReturnForm(BaseForm):
    reason = LongTextField("What must be mended?", rows=4, most=5000, required="Say what must be mended")


class AnswerForm(BaseForm):
    keeps_draft = True

    answer = LongTextField(
        "Your answer",
        hint="The CPS sees it when a supervisor sends the answers. Add the material under Evidence first.",
        rows=5,
        required="Write the answer, or say why it cannot be done",
    )
    sources = ChoicesField("What is attached?", choices=[])


class RuleForm(BaseForm):
    reason = LongTextField(
        "Reason", hint="It is kept with the file and printed.", rows=3, most=2000, required="Give the reason"
    )


class NoteForm(BaseForm):
    note = LongTextField("What follows from the advice?", rows=4, required="Say what follows from the advice")
