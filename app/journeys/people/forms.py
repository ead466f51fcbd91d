"""Forms about people, victims and suspects."""

from typing import Any

import wtforms
from wtforms.validators import ValidationError

from app.domain.vocabulary import (
    BadCharacterGateway,
    Characteristic,
    ContactChannel,
    InterviewStatus,
    PartyRole,
    PncResult,
    ReadAloud,
    RiskLevel,
    Sex,
    SpecialMeasure,
    StatementResponse,
    Tier,
    TierBasis,
    VictimSupport,
)
from app.web.answers import LinesField, YesNoField, labels
from app.web.clock import today
from app.web.date_fields import DateField, LocalDateTimeField
from app.web.fields import ChoiceField, ChoicesField, LongTextField, NumberField, SelectField, TextField, TickField
from app.web.forms import BaseForm


class PersonForm(BaseForm):
    """Who somebody is in this case. Contact details have a page of their own."""

    given_names = TextField("Given names", hint="Leave empty where nobody knows")
    surname = TextField("Family name", hint="Or the words the case uses: “the man in the red coat”",
                        required="Give the family name, or the words the case uses")  # fmt: skip
    roles = ChoicesField(
        "Part in the case", choices=labels(PartyRole), coerce=PartyRole, required="Choose at least one part in the case"
    )
    organisation = TextField("Organisation", hint="Where this person speaks or works for one")
    date_of_birth = DateField("Date of birth")
    sex = ChoiceField("Sex", choices=labels(Sex), coerce=Sex)
    occupation = TextField("Occupation")
    language = TextField("Language", hint="The language this person speaks best")
    interpreter_needed = YesNoField("Is an interpreter needed?")
    is_key_witness = YesNoField("Key witness?", hint="The police report then holds a paragraph about what they say")
    is_vulnerable_or_intimidated = YesNoField("Vulnerable or intimidated witness?")
    statement_outstanding_due_on = DateField("Statement still to come: by when?", hint="Empty when nothing is awaited")
    same_person_note = LongTextField("The same person under another name?", rows=2, most=2000)

    def validate_date_of_birth(self, field: wtforms.Field) -> None:
        if field.data and field.data > today():
            raise ValidationError("A date of birth lies in the past")


class ContactForm(BaseForm):
    """How to reach a person, and how never to."""

    safe_channels = ChoicesField(
        "Safe ways to reach this person", choices=labels(ContactChannel), hint="Only those the person has agreed to"
    )
    unsafe_channels = LinesField(
        "Never do this", hint="One on each line: “never ring after 18:00”, “never write to the flat”", rows=3, most=2000
    )
    voicemail_allowed = YesNoField("May a message be left?")
    phones = LinesField("Telephone numbers", hint="One on each line", rows=2, most=1000)
    emails = LinesField("E-mail addresses", hint="One on each line", rows=2, most=1000)
    address = LongTextField("Address", rows=3, most=500)
    postcode = TextField("Postcode", most=12)
    note = LongTextField("Anything else about reaching this person safely", rows=2, most=2000)
    word_given_on = DateField(
        "If this is less strict than before: when did the person agree?",
        hint="Making it stricter needs no date. Less strict needs the person's own word.",
    )

    def validate_emails(self, field: Any) -> None:
        if any("@" not in line or " " in line for line in field.answer):
            raise ValidationError("Enter each e-mail address on its own line, like name@post.example")


class WhyForm(BaseForm):
    """Asked before contact details are shown to somebody outside the police team."""

    keeps_text = False

    reason = LongTextField(
        "Why do you need the contact details?",
        hint="The reason is recorded. The police team can read it.",
        rows=2,
        most=1000,
        required="Give the reason",
    )


class VictimForm(BaseForm):
    """What is asked about every victim."""

    keeps_draft = True

    victim_support = ChoiceField(
        "Does the victim support a prosecution?", choices=labels(VictimSupport), coerce=VictimSupport
    )
    support_reason = LongTextField("In the victim's own words, why?", rows=3, most=5000)
    no_statement_reason = LongTextField("If there is no statement, why not?", rows=2, most=5000)
    evidence_led_assessment = LongTextField(
        "Could the case go on without the victim?",
        hint="Only where the victim does not support it: what else proves it",
        rows=3,
        most=5000,
    )
    tier = ChoiceField(
        "Rights under the Victims' Code", choices=labels(Tier), coerce=Tier, required="Choose the rights"
    )
    tier_basis = ChoicesField("Why enhanced rights?", choices=labels(TierBasis))
    vps_offered_at = LocalDateTimeField("When was a personal statement offered?")
    vps_response = ChoiceField(
        "What did the victim say to the offer?",
        choices=labels(StatementResponse),
        coerce=StatementResponse,
        required="Choose the answer",
    )
    vps_read_aloud = ChoiceField("Is it to be read aloud in court?", choices=labels(ReadAloud), coerce=ReadAloud)
    vps_summary = LongTextField("The personal statement in short", rows=3, most=5000)
    vps_statement_id = SelectField("Which is the personal statement?", choices=[], coerce=int, empty="None yet")
    withdrawal_statement_id = SelectField(
        "Which statement says that the victim no longer supports it?", choices=[], coerce=int, empty="None"
    )
    risk_level = ChoiceField("Risk to the victim", choices=labels(RiskLevel), coerce=RiskLevel)
    injuries_description = LongTextField("Injuries", rows=3, most=5000)
    injured = ChoicesField("What shows the injuries?", choices=[])


class UpdatesForm(BaseForm):
    """How often and by which way the victim wants news."""

    every_days = NumberField("News every how many days?", least=1, most=365)
    channel = ChoiceField("How?", hint="Look at the safe ways first", choices=labels(ContactChannel))
    opted_out_at = LocalDateTimeField("If the victim wants no news: since when?")


class CharacteristicsForm(BaseForm):
    """What a person chose to say of themselves."""


for _one in Characteristic:
    setattr(CharacteristicsForm, _one.value, TextField(_one.label, most=200))


class NeedsForm(BaseForm):
    """The needs assessment."""

    needs = LinesField("What does the victim need?", hint="One need on each line. Kept sealed, never printed.", rows=4)
    special_measures = ChoicesField("Special measures asked for at court", choices=labels(SpecialMeasure))


class ArrestForm(BaseForm):
    arrested_at = LocalDateTimeField("Arrested when?", required="Give the day and time of the arrest")
    grounds = LongTextField("On what grounds?", rows=3, most=5000, required="Give the grounds of the arrest")
    relevant_time = LocalDateTimeField(
        "Relevant time", hint="As a rule the arrival at the station. The 24 hours count from here.",
        required="Give the relevant time",
    )  # fmt: skip
    detention_authorised_at = LocalDateTimeField("Detention authorised when?")


class BailForm(BaseForm):
    released_at = LocalDateTimeField("Released when?", required="Give the day and time of the release")
    ends_on = DateField("Bail ends on", required="Give the last day of the bail")
    conditions = LinesField(
        "Conditions", hint="One on each line. Empty for bail without conditions.", rows=4, most=5000
    )
    authorised_by = TextField(
        "Rank of the officer who authorised it", required="Give the rank of the officer who authorised it", most=100
    )
    by_other_agency = TickField("A case of HMRC, the National Crime Agency, the Serious Fraud Office or the FCA")


class ReleaseForm(BaseForm):
    released_at = LocalDateTimeField("Released when?", required="Give the day and time of the release")


class FreeForm(BaseForm):
    released_at = LocalDateTimeField("When?", required="Give the day and time")
    reason = LongTextField("Why is nothing more needed of this suspect?", rows=3, most=5000, required="Give the reason")


class InterviewForm(BaseForm):
    """The interview, or why there was none."""

    keeps_draft = True

    interview_status = ChoiceField(
        "Was the suspect interviewed?",
        choices=labels(InterviewStatus),
        coerce=InterviewStatus,
        required="Choose whether there was an interview",
    )
    interview_reason = LongTextField("If there was none, why?", rows=2, most=5000)
    interview_held_at = LocalDateTimeField("When was it held?")
    interview_under_caution = YesNoField("Under caution?")
    interview_is_no_comment = YesNoField("Was it “no comment” throughout?")
    interview_summary_document_id = SelectField(
        "Which document is the summary or record?", choices=[], coerce=int, empty="None yet"
    )
    interview_summary = LongTextField("What was said", hint="In words fit to print in the police report", rows=6)
    defence_account = LongTextField("What the suspect says happened", rows=4)


class BackgroundForm(BaseForm):
    pnc_result = ChoiceField("Police National Computer", choices=labels(PncResult), coerce=PncResult)
    pnc_id = TextField("PNC number", most=30)
    antecedents_summary = LongTextField("Previous convictions in short", rows=3, most=5000)
    bad_character_intended = YesNoField("Is an application about bad character intended?")
    mg16_gateways = ChoicesField("Through which gateways?", choices=labels(BadCharacterGateway))
    age_verified_by = TextField("How was the age checked?", hint="For anybody who may be under 18", most=200)
    appropriate_adult_id = SelectField(
        "Appropriate adult", hint="Somebody added under People as appropriate adult", choices=[], coerce=int,
        empty="None",
    )  # fmt: skip
    youth_justice_contact = TextField("Youth justice team", most=200)
    vulnerability = LongTextField("Vulnerability of the suspect", rows=2, most=5000)
