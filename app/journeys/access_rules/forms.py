"""Forms about who a case exists for."""

from app.web.fields import ChoiceField, ChoicesField, EmailField, LongTextField, SelectField, TickField
from app.web.forms import BaseForm


class RestrictForm(BaseForm):
    members = ChoicesField(
        "Who may see it?",
        hint="You are on the list yourself. For everybody else the case does not exist from now on.",
        choices=[],
        coerce=int,
    )
    sure = TickField("Everybody who must work on it is on the list", required="Check the list first")


class NameForm(BaseForm):
    user = SelectField("Who?", choices=[], coerce=int, required="Choose a person", empty="Choose a person")


def _reason(hint: str) -> LongTextField:
    return LongTextField("Why?", hint=hint, rows=3, most=2000, required="Say why")


class LiftForm(BaseForm):
    reason = _reason("The second person reads this. Say what you looked into.")
    sure = TickField("I have looked into it, and there is no conflict", required="Say that you have looked into it")


class UnrestrictForm(BaseForm):
    reason = _reason("The second supervisor reads this.")


class DecideForm(BaseForm):
    """The second person's answer."""

    answer = ChoiceField(
        "What do you decide?",
        choices=[("yes", "Lift it"), ("no", "Leave it as it is")],
        required="Choose what you decide",
    )


class CloseTriesForm(BaseForm):
    """What came of looking into tries at a case."""

    reason = LongTextField(
        "What did you find?",
        hint="Kept in the audit. The person is not told.",
        rows=3,
        most=2000,
        required="Say what you found",
    )


class WorksHereForm(BaseForm):
    """Which account is this person's, and how that is known."""

    email = EmailField(
        "E-mail address they sign in with",
        hint="Of their account here, not a private one.",
        required="Give the address",
    )
    reason = LongTextField(
        "How do you know?",
        hint="Supervisors read this if somebody proposes to lift it.",
        rows=3,
        most=2000,
        required="Say how you know",
    )
