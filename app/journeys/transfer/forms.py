"""Offering a case to another force, and declining one."""

from app.web.fields import LongTextField, SelectField
from app.web.forms import BaseForm


class OfferForm(BaseForm):
    keeps_draft = True

    unit = SelectField(
        "Which team?", choices=[], coerce=int, required="Choose the team", empty="Choose a team of another force"
    )
    reason = LongTextField(
        "Why is it theirs?",
        hint="The other force reads this before it answers, with the title, the district and the strands. "
        "Write nobody's name.",
        rows=4,
        most=2_000,
        required="Say why it is theirs",
    )


class WithdrawForm(BaseForm):
    reason = LongTextField(
        "Why do you withdraw the offer?", hint="The force it was offered to reads this. Write nobody's name.", rows=4,
        most=2_000, required="Say why",
    )  # fmt: skip


class DeclineForm(BaseForm):
    reason = LongTextField(
        "Why do you decline?", hint="The force that offers the case reads this.", rows=4, most=2_000, required="Say why"
    )
