"""What the door asks."""

from app.domain.roles import Role
from app.web.fields import ChoiceField, EmailField, PasswordField
from app.web.forms import BaseForm


class SignInForm(BaseForm):
    keeps_text = False

    email = EmailField(
        "E-mail address",
        required="Enter your e-mail address",
        render_kw={"autocomplete": "username", "spellcheck": "false"},
    )
    password = PasswordField("Password", required="Enter your password", autocomplete="current-password")


class RoleForm(BaseForm):
    role = ChoiceField("What will you work as?", required="Choose a role", coerce=Role)

    def offer(self, roles: tuple[Role, ...]) -> None:
        """The roles this person holds."""
        self.role.offer((role.value, role.label) for role in roles)
