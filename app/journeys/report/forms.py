"""Forms about the report and the recording decision."""

from typing import Any

from app.domain.law import sub_strands
from app.domain.vocabulary import Channel, LocationKind, PerceivedBy, PerceptionBasis, ReportedByRole, Strand
from app.models.incident import Incident
from app.services.reporting import ReportDetails, StrandChoice
from app.web.answers import YesNoField, labels
from app.web.date_fields import LocalDateTimeField
from app.web.fields import ChoiceField, ChoicesField, LongTextField, SelectField, TextField, TickField
from app.web.forms import BaseForm

PRECISION = [
    ("exact", "Exactly then"),
    ("about", "About then"),
    ("between", "Between the two times"),
    ("unknown", "Nobody knows when"),
]


class ReportForm(BaseForm):
    """What a report says."""

    keeps_draft = True

    title = TextField(
        "The case in a few words",
        hint="What was done and where. Never a person's name, never the words that were used.",
        required="Say in a few words what was done and where",
        most=120,
    )
    reported_at = LocalDateTimeField("When was it reported?", required="Give the day and time of the report")
    reported_by_role = ChoiceField(
        "Who reported it?", choices=labels(ReportedByRole), coerce=ReportedByRole, required="Choose who reported it"
    )
    channel = SelectField("How?", choices=labels(Channel), coerce=Channel, required="Choose how", empty="Choose how")
    narrative = LongTextField("What happened?", rows=8, required="Write what happened")
    occurred_from = LocalDateTimeField("When did it happen, or begin?")
    occurred_to = LocalDateTimeField("When did it end?", hint="Only if it went on for a while")
    occurred_precision = ChoiceField("How sure is the time?", choices=PRECISION)
    location_kind = SelectField(
        "What kind of place?",
        choices=labels(LocationKind),
        coerce=LocationKind,
        required="Choose the kind of place",
        empty="Choose the kind of place",
    )
    location_description = TextField(
        "Where?",
        hint="Words that may stand in any paper: “the 27 bus near the market”. No address of a person.",
        required="Say where",
        most=300,
    )
    district = TextField("District or borough", most=100)
    address = TextField("Address", hint="Kept apart, never printed", most=300)
    force_ref = TextField("The force's own reference", most=60)
    is_protest = YesNoField("Was it at a demonstration, march or assembly?")
    is_domestic_abuse = YesNoField("Is it also domestic abuse?")
    community_tension = LongTextField("Any tension in the community?", rows=2, most=2000)

    def details(self) -> ReportDetails:
        """The answers as the verb takes them."""
        return ReportDetails(
            title=self.title.data,
            reported_at=self.reported_at.data,
            reported_by_role=self.reported_by_role.data,
            channel=self.channel.data,
            narrative=self.narrative.data,
            location_kind=self.location_kind.data,
            location_description=self.location_description.data,
            occurred_from=self.occurred_from.data,
            occurred_to=self.occurred_to.data,
            occurred_precision=self.occurred_precision.data or "exact",
            occurred_typed=self.occurred_from.typed_words,
            address=self.address.data or None,
            district=self.district.data or None,
            force_ref=self.force_ref.data or None,
            is_protest=self.is_protest.answer,
            is_domestic_abuse=self.is_domestic_abuse.answer,
            community_tension=self.community_tension.data or None,
        )


def report_words(case: Incident) -> dict[str, Any]:
    """What a report holds, by the form's names."""
    same = [
        "title",
        "reported_at",
        "reported_by_role",
        "channel",
        "narrative",
        "occurred_from",
        "occurred_to",
        "occurred_precision",
        "location_kind",
        "location_description",
        "district",
        "address",
        "force_ref",
        "is_protest",
        "is_domestic_abuse",
        "community_tension",
    ]
    return {name: getattr(case, name) for name in same}


def perception_words(case: Incident) -> dict[str, Any]:
    """What a case holds of the flag, by the form's names."""
    basis = next((row.basis for row in case.perceptions if row.by is PerceivedBy.VICTIM), None)
    return {
        "strands": [row.strand.value for row in case.strands],
        "sub_strands": [row.sub_strand for row in case.strands if row.sub_strand],
        "perceived_by": [row.by.value for row in case.perceptions],
        "victim_basis": basis.value if basis else None,
    }


class PerceptionForm(BaseForm):
    """The flag: strands and who perceived it. Evidence of hostility is not asked here."""

    strands = ChoicesField(
        "Which strands?", hint="What the offender was hostile to, not who the victim is.", choices=labels(Strand)
    )
    sub_strands = ChoicesField(
        "More exactly, where somebody said so",
        choices=[(row.key, f"{row.strand.label}: {row.label}") for row in sub_strands().values()],
    )
    perceived_by = ChoicesField("Who perceived it as hate crime?", choices=labels(PerceivedBy))
    victim_basis = ChoiceField(
        "If the victim did: has the victim said that they have the characteristic?",
        hint="Do not ask for it. Leave it at no unless the victim has said so.",
        choices=[
            (PerceptionBasis.ACTUAL.value, "Yes, the victim said so"),
            (PerceptionBasis.PERCEIVED.value, "No, or nobody has said"),
        ],
    )

    def strand_choices(self) -> list[StrandChoice]:
        """Each strand with its sub-strands; a strand without one stands alone."""
        named = [sub_strands()[key] for key in self.sub_strands.data or ()]
        chosen = {Strand(value) for value in self.strands.data or ()} | {row.strand for row in named}
        found = [StrandChoice(row.strand, row.key) for row in named]
        alone = chosen - {row.strand for row in named}
        return [*(StrandChoice(strand) for strand in Strand if strand in alone), *found]

    def perceived(self, before: dict[PerceivedBy, PerceptionBasis]) -> list[tuple[PerceivedBy, PerceptionBasis]]:
        """Who, each with its basis; only the victim's can be changed here."""
        found = []
        for value in self.perceived_by.data or ():
            by = PerceivedBy(value)
            basis = before.get(by, PerceptionBasis.PERCEIVED)
            if by is PerceivedBy.VICTIM and self.victim_basis.data:
                basis = PerceptionBasis(self.victim_basis.data)
            found.append((by, basis))
        return found


class CrimeForm(BaseForm):
    """A crime to be recorded."""

    crime_number = TextField("Crime number", required="Give the crime number", most=40)
    offence = SelectField("Which offence?", choices=[], required="Choose the offence", empty="Choose the offence")
    victims = ChoicesField("Whose?", hint="One crime for each victim, as a rule.", choices=[], coerce=int)
    has_no_victim = TickField("This crime has no victim in particular")
    reason = LongTextField(
        "Why is it a crime?",
        hint="It is one where, on the balance of probability, what was reported amounts to a crime in law and no "
        "credible evidence to the contrary is immediately available. The victim's belief is usually enough.",
        rows=3,
        required="Say why it is a crime",
    )


class ReasonForm(BaseForm):
    reason = LongTextField("Why?", rows=4, most=5000, required="Give the reason")


class UrnForm(BaseForm):
    urn = TextField("URN", hint="Like 01AB1234526: force, unit, number, year.", most=20)
