"""Forms about allegations and their points to prove."""

from app.domain.vocabulary import IdentificationMethod, Strand, VenueView
from app.web.answers import YesNoField, labels
from app.web.date_fields import DateField
from app.web.fields import AmountField, ChoiceField, ChoicesField, LongTextField, SelectField, TextField, TickField
from app.web.forms import BaseForm


class NewAllegationForm(BaseForm):
    """The two rows a new allegation hangs on; the rest is asked as for any other."""

    keeps_draft = True

    suspect = SelectField("Who is said to have done it?", choices=[], required="Choose the suspect")
    crime = SelectField(
        "Which recorded crime?", hint="Through it the victims", choices=[], coerce=int, required="Choose the crime"
    )


class AllegationForm(BaseForm):
    """One offence: when, in which words, with which hostility."""

    keeps_draft = True

    offence_type_key = SelectField(
        "Which offence?",
        hint="The points to prove are filled in from the offence. An aggravated offence has its own line.",
        choices=[],
        required="Choose the offence",
        empty="Choose the offence",
    )
    offence_from = DateField("Date of the offence", hint="Or the first day, for an offence over some time")
    offence_to = DateField("Last day", hint="Only for an offence over some time")
    wording = LongTextField(
        "Particulars", hint="The words for the charge: who did what to whom, when and where", rows=4, most=5000
    )
    hostility_strands = ChoicesField("Hostility alleged towards", choices=labels(Strand))
    identification_methods = ChoicesField("How is the suspect identified?", choices=labels(IdentificationMethod))
    is_online = YesNoField("Was it done online?")
    echr_note = LongTextField(
        "Freedom of expression", hint="For words, signs and messages: why the charge is necessary and proportionate",
        rows=2, most=5000,
    )  # fmt: skip
    damage_owner = TextField("Damage: who owns what was damaged?")
    damage_cost_gbp = AmountField("Damage: cost of repair in pounds")
    domestic_abuse_first_statement_on = DateField(
        "Domestic abuse: when did the victim first give a statement?",
        hint="For common assault that is domestic abuse, six months also count from this day",
    )
    venue_view = ChoiceField("Where should it be tried?", choices=labels(VenueView), coerce=VenueView)
    alternative_to_id = SelectField("Is it an alternative to another offence?", choices=[], coerce=int, empty="No")


class AddForm(NewAllegationForm, AllegationForm):
    """Everything about a new allegation, the suspect first."""

    keeps_draft = True


class PointForm(BaseForm):
    text = LongTextField(
        "What else must be proved?",
        hint="In plain words. A point that was added stays.",
        rows=2,
        most=1000,
        required="Write the point",
    )


class LinkForm(BaseForm):
    sources = ChoicesField("What supports this point?", choices=[])


class SupportForm(BaseForm):
    """One more thing that shows a point, or speaks against it."""

    source = SelectField("What is it?", choices=[], required="Choose what it is", empty="Choose one")
    way = ChoiceField(
        "Which way does it point?",
        hint="What points the other way stands in the grid and in the case summary: the prosecutor weighs both, and it"
        " matters for disclosure.",
        choices=[("supports", "It supports the point"), ("against", "It points the other way")],
        default="supports",
        required="Say which way it points",
    )
    key_time = TextField("Where in it?", hint="Optional. A time like 12:04:10, or a page and line", most=100)


class ActForm(BaseForm):
    """One act of a course of conduct."""

    on = DateField("On which day?", required="Give the day of the act")
    text = LongTextField("What was done?", rows=3, most=5000, required="Say what was done")
    sources = ChoicesField("What shows it?", choices=[])


class ChangeActForm(ActForm):
    """The same, and whether it is still relied on."""

    is_gone = TickField("It is no longer relied on", hint="The act is taken back")
