"""How a story begins: report, assessment, recording decision, an officer for the case."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Self

from app.domain.actor import Actor
from app.domain.calendar import london_day
from app.domain.roles import Role
from app.domain.vocabulary import Channel, PartyRole, PerceivedBy, PerceptionBasis, ReportedByRole
from app.models.allegation import Allegation, Crime
from app.models.incident import Incident
from app.models.people import Person
from app.models.referral import Referral
from app.services import investigation as cases
from app.services import non_crime, people, recording, reporting
from app.services.demo.cast import Cast, Crew
from app.services.demo.hours import waking
from app.services.demo.plots import Plot

GIVEN = (
    "Robin", "Sasha", "Toni", "Udo", "Vic", "Wyn", "Ari", "Billie", "Chris", "Dee", "Eden", "Frankie", "Gerry",
    "Harper", "Ines", "Jo", "Kim", "Lou", "Merle", "Nico",
)  # fmt: skip
FAMILY = (
    "Placeham", "Inventsson", "Modelby", "Fictonia", "Sampleford", "Mockwell", "Draftley", "Testington", "Exampleton",
    "Pretendsky", "Notional", "Figmenta", "Standinson", "Dummerly", "Trialow", "Proxley", "Imaginati",
)  # fmt: skip


def made_up_name(number: int) -> tuple[str, str]:
    """A plainly invented name; the same number gives the same one, and 340 numbers in a row give different ones."""
    return GIVEN[number % len(GIVEN)], FAMILY[number % len(FAMILY)]


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody by name and day of birth."""

    given: str
    family: str
    born_on: date


@dataclass
class Opening:
    """Where one case has come to, and how it begins. `now` moves on with each act and never passes `until`."""

    cast: Cast
    crew: Crew
    plot: Plot
    now: datetime
    number: int
    until: datetime
    flagged: bool = True
    district: str = "Northmarsh Central"
    born: tuple[int, int] = (1990, 1985)  # years in which victim and suspect were born
    victim_is: Named | None = None  # somebody who is the victim of another story too
    incident: Incident = field(init=False)
    victim: Person = field(init=False)
    suspect: Person = field(init=False)
    crime: Crime = field(init=False)
    allegation: Allegation = field(init=False)
    referral: Referral = field(init=False)

    def later(self, **much: float) -> datetime:
        """Some time passes, and the night where it falls in one; but never beyond the day the story is told."""
        self.now = min(waking(self.now + timedelta(**much)), self.until)
        return self.now

    def who(self, name: str) -> Actor:
        return self.cast.actor(name)

    @property
    def officer(self) -> Actor:
        return self.who(self.crew.officer)

    @property
    def supervisor(self) -> Actor:
        return self.who(self.crew.supervisor)

    # Report ---------------------------------------------------------------------------------------------------------

    def report(self, *, by_officer: bool = True) -> Self:
        """Somebody rings; an officer writes it down, or it waits for the team's supervisors."""
        actor = self.officer if by_officer else self.supervisor
        return self.receive(actor, ReportedByRole.VICTIM, Channel.CALL_101)

    def receive(self, actor: Actor, role: ReportedByRole, channel: Channel) -> Self:
        """The report as somebody took it in."""
        details = reporting.ReportDetails(
            title=self.plot.title,
            reported_at=self.now,
            reported_by_role=role,
            channel=channel,
            narrative=self.plot.narrative,
            location_kind=self.plot.place_kind,
            location_description=self.plot.place,
            district=self.district,
            occurred_from=self.now - timedelta(hours=2),
            force_ref=f"{self.crew.team[:2]}/{self.now.year}/{self.number:06d}",
            is_protest=False,
            is_domestic_abuse=False,
        )
        self.incident = reporting.receive_report(
            details,
            unit_id=self.cast.unit(self.crew.team).id,
            actor=actor,
            at=self.later(minutes=5),
            organisation_id=actor.organisation_id if actor.role is Role.PARTNER else None,
        )
        return self

    def assess(self) -> Self:
        actor = self.officer if self.incident.oic_id else self.supervisor
        reporting.begin_assessment(self.incident, actor=actor, at=self.later(minutes=20))
        if self.flagged:
            reporting.record_perception(
                self.incident,
                strands=[reporting.StrandChoice(self.plot.strand, self.plot.sub_strand)],
                perceived=[(PerceivedBy.VICTIM, PerceptionBasis.PERCEIVED)],
                actor=actor,
                at=self.later(minutes=5),
            )
        return self

    def not_a_crime(self) -> Self:
        actor = self.officer
        recording.propose_non_crime(
            self.incident,
            "Nothing said or done amounts to an offence known to law.",
            actor=actor,
            at=self.later(hours=3),
        )
        non_crime.confirm_non_crime(self.incident, names_out=(), actor=self.supervisor, at=self.later(hours=2))
        return self

    @property
    def victim_named(self) -> Named:
        """Who the victim of this story is, as it stands now: the day of birth follows from the day of the story."""
        return Named(*made_up_name(self.number), london_day(self.now).replace(year=self.born[0], day=1))

    def record(self) -> Self:
        """The victim is named, the crime recorded."""
        named = self.victim_is or self.victim_named
        actor = self.officer if self.incident.oic_id else self.supervisor
        self.victim = people.add_person(
            self.incident,
            people.PersonDetails(
                given_names=named.given,
                surname=named.family,
                roles=(PartyRole.VICTIM, PartyRole.WITNESS),
                date_of_birth=named.born_on,
                interpreter_needed=False,
                is_key_witness=True,
                is_vulnerable_or_intimidated=False,
            ),
            actor=actor,
            at=self.later(minutes=15),
        )
        self.crime = recording.record_crime(
            self.incident,
            recording.CrimeDetails(
                crime_number=f"{self.crew.team[:2]}/{self.number:05d}/{self.now.year % 100}",
                offence_type_key=self.plot.offence,
                reason="The account describes an offence and nothing credible speaks against it.",
                victims=[self.victim],
            ),
            actor=actor,
            at=self.later(minutes=30),
        )
        return self

    def allocate(self) -> Self:
        cases.allocate(self.incident, self.cast.user(self.crew.officer), actor=self.supervisor, at=self.later(hours=2))
        return self
