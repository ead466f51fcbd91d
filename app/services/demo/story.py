"""A story: one invented case told through the verbs, act by act, each act some hours after the one before."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Self

from sqlalchemy import select

from app.database.session import db
from app.domain.actor import Actor
from app.domain.calendar import london_day
from app.domain.offences import OffenceGroup, catalogue
from app.domain.vocabulary import (
    Availability,
    EvidenceKind,
    EvidenceUsage,
    HostilityLimb,
    InterviewStatus,
    PartyRole,
    PncResult,
    StatementKind,
    Tier,
    TimeRelation,
    VictimSupport,
)
from app.models.allegation import Allegation
from app.models.material import Statement
from app.models.suspect import Suspect
from app.services import allegations, material, people, report_text, reporting, signing, suspects
from app.services.demo.opening import Opening, made_up_name
from app.services.links import Source


@dataclass
class Story(Opening):
    """A case with an officer: the suspect, the offence alleged, the material of the file."""

    material: list[Source] = field(default_factory=list)

    def name_suspect(self) -> Self:
        given, family = made_up_name(self.number + 7)
        self.suspect = people.add_person(
            self.incident,
            people.PersonDetails(
                given_names=given,
                surname=family,
                roles=(PartyRole.SUSPECT,),
                date_of_birth=london_day(self.now).replace(year=self.born[1], day=1),
                interpreter_needed=False,
            ),
            actor=self.officer,
            at=self.later(hours=4),
        )
        return self

    @property
    def named_suspect(self) -> Suspect:
        """The suspect's facts: a person added as suspect has them."""
        found = people.suspect_of(self.suspect)
        if found is None:
            raise LookupError("nobody is named as suspect in this story yet")
        return found

    def arrest(self) -> Self:
        suspect = self.named_suspect
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

    def bail(self) -> Self:
        suspect = self.named_suspect
        suspects.bail(
            suspect,
            released_at=self.later(hours=8),
            conditions=("Not to contact the victim",),
            ends_on=suspects.bail_may_last_until(suspect),
            authorised_by="Inspector",
            actor=self.officer,
            at=self.now,
        )
        return self

    def release(self) -> Self:
        suspect = self.named_suspect
        suspects.release_under_investigation(suspect, released_at=self.later(hours=8), actor=self.officer, at=self.now)
        return self

    def interview(self) -> Self:
        suspect = self.named_suspect
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

    def allege(self) -> Self:
        suspect = self.named_suspect
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

    def gather(self) -> Self:
        """Statement, recording, words of hostility, what the victim says about going on."""
        officer = self.officer
        statement = self._signed_statement(officer)
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
        self.material = [statement, item]
        if self.flagged:
            self._words_of_hostility(statement, officer)
        self.support_with_material(self.allegation)
        self.victim_says(VictimSupport.SUPPORTS)
        self._write_up(officer)
        return self

    def _signed_statement(self, officer: Actor) -> Statement:
        """What the victim says, signed on paper."""
        statement = material.add_statement(
            self.incident,
            self.victim,
            material.StatementDetails(
                kind=StatementKind.WITNESS,
                made_on=london_day(self.now),
                declaration=True,
                text=f"{self.plot.narrative} I was frightened and asked for help.",
            ),
            actor=officer,
            at=self.later(hours=5),
        )
        original = signing.PaperOriginal(
            signed_at=self.now, present=self.crew.officer, original_reference=f"Locker {self.number}"
        )
        signing.sign_on_paper(statement, self.incident, original, actor=officer, at=self.now)
        return statement

    def support_with_material(self, allegation: Allegation) -> None:
        """Each point to prove is supported by the statement and the recording."""
        for element in list(allegation.elements):
            allegations.link_sources(
                element, allegation, self.incident, self.material, actor=self.officer, at=self.later(minutes=2)
            )

    def _words_of_hostility(self, statement: Source, officer: Actor) -> None:
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

    def victim_says(self, position: VictimSupport) -> Self:
        """What the victim says about going on."""
        victim = people.victim_of(self.victim)
        assert victim is not None  # noqa: S101 - a person added as victim has a victim's row
        goes_on = position is VictimSupport.SUPPORTS
        people.answer_for_victim(
            victim,
            people.VictimAnswers(
                victim_support=position,
                support_reason="Wants the case to go to court." if goes_on else "Wants to leave it behind.",
                tier=Tier.ENHANCED,
                tier_basis=("hate_crime",) if self.flagged else ("vulnerable_or_intimidated",),
            ),
            actor=self.officer,
            at=self.later(minutes=15),
        )
        return self

    def _write_up(self, officer: Actor) -> None:
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

    def reload(self) -> Self:
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
