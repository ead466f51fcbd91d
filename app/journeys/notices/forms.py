"""Days on which somebody is away."""

from app.web.date_fields import DateField
from app.web.fields import SelectField
from app.web.forms import BaseForm


class AbsenceForm(BaseForm):
    begins_on = DateField("First day away", required="Enter the first day")
    ends_on = DateField("Last day away", required="Enter the last day")
    stand_in = SelectField(
        "Who stands in for you?",
        hint="They are told of your cases in your place. They see only cases that are theirs to see. "
        "Without a stand-in your supervisors are told.",
        empty="Nobody",
        choices=[],
        coerce=int,
    )
