"""What makes one invented case differ from the next: who reports, a second suspect, an alternative, a contact card."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

from app.domain.calendar import london_day
from app.domain.offences import catalogue
from app.domain.stages import Status
from app.domain.vocabulary import Channel, OutcomeCode, PartyRole, ReportedByRole, VictimSupport
from app.models.allegation import Allegation
from app.models.people import Person
from app.services import allegations, people, safe_contact
from app.services.demo import care_acts
from app.services.demo import later_acts as acts
from app.services.demo.opening import made_up_name
from app.services.demo.story import Story

PARTNER = "Dell Meadows"
DISTRICTS = {
    "Z1": ("Northmarsh Central", "Fenwick Ward", "Lower Quay"),
    "Z2": ("Easthaven Harbour", "Ropewalk", "Saltings"),
    "Z3": ("Westmoor Town", "Heather Hill", "Millpool"),
    "Z4": ("Southdale East", "Orchard Side", "Vale End"),
}
CHANNELS = (
    Channel.CALL_101, Channel.CALL_101, Channel.CALL_999, Channel.ONLINE_FORM, Channel.STATION,
    Channel.OFFICER_ON_STREET,
)  # fmt: skip
STREETS = ("Quarter Lane", "Saddle Street", "Bell Yard", "Pear Tree Road", "Mill Road", "Orchard Walk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The particulars of one case, drawn beforehand."""

    flagged: bool = True
    by_partner: bool = False
    by_caseworker: bool = False
    with_card: bool = False
    with_support: bool = False
    with_second_suspect: bool = False
    with_alternative: bool = False
    channel_number: int = 0
    age_of_victim: int = 34
    age_of_suspect: int = 31


@dataclass
class DemoStory(Story):
    """A story with its particulars."""

    turn: Turn = field(default_factory=Turn)
    second: Person | None = None
    others: list[Allegation] = field(default_factory=list)

    def report(self, *, by_officer: bool = True) -> Self:
        """By telephone to an officer, or through a community organisation or a support service."""
        turn = self.turn
        if turn.by_partner or turn.by_caseworker:
            name = PARTNER if turn.by_partner else self.crew.caseworker
            return self.receive(self.who(name), ReportedByRole.ORGANISATION, Channel.THIRD_PARTY)
        actor = self.officer if by_officer else self.supervisor
        return self.receive(actor, ReportedByRole.VICTIM, CHANNELS[turn.channel_number % len(CHANNELS)])

    def allocate(self) -> Self:
        super().allocate()
        if self.turn.with_card:
            self._contact_card()
        return self

    def _contact_card(self) -> None:
        """How to reach the victim, and how never to."""
        number = self.number
        safe_contact.put_contact(
            self.victim,
            people.ContactCard(
                address=f"{number % 90 + 1} {STREETS[number % len(STREETS)]}",
                postcode=f"{self.crew.team[:2]} {number % 9 + 1}ZZ",
                phones=(f"01632 96{number % 10000:04d}",),
                emails=(f"person{number}@home.example",),
                safe_channels=("phone", "email"),
                unsafe_channels=("letter",) if number % 3 == 0 else (),
                voicemail_allowed=number % 2 == 0,
                note="Ring after six in the evening." if number % 4 == 0 else None,
            ),
            actor=self.officer,
            at=self.later(minutes=10),
        )

    def name_suspect(self) -> Self:
        super().name_suspect()
        if self.turn.with_second_suspect:
            given, family = made_up_name(self.number + 23)
            self.second = people.add_person(
                self.incident,
                people.PersonDetails(
                    given_names=given,
                    surname=family,
                    roles=(PartyRole.SUSPECT,),
                    date_of_birth=london_day(self.now).replace(year=self.born[1] - 2, day=1),
                    interpreter_needed=False,
                ),
                actor=self.officer,
                at=self.later(hours=1),
            )
        return self

    def allege(self) -> Self:
        """The same offence against a second suspect; the base offence as alternative to an aggravated one."""
        super().allege()
        first = self.allegation
        if self.second is not None:
            self._also(self.second, first.offence_type_key, None)
        base = next(iter(catalogue()[first.offence_type_key].bases), None)
        if self.turn.with_alternative and base:
            self._also(self.suspect, base, first)
        return self

    def _also(self, person: Person, offence: str, alternative_to: Allegation | None) -> None:
        suspect = people.suspect_of(person)
        assert suspect is not None  # noqa: S101 - a person added as suspect has a suspect's row
        first = self.allegation
        made = allegations.add_allegation(
            self.incident,
            suspect,
            self.crime,
            allegations.AllegationDetails(
                offence_type_key=offence,
                offence_from=first.offence_from,
                offence_to=first.offence_to,
                wording=first.wording if alternative_to is None else catalogue()[offence].title,
                hostility_strands=first.hostility_strands,
                identification_methods=("recognised",),
                echr_note=first.echr_note,
                damage_owner=first.damage_owner,
                damage_cost_gbp=first.damage_cost_gbp,
                alternative_to_id=alternative_to.id if alternative_to else None,
            ),
            actor=self.officer,
            at=self.later(minutes=20),
        )
        self.others.append(made)

    def gather(self) -> Self:
        super().gather()
        for allegation in self.others:
            self.support_with_material(allegation)
        return self

    def finish(self) -> None:
        """A victim who wants it is referred to a support service and told where the case is."""
        if self.turn.with_support and hasattr(self, "victim") and self.incident.oic_id and self._is_open:
            care_acts.support(self)

    @property
    def _is_open(self) -> bool:
        return self.incident.report_status is Status.UNDER_ASSESSMENT


def end_police_case(outcome: OutcomeCode) -> Callable[[Story], object]:
    """The path to this ending by the police: with or without a suspect, a victim who goes on or does not."""

    def path(story: Story) -> object:
        story.report().assess().record().allocate()
        if outcome is not OutcomeCode.NO_SUSPECT:
            story.name_suspect().interview().allege().gather()
        if outcome is not OutcomeCode.EVIDENTIAL_VICTIM_SUPPORTS:
            story.victim_says(
                VictimSupport.DOES_NOT_SUPPORT
                if outcome is OutcomeCode.EVIDENTIAL_VICTIM_WITHDRAWS
                else VictimSupport.SUPPORTS
            )
        return acts.end_by_police(story, outcome)

    return path
