"""Forms about a case as a whole."""

from app.web.fields import LongTextField, SelectField
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
