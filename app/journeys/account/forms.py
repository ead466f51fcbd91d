"""What one's own account asks."""

from app.web.fields import PasswordField
from app.web.forms import BaseForm


class ButtonForm(BaseForm):
    """A form that is one button."""


class PasswordForm(BaseForm):
    keeps_text = False

    current = PasswordField(
        "Your present password", required="Enter your present password", autocomplete="current-password"
    )
    new = PasswordField(
        "New password",
        hint="15 to 128 characters, any you like. A few words in a row are easiest to remember.",
        required="Enter a new password",
        autocomplete="new-password",
    )
