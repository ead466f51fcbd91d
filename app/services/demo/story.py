"""A story: one invented case told through the verbs, act by act, each act some hours after the one before."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import select

from app.database.session import db
from app.domain.actor import Actor
from app.domain.calendar import london_day
from app.domain.offences import OffenceGroup, catalogue
from app.domain.vocabulary import (
    Availability,
    Channel,
    EvidenceKind,
    EvidenceUsage,
    HostilityLimb,
    InterviewStatus,
    PartyRole,
    PerceivedBy,
    PerceptionBasis,
    PncResult,
    ReportedByRole,
    StatementKind,
    Tier,
    TimeRelation,
    VictimSupport,
)
from app.models.allegation import Allegation, Crime
from app.models.incident import Incident
from app.models.people import Person
from app.models.referral import Referral
from app.services import allegations, material, people, report_text, reporting, suspects
from app.services import investigation as cases
from app.services.demo.cast import Cast, Crew
from app.services.demo.plots import Plot

GIVEN = ("Robin", "Sasha", "Toni", "Udo", "Vic", "Wyn", "Ari", "Billie", "Chris", "Dee", "Eden", "Frankie")
FAMILY = ("Placeham", "Inventsson", "Modelby", "Fictonia", "Sampleford", "Mockwell", "Draftley", "Testington")


def made_up_name(number: int) -> tuple[str, str]:
    """A plainly invented name; the same number gives the same one."""
    return GIVEN[number % len(GIVEN)], FAMILY[(number // len(GIVEN) + number) % len(FAMILY)]


@dataclass
class Story:
    """Where one case has come to. `now` moves on with each act and never passes `until`."""

    cast: Cast
    crew: Crew
    plot: Plot
    now: datetime
    number: int
    until: datetime
    flagged: bool = True
    incident: Incident = field(init=False)
    victim: Person = field(init=False)
    suspect: Person = field(init=False)
    crime: Crime = field(init=False)
    allegation: Allegation = field(init=False)
    referral: Referral = field(init=False)

    def later(self, **much: float) -> datetime:
        """Some time passes, but never beyond the day the story is told."""
        self.now = min(self.now + timedelta(**much), self.until)
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

    def report(self, *, by_officer: bool = True) -> "Story":
        """Somebody rings; an officer writes it down, or it waits for the team's supervisors."""
        happened = self.now - timedelta(hours=2)
        details = reporting.ReportDetails(
            title=self.plot.title,
            reported_at=self.now,
            reported_by_role=ReportedByRole.VICTIM,
            channel=Channel.CALL_101,
            narrative=self.plot.narrative,
            location_kind=self.plot.place_kind,
            location_description=self.plot.place,
            district="Northmarsh" if self.crew.team.startswith("Z1") else "Easthaven",
            occurred_from=happened,
            force_ref=f"{self.crew.team[:2]}/{self.now.year}/{self.number:06d}",
            is_protest=False,
            is_domestic_abuse=False,
        )
        actor = self.officer if by_officer else self.who(self.crew.supervisor)
        self.incident = reporting.receive_report(
            details, unit_id=self.cast.unit(self.crew.team).id, actor=actor, at=self.later(minutes=5)
        )
        return self

    def assess(self) -> "Story":
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

    def not_a_crime(self) -> "Story":
        actor = self.officer
        reporting.propose_non_crime(
            self.incident,
            "Nothing said or done amounts to an offence known to law.",
            actor=actor,
            at=self.later(hours=3),
        )
        reporting.confirm_non_crime(self.incident, actor=self.supervisor, at=self.later(hours=2))
        return self

    def record(self) -> "Story":
        """The victim is named, the crime recorded."""
        given, family = made_up_name(self.number)
        actor = self.officer if self.incident.oic_id else self.supervisor
        self.victim = people.add_person(
            self.incident,
            people.PersonDetails(
                given_names=given,
                surname=family,
                roles=(PartyRole.VICTIM, PartyRole.WITNESS),
                date_of_birth=london_day(self.now).replace(year=1990, day=1),
                interpreter_needed=False,
                is_key_witness=True,
                is_vulnerable_or_intimidated=False,
            ),
            actor=actor,
            at=self.later(minutes=15),
        )
        self.crime = reporting.record_crime(
            self.incident,
            reporting.CrimeDetails(
                crime_number=f"{self.crew.team[:2]}/{self.number:05d}/{self.now.year % 100}",
                offence_type_key=self.plot.offence,
                reason="The account describes an offence and nothing credible speaks against it.",
                victims=[self.victim],
            ),
            actor=actor,
            at=self.later(minutes=30),
        )
        return self

    def allocate(self) -> "Story":
        cases.allocate(self.incident, self.cast.user(self.crew.officer), actor=self.supervisor, at=self.later(hours=2))
        return self

    # Investigation --------------------------------------------------------------------------------------------------

    def name_suspect(self) -> "Story":
        given, family = made_up_name(self.number + 7)
        self.suspect = people.add_person(
            self.incident,
            people.PersonDetails(
                given_names=given,
                surname=family,
                roles=(PartyRole.SUSPECT,),
                date_of_birth=london_day(self.now).replace(year=1985, day=1),
                interpreter_needed=False,
            ),
            actor=self.officer,
            at=self.later(hours=4),
        )
        return self

    def arrest(self) -> "Story":
        suspect = people.suspect_of(self.suspect)
        assert suspect is not None  # noqa: S101 - a person added as suspect has a suspect's row
        at = self.later(hours=3)
        suspects.arrest(
            suspect,
            arrested_at=at - timedelta(minutes=60),
            grounds="Named by the victim and seen nearby.",
            relevant_time=at - timedelta(minutes=30),
            detention_authorised_at=at - timedelta(minutes=20),
            actor=self.officer,
            at=at,
        )
        return self

    def bail(self) -> "Story":
        suspect = people.suspect_of(self.suspect)
        assert suspect is not None  # noqa: S101
        suspects.bail(
            suspect,
            released_at=self.later(hours=8),
            conditions=("Not to contact the victim",),
            ends_on=suspects.initial_bail_ends(suspect),
            authorised_by="Inspector",
            actor=self.officer,
            at=self.now,
        )
        return self

    def release(self) -> "Story":
        suspect = people.suspect_of(self.suspect)
        assert suspect is not None  # noqa: S101
        suspects.release_under_investigation(suspect, released_at=self.later(hours=8), actor=self.officer, at=self.now)
        return self

    def interview(self) -> "Story":
        suspect = people.suspect_of(self.suspect)
        assert suspect is not None  # noqa: S101
        held = self.later(hours=4)
        suspects.record_interview(
            suspect,
            suspects.InterviewRecord(
                interview_status=InterviewStatus.INTERVIEWED,
                interview_held_at=held,
                interview_under_caution=True,
                interview_is_no_comment=False,
                interview_summary="Accepts being there and denies the words.",
                defence_account="Says that somebody else shouted.",
            ),
            actor=self.officer,
            at=held,
        )
        suspects.put_background(
            suspect, suspects.Background(pnc_result=PncResult.NO_TRACE), actor=self.officer, at=self.later(minutes=10)
        )
        return self

    def allege(self) -> "Story":
        suspect = people.suspect_of(self.suspect)
        assert suspect is not None  # noqa: S101
        offence = catalogue()[self.plot.offence]
        damage = OffenceGroup.DAMAGE in offence.groups
        day = london_day(self.incident.occurred_from or self.incident.reported_at)
        aggravated = OffenceGroup.CDA_AGGRAVATED in offence.groups
        self.allegation = allegations.add_allegation(
            self.incident,
            suspect,
            self.crime,
            allegations.AllegationDetails(
                offence_type_key=self.plot.offence,
                offence_from=day,
                offence_to=day,
                wording=f"{self.plot.wording} on {day.day} {day:%B %Y}",
                hostility_strands=(self.plot.strand.value,) if aggravated or self.flagged else None,
                identification_methods=("recognised",),
                echr_note="Necessary and proportionate: aimed at one person, not at debate.",
                damage_owner="The community trust" if damage else None,
                damage_cost_gbp=Decimal("640.00") if damage else None,
            ),
            actor=self.officer,
            at=self.later(hours=1),
        )
        return self

    def gather(self) -> "Story":
        """Statement, recording, words of hostility, what the victim says about going on."""
        officer = self.officer
        statement = material.add_statement(
            self.incident,
            self.victim,
            material.StatementDetails(
                kind=StatementKind.WITNESS,
                made_on=london_day(self.now),
                signed=True,
                declaration=True,
                text=f"{self.plot.narrative} I was frightened and asked for help.",
            ),
            actor=officer,
            at=self.later(hours=5),
        )
        item = material.add_evidence(
            self.incident,
            material.EvidenceDetails(
                kind=EvidenceKind.CCTV,
                description=f"Camera covering {self.plot.place}",
                is_core_evidence=True,
                usage=EvidenceUsage.USED,
                availability=Availability.HELD,
                exhibit_ref=f"AS/{self.number}",
                file_link=f"https://evidence.example/{self.number}",
                key_times=(("12:04:10", "12:05:02", "the words and what followed"),),
            ),
            actor=officer,
            at=self.later(hours=1),
        )
        if self.flagged:
            material.add_hostility(
                self.incident,
                material.HostilityDetails(
                    strand=self.plot.strand,
                    limb=HostilityLimb.DEMONSTRATES,
                    quote=self.plot.quote,
                    time_relation=TimeRelation.DURING,
                    said_by_id=self.suspect.id,
                ),
                statement,
                actor=officer,
                at=self.later(minutes=10),
            )
        for element in list(self.allegation.elements):
            allegations.link_sources(
                element, self.allegation, self.incident, [statement, item], actor=officer, at=self.later(minutes=2)
            )
        self._answer_for_victim(officer)
        return self

    def _answer_for_victim(self, officer: Actor) -> None:
        victim = people.victim_of(self.victim)
        assert victim is not None  # noqa: S101
        people.answer_for_victim(
            victim,
            people.VictimAnswers(
                victim_support=VictimSupport.SUPPORTS,
                support_reason="Wants the case to go to court.",
                tier=Tier.ENHANCED,
                tier_basis=("hate_crime",),
            ),
            actor=officer,
            at=self.later(minutes=15),
        )
        report_text.write_report_text(
            self.incident,
            report_text.ReportText(
                headline=f"{self.plot.title}: the suspect is said to have used words of hostility.",
                identification="Recognised by the victim; seen on the recording.",
                chronology=(("12:04", self.plot.narrative),),
                witness_evidence=((self.victim, "Describes the words and what followed."),),
                interview="Accepts being there and denies the words.",
                antecedents="None recorded.",
            ),
            actor=officer,
            at=self.later(minutes=40),
        )
        reporting.set_urn(self.incident, self.urn, actor=officer, at=self.later(minutes=1))

    @property
    def urn(self) -> str:
        """A number of the shape the file check asks for, headed by the invented force's code."""
        return f"{self.crew.team[:2]}AB{self.number % 100000:05d}{self.now.year % 100:02d}"

    def reload(self) -> "Story":
        """Read the rows again, as another person's request would."""
        db.session.expire_all()
        return self

    @property
    def all_allegations(self) -> list[Allegation]:
        return list(
            db.session.scalars(
                select(Allegation).where(Allegation.incident_id == self.incident.id).order_by(Allegation.id)
            )
        )
