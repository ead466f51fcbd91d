"""An event, a condition imposed on it, footage held of it, a case that belongs to it."""

from app.domain.public_order import ConditionPower, EventRelation, EventType
from app.web.answers import labels
from app.web.date_fields import DateField, LocalDateTimeField
from app.web.fields import ChoiceField, LongTextField, NumberField, SelectField, TextField
from app.web.forms import BaseForm

MOST_PEOPLE = 10_000_000


class EventForm(BaseForm):
    type = SelectField(
        "What kind of event?", choices=labels(EventType), coerce=EventType, required="Choose the kind", empty="Choose"
    )
    name = TextField("Name", hint="As it is known. No name of anybody who took part.", required="Give it a name")
    place = TextField("Where?", required="Say where", most=300)
    begins_on = DateField("On which day, or from when?", required="Give the day")
    ends_on = DateField("Last day", hint="Only if it went on for several days.")
    operation_name = TextField("Name of the operation")
    expected_number = NumberField("How many people were expected?", most=MOST_PEOPLE)
    actual_number = NumberField("How many came?", most=MOST_PEOPLE)
    arrest_count = NumberField(
        "How many arrests did the force count?", hint="All of them, those without a case here too.", most=MOST_PEOPLE
    )


class ConditionForm(BaseForm):
    power = ChoiceField(
        "Under which power?",
        hint="Public Order Act 1986.",
        choices=labels(ConditionPower),
        coerce=ConditionPower,
        required="Choose the power",
    )
    text = LongTextField("The condition as it was given", rows=4, most=5_000, required="Write the condition")
    imposed_by = TextField("Who imposed it?", hint="Rank and name.", required="Say who imposed it")
    imposed_at = LocalDateTimeField("When?", required="Give the day and time")


class FootageForm(BaseForm):
    what = TextField(
        "What footage?", hint="Body-worn, hand-held, CCTV, helicopter, from the internet.", required="Say what it is"
    )
    held_at = TextField("Where is it held?", required="Say where it is held")
    begins_at = LocalDateTimeField("It shows from")
    ends_at = LocalDateTimeField("It shows until")
    reference = TextField("Its reference")


class LinkForm(BaseForm):
    event = SelectField("Which event?", choices=[], coerce=int, required="Choose the event", empty="Choose the event")
    relation = ChoiceField(
        "How does it belong to it?", choices=labels(EventRelation), coerce=EventRelation, required="Choose one"
    )
