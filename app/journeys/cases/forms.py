"""Forms about a case as a whole."""

from app.domain.stages import Stage
from app.domain.vocabulary import Strand
from app.web.fields import ChoiceField, LongTextField, SelectField, TextField
from app.web.forms import BaseForm
from app.web.list_tables import table_reason

STAGES = [(one.value, one.label) for one in Stage]
STRANDS = [(one.value, one.label) for one in Strand]


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


class ListForm(BaseForm):
    """A list that is kept: its name and the filters of the list."""

    name = TextField("Name of the list", most=60, required="Give the list a name")
    stage = SelectField("Stage", empty="Any stage", choices=[(one.value, one.label) for one in Stage], coerce=Stage)
    strand = SelectField(
        "Strand", empty="Any strand", choices=[(one.value, one.label) for one in Strand], coerce=Strand
    )
    words = TextField("Words", hint="As in the box at the top of the page.", most=200)


class TableForm(BaseForm):
    """Asked before a list leaves the product."""

    keeps_text = False

    which = ChoiceField(
        "Which cases?",
        choices=[("act", "Those that need you"), ("waiting", "Those that wait for someone else")],
        required="Choose which cases",
    )
    reason = table_reason()


class ButtonForm(BaseForm):
    """One button, nothing to fill in."""

    keeps_text = False
