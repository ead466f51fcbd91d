"""Forms about what stands beside the account: conduct online, references, a recorded crime."""

from collections.abc import Iterable, Sequence
from typing import Any

from app.domain.vocabulary import AttributionMethod, Strand
from app.services.report_facts import OnlineDetails
from app.web.answers import details_of, labels
from app.web.bars import BarsField, split
from app.web.date_fields import LocalDateTimeField
from app.web.fields import ChoicesField, LongTextField, SelectField, TextField, TickField
from app.web.forms import BaseForm


class OnlineForm(BaseForm):
    """Where it was posted, how it was kept, how the account is traced."""

    platform = TextField("Where online?", hint="The name of the platform, game, forum or app", most=200)
    url = TextField("Address of the post", most=2000)
    account_handle = TextField("Name of the account", hint="Like @name", most=200)
    display_name = TextField("Name shown beside it", most=200)
    posted_at = LocalDateTimeField("When was it posted?")
    captured_at = LocalDateTimeField("When was it captured?", hint="Posts disappear. A capture has a time.")
    captured = ChoicesField("What captures it?", choices=[])
    attribution_methods = ChoicesField("How is the account traced to somebody?", choices=labels(AttributionMethod))
    attributed = ChoicesField("What shows that?", choices=[])
    is_gone = TickField("It was not online after all", hint="What is recorded here is taken back")

    def validate(self, extra_validators: Any = None) -> bool:
        fine = super().validate(extra_validators)
        if not self.is_gone.data and not (self.platform.data or "").strip():
            self.say("Say where online, or that it was not online after all", "platform")
            fine = False
        return fine

    def details(self) -> OnlineDetails | None:
        """The answers as the verb takes them; None takes the record back."""
        return None if self.is_gone.data else details_of(self, OnlineDetails)


class LinkedField(BarsField):
    """A reference, and how that investigation stands where somebody has asked."""

    def is_whole(self, typed: Sequence[str]) -> bool:
        return len(typed) in (1, 2) and all(typed)

    @property
    def answer(self) -> tuple[tuple[str, str | None], ...]:
        lines: Iterable[str] = (self.data or "").splitlines()
        typed = [split(line, self.parts) for line in lines if line.strip()]
        return tuple((one[0], one[1] if len(one) == 2 else None) for one in typed)


class ReferencesForm(BaseForm):
    """Whose reference it is elsewhere, and which investigations are linked."""

    others = BarsField(
        "References of other organisations", hint="One on each line: organisation | reference", rows=3, most=5000,
        example="Northmarsh Buses | NB-1234",
    )  # fmt: skip
    linked = LinkedField(
        "Linked suspects and investigations",
        hint="One on each line: reference | how it stands. Leave the second part out while nobody has asked.",
        rows=3, most=5000, example="TS/2026/1234 | closed, nobody found",
    )  # fmt: skip


class CrimeRecordForm(BaseForm):
    """What a crime record says, to be corrected."""

    crime_number = TextField("Crime number", required="Give the crime number", most=40)
    offence = SelectField("Which offence?", choices=[], required="Choose the offence", empty="Choose the offence")
    victims = ChoicesField("Whose?", hint="One crime for each victim, as a rule.", choices=[], coerce=int)
    has_no_victim = TickField("This crime has no victim in particular")
    own_strands = TickField("Its strands differ from those of the case")
    strands = ChoicesField("If so: which?", choices=labels(Strand))
    reason = LongTextField("Why is it corrected?", rows=2, most=2000, required="Say why it is corrected")
