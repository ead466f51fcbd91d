"""Forms about who a case exists for."""

from app.web.fields import ChoicesField, SelectField, TickField
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


class LiftForm(BaseForm):
    sure = TickField("I have looked into it, and there is no conflict", required="Say that you have looked into it")
