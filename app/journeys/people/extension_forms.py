"""Forms about longer detention and longer bail."""

from app.domain.extensions import BAIL_RANK
from app.domain.vocabulary import BailExtensionClock
from app.web.answers import labels
from app.web.date_fields import DateField, LocalDateTimeField
from app.web.fields import ChoiceField, LongTextField, TextField, TickField
from app.web.forms import BaseForm


class DetentionForm(BaseForm):
    reviewed_at = LocalDateTimeField("When was the second review?", required="Give the day and time of the review")
    ends_at = LocalDateTimeField("Until when?", required="Give the day and time at which it ends")
    grounds = LongTextField("On what grounds?", rows=4, most=5000, required="Give the grounds")


class WarrantForm(BaseForm):
    court = TextField("Which court?", required="Give the name of the court", most=200)
    issued_at = LocalDateTimeField("When was the warrant issued?", required="Give the day and time of the warrant")
    ends_at = LocalDateTimeField("Until when?", required="Give the day and time at which it ends")
    grounds = LongTextField("Grounds, as the court gave them", rows=3, most=5000)


class LongerBailForm(BaseForm):
    clock = ChoiceField(
        "Who extends it, and to how long after the arrest?",
        choices=labels(BAIL_RANK),
        coerce=BailExtensionClock,
        required="Choose the extension",
    )
    ends_on = DateField("Last day of bail", required="Give the last day of bail")
    grounds = LongTextField("Why is more time needed?", rows=4, most=5000, required="Say why more time is needed")
    conditions_met = TickField("Conditions A to D for an extension are met")
    representations_invited = TickField("The suspect, or the solicitor, was invited to say something about it")
    representations = LongTextField("What was said", hint="Empty where nothing was", rows=3, most=5000)
    designated = TickField(
        "Exceptionally complex cases only: the Director of Public Prosecutions has designated the case"
    )


class CourtBailForm(BaseForm):
    court = TextField("Which court?", required="Give the name of the court", most=200)
    applied_on = DateField("Applied for on", required="Give the day of the application")
    granted_on = DateField("Ordered on", required="Give the day of the order")
    ends_on = DateField("Last day of bail", required="Give the last day of bail")
    with_delay = TickField("First extension only: the court found that the conditions for more time by delay are met")
    grounds = LongTextField("Reasons, as the court gave them", rows=3, most=5000)
