"""Forms of the two who withdraw or restore an item of evidence, and of whoever accepts what was sent in."""

from app.web.fields import ChoiceField, LongTextField
from app.web.forms import BaseForm


class ProposeForm(BaseForm):
    """Why an item shall be withdrawn, or restored."""

    reason = LongTextField(
        "Why?", hint="The supervisor reads this, and it stands in the custody chain", rows=4, most=2000,
        required="Say why",
    )  # fmt: skip


class DecideForm(BaseForm):
    """The supervisor's answer."""

    answer = ChoiceField("What do you decide?", choices=[], required="Choose what you decide")
    reason = LongTextField("Why?", hint="Needed where you decline", rows=3, most=2000)
