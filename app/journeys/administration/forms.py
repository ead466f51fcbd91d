"""Forms of administrators."""

from app.domain.roles import DutyKind, Rank, Role
from app.models.user import UnitKind
from app.web.date_fields import DateField
from app.web.fields import ChoiceField, EmailField, LongTextField, SelectField, TextField
from app.web.forms import BaseForm

RANKS = [(rank.value, rank.value.replace("_", " ").capitalize()) for rank in Rank]
UNIT_KINDS = [(kind.value, kind.value.replace("_", " ").capitalize()) for kind in UnitKind]


def _unit() -> SelectField:
    return SelectField("Unit", choices=[], coerce=int, required="Choose the unit", empty="Choose a unit")


def _rank() -> SelectField:
    return SelectField("Rank", choices=RANKS, coerce=Rank, required="Choose the rank, or staff", empty="Choose a rank")


def _title() -> TextField:
    return TextField("Rank or grade as printed", hint="Like DC, or Senior Crown Prosecutor", most=60)


def _work_phone() -> TextField:
    return TextField("Work telephone", hint="Shown to those who work with this person", most=40)


class PlaceForm(BaseForm):
    """Where somebody works, and as what."""

    unit, rank, title, work_phone = _unit(), _rank(), _title(), _work_phone()


class AccountForm(BaseForm):
    """A new account: who, then where they work and as what."""

    name = TextField("Name", required="Give the name", most=120)
    email = EmailField("Work e-mail address", hint="They sign in with it", required="Give the e-mail address", most=200)
    role = SelectField(
        "Role",
        hint="A role that needs two administrators is proposed once the account is there.",
        choices=[],
        coerce=Role,
        required="Choose the role",
        empty="Choose a role",
    )
    unit, rank, title, work_phone = _unit(), _rank(), _title(), _work_phone()


class RoleForm(BaseForm):
    """A role is given, or proposed where two administrators must agree."""

    role = ChoiceField("Which role?", choices=[], coerce=Role, required="Choose the role")
    reason = LongTextField(
        "Why?", hint="The second administrator reads this.", rows=3, most=2000, required="Say why they need it"
    )


class DutyForm(BaseForm):
    """A dated duty."""

    kind = ChoiceField(
        "Which duty?",
        choices=[(kind.value, kind.label) for kind in DutyKind],
        coerce=DutyKind,
        required="Choose the duty",
    )
    valid_from = DateField("From", required="Give the first day")
    valid_to = DateField("Until", hint="Leave it open where no end is known")


class DecideForm(BaseForm):
    """The second administrator's answer."""

    answer = ChoiceField(
        "What do you decide?",
        choices=[("yes", "Give the role"), ("no", "Do not give it")],
        required="Choose what you decide",
    )


class CloseSurgeForm(BaseForm):
    """What came of looking into so many failures to sign in."""

    reason = LongTextField(
        "What did you find?", hint="Kept in the audit.", rows=3, most=2000, required="Say what you found"
    )


class UnitForm(BaseForm):
    """A new unit."""

    name = TextField("Name", required="Give the name", most=120)
    code = TextField("Code", hint="Short, and no other unit has it", required="Give the code", most=20)
    kind = SelectField("Kind", choices=UNIT_KINDS, coerce=UnitKind, required="Choose the kind", empty="Choose the kind")


class RenameForm(BaseForm):
    name = TextField("Name", required="Give the name", most=120)
