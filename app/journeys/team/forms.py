"""Giving many cases to one officer; handing one officer's cases to another."""

from app.web.fields import ChoicesField, SelectField
from app.web.forms import BaseForm


class AllocateManyForm(BaseForm):
    cases = ChoicesField("Cases that nobody has", required="Choose at least one case", choices=[])
    officer = SelectField("Officer", required="Choose an officer", empty="Choose an officer", choices=[], coerce=int)


class HandoverForm(BaseForm):
    cases = ChoicesField("Cases to hand over", required="Choose at least one case", choices=[])
    officer = SelectField("To whom?", required="Choose an officer", empty="Choose an officer", choices=[], coerce=int)
