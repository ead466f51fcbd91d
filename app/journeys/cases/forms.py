"""Forms about a case as a whole."""

from app.web.fields import LongTextField, SelectField, TextField
from app.web.forms import BaseForm


class AllocateForm(BaseForm):
    officer = SelectField("Officer", required="Choose an officer", empty="Choose an officer", choices=[], coerce=int)


class SupervisorForm(BaseForm):
    supervisor = SelectField(
        "Supervisor", required="Choose a supervisor", empty="Choose a supervisor", choices=[], coerce=int
    )


class ConflictForm(BaseForm):
    reason = LongTextField(
        "How are you linked to somebody in this case?",
        hint="A supervisor sees this. From now on the case does not exist for you.",
        rows=3,
        most=2000,
        required="Say how you are linked",
    )


class ElsewhereForm(BaseForm):
    """Asked before somebody learns that a case exists which is not theirs to open."""

    keeps_text = False

    words = TextField(
        "A reference or a name",
        hint="As it is written: nothing is guessed here.",
        most=200,
        required="Say what you look for",
    )
    reason = LongTextField(
        "Why do you look for it?",
        hint="The reason is recorded with what you find.",
        rows=2,
        most=1000,
        required="Say why you look for it",
    )
