"""Forms about care for victims."""

from app.domain.telling import BY_HAND, NEWS
from app.domain.vocabulary import ClockEvent, ContactChannel, ContactOutcome, SupportConsent
from app.web.answers import LinesField
from app.web.date_fields import LocalDateTimeField
from app.web.fields import ChoiceField, ChoicesField, LongTextField, SelectField, TextField, TickField
from app.web.forms import BaseForm
from app.web.list_tables import table_reason


class SupportForm(BaseForm):
    """A support service is offered."""

    victim = ChoiceField("Who was asked?", choices=[], required="Choose the victim")
    unit = SelectField(
        "Which service?", choices=[], coerce=int, required="Choose the service", empty="Choose a service"
    )
    consent = ChoiceField(
        "What did they choose?",
        hint="Nothing leaves the police unless they agreed.",
        choices=[
            (SupportConsent.GIVEN, "They agreed to be contacted by this service"),
            (SupportConsent.REFUSED, "They refused"),
            (SupportConsent.NOT_ASKED, "They were not asked yet"),
        ],
        coerce=SupportConsent,
        required="Choose what they chose",
    )


class ContactForm(BaseForm):
    """A victim was told, or somebody tried."""

    keeps_draft = True

    victim = ChoiceField("Who?", choices=[], required="Choose the victim")
    at = LocalDateTimeField("When?", required="Give the day and time")
    channel = ChoiceField(
        "How?",
        choices=[(one.value, one.label) for one in ContactChannel],
        coerce=ContactChannel,
        required="Choose how",
    )
    outcome = ChoiceField(
        "What came of it?",
        hint="Only telling the victim counts. A try that failed is worth recording too.",
        choices=[(one.value, one.label) for one in ContactOutcome],
        coerce=ContactOutcome,
        required="Choose what came of it",
    )
    news = ChoicesField("What were they told of?", hint="Only where they were told.", choices=[])
    note = LongTextField("Note", hint="What they said or asked for. Kept sealed; no suspect's name.", rows=4, most=5000)


class EventForm(BaseForm):
    """News came from outside."""

    kind = SelectField(
        "What news?",
        choices=[(kind.value, NEWS[kind]) for kind in BY_HAND],
        coerce=ClockEvent,
        required="Choose the news",
        empty="Choose the news",
    )
    happened_at = LocalDateTimeField(
        "When did it come?", hint="The time to tell the victim runs from here.", required="Give the day and time"
    )
    note = TextField("Note", hint="No names.", most=300)


REASONS = (
    ("agreed", "I am making a contact we agreed"),
    ("duty", "I must tell them something today"),
    ("safety", "I am worried for their safety"),
    ("asked", "They asked me to contact them"),
)


class TableForm(BaseForm):
    """Asked before a list leaves the product."""

    keeps_text = False

    reason = table_reason()


class NumberForm(BaseForm):
    reason = ChoiceField(
        "Why do you need the number?",
        hint="Your answer is recorded with your name and the time.",
        choices=REASONS,
        required="Choose why you need the number",
    )


class AskReviewForm(BaseForm):
    """A victim asks, through somebody they trust, that a decision be looked at again."""

    sure = TickField(
        "They asked me to request it, and they know what a review is",
        required="Record it only if they asked for it",
    )


class TightenForm(BaseForm):
    """Stricter at once; less strict is for the police, with the person's own word."""

    without = ChoicesField("Which of the safe ways is no longer safe?", choices=[])
    never = LinesField("Never do this", hint="One on each line: “never ring after 18:00”", rows=3, most=2000)
    no_voicemail = TickField("Leave no message")
    reason = LongTextField(
        "Why?", hint="Only support workers read this. Police and witness care see the instruction alone.", rows=2,
        most=2000,
    )  # fmt: skip
