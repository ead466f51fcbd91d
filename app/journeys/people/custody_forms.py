"""Forms about custody beside arrest and bail: breach, street bail, bail for a decision, reviews held."""

from app.web.answers import LinesField
from app.web.date_fields import DateField, LocalDateTimeField
from app.web.fields import LongTextField, NumberField
from app.web.forms import BaseForm


class BreachForm(BaseForm):
    arrested_at = LocalDateTimeField("When was the suspect arrested?", required="Give the day and time of the arrest")
    grounds = LongTextField("What was the breach?", rows=3, most=5000, required="Say what the breach was")
    detention_authorised_at = LocalDateTimeField("When was detention authorised?", hint="Empty while it is not")
    minutes_left = NumberField(
        "Minutes that were left on the detention clock",
        hint="Only where the first detention is not recorded here",
        most=24 * 60,
    )


class StreetBailForm(BaseForm):
    arrested_at = LocalDateTimeField("When was the suspect arrested?", required="Give the day and time of the arrest")
    grounds = LongTextField("Grounds for the arrest", rows=3, most=5000, required="Give the grounds for the arrest")
    released_at = LocalDateTimeField("When was the suspect released?", required="Give the day and time of the release")
    attend_on = DateField("Which day does the notice name?", required="Give the day on which the suspect must attend")
    conditions = LinesField(
        "Conditions", hint="One on each line. Empty for bail without conditions.", rows=4, most=5000
    )


class ForDecisionForm(BaseForm):
    released_at = LocalDateTimeField(
        "Since when is bail for the decision of the CPS?", required="Give the day and time of the release"
    )


class CustodyReviewForm(BaseForm):
    held_at = LocalDateTimeField("When was the review held?", required="Give the day and time of the review")
    outcome = LongTextField("What came of it?", rows=3, most=5000, required="Say what came of the review")
