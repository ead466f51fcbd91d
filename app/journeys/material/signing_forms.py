"""Forms about signing a statement and about its back page."""

from app.web.answers import YesNoField
from app.web.date_fields import LocalDateTimeField
from app.web.fields import LongTextField, PasswordField, TextField, TickField
from app.web.forms import BaseForm


class PasswordForm(BaseForm):
    """One's own statement."""

    keeps_text = False

    password = PasswordField(
        "Your password",
        hint="With it you confirm the words above as your own statement",
        required="Enter your password",
        autocomplete="current-password",
    )


class PaperForm(BaseForm):
    """A statement that was signed on paper."""

    signed_at = LocalDateTimeField("When was it signed?", required="Give the day and time")
    present = TextField("Who was present?", required="Say who was present", most=200)
    original_reference = TextField(
        "Reference of the paper original", hint="Where it can be found", required="Give the reference", most=200
    )
    declaration = TickField("It carries the declaration of truth")


class PresenceForm(BaseForm):
    """The person signs on this screen."""

    keeps_text = False

    full_name = TextField("Your full name", required="Type your full name", most=200)
    confirmed = TickField("I confirm this declaration")


class BackPageForm(BaseForm):
    """What the back page asks besides contact details."""

    unavailable = LongTextField("When can the witness not come to court?", rows=3, most=2000)
    needs = LongTextField("What does the witness need?", hint="Language, reading, access, support", rows=3, most=2000)
    medical_consent = YesNoField("Does the witness agree that medical records are disclosed?")


class WhyForm(BaseForm):
    """Asked before the back page is shown to somebody outside the police team."""

    keeps_text = False

    reason = LongTextField(
        "Why do you need the back page?",
        hint="The reason is recorded. The police team can read it.",
        rows=2,
        most=1000,
        required="Say why you need it",
    )
