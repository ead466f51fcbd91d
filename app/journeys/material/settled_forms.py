"""Forms about decisions on unused items, and words that stay in the police report."""

from app.domain.vocabulary import DisclosureDecision, MatchReason
from app.web.answers import labels
from app.web.fields import ChoiceField, ChoicesField, LongTextField, SelectField, TextField
from app.web.forms import BaseForm


class DecisionForm(BaseForm):
    decision = SelectField(
        "What is decided?", choices=labels(DisclosureDecision), coerce=DisclosureDecision, empty="Not decided"
    )


class EntryForm(BaseForm):
    sources = ChoicesField("What shows it?", choices=[])


class MatchForm(BaseForm):
    """Which words, where, and why they stay."""

    field = SelectField("In which text?", choices=[], required="Choose the text")
    match = TextField("Which words?", hint="Exactly as they stand there", required="Give the words", most=500)
    reason_code = ChoiceField(
        "Why are they needed?", choices=labels(MatchReason), coerce=MatchReason, required="Choose why they are needed"
    )
    reason = LongTextField("In your own words", rows=3, most=2000, required="Give the reason")


class AnswerMatchForm(BaseForm):
    answer = ChoiceField("What becomes of them?", choices=[], required="Choose what becomes of them")
