"""An entry of the log, a comment, something to do."""

from app.web.date_fields import DateField
from app.web.fields import ChoicesField, LongTextField, SelectField, TextField
from app.web.forms import BaseForm


class LogForm(BaseForm):
    keeps_draft = True

    text = LongTextField(
        "What did you decide or consider, and why?",
        hint="Only the police of this case read the log. It is never changed and never in a paper.",
        required="Write the entry",
    )


class CommentForm(BaseForm):
    keeps_draft = True

    text = LongTextField(
        "Comment",
        hint="Only your own side reads it: police comments stay with the police, CPS comments with the CPS.",
        rows=4,
        most=5_000,
        required="Write the comment",
    )
    mentioned = ChoicesField("Who should be told of it?", hint="Nobody need be ticked.", choices=[], coerce=int)


class TaskForm(BaseForm):
    says = TextField("What is to be done?", required="Say what is to be done")
    owner = SelectField("Who does it?", required="Choose who does it", choices=[], coerce=int)
    due_on = DateField("By when?", hint="Leave it empty where there is no day.")
    remind_on = DateField("Remind them on", hint="Leave it empty for no reminder.")


class DoneForm(BaseForm):
    result = LongTextField("What came of it?", rows=3, most=2_000, required="Say what came of it")
