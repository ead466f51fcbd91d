"""The desk on which a paper is put together: dossier, people as this paper names them, and the cleaner of free text."""

from dataclasses import dataclass
from datetime import UTC, datetime

from app.documents.blocks import Masthead, Words
from app.documents.dossier import Dossier
from app.documents.people import Cast, Cleaner
from app.documents.wording import moment
from app.domain.case_file import CaseFile
from app.domain.case_file.allegations import AllegationFacts, Element
from app.domain.case_file.material import EvidenceFacts
from app.domain.case_file.people import StaffMember
from app.domain.deadlines import Clock, end_instant, is_over
from app.domain.facts import strands_of_case
from app.domain.offences import Offence, offence
from app.domain.vocabulary import EvidenceUsage, Schedule

# Clocks named like a limit on custody or bail that end neither: reviews, notices.
BESIDE = frozenset({"pace_review", "bail_appeal_pros", "ctl_application_notice"})


@dataclass(frozen=True, slots=True)
class Desk:
    """What every builder needs; `keeps_handles` leaves account handles whole, where they are evidence."""

    dossier: Dossier
    cast: Cast
    clean: Cleaner

    @classmethod
    def of(cls, dossier: Dossier, *, hides_children: bool = True, keeps_handles: bool = False) -> "Desk":
        cast = Cast(dossier.case, dossier.today, hides_children)
        return cls(dossier, cast, Cleaner(cast, keeps_handles=keeps_handles))

    @property
    def case(self) -> CaseFile:
        return self.dossier.case

    @property
    def is_flagged(self) -> bool:
        """A strand is set on the incident or on a crime."""
        return bool(strands_of_case(self.case))

    def offence(self, allegation: AllegationFacts) -> Offence:
        return offence(allegation.offence_type_key)

    def number_of(self, allegation_id: str) -> int:
        """The number under which this paper lists an allegation, from 1."""
        return [each.allegation_id for each in self.case.allegations].index(allegation_id) + 1

    def wording(self, allegation: AllegationFacts) -> str:
        return self.clean(allegation.wording) or self.offence(allegation).title

    def against(self, allegation: AllegationFacts, element: Element) -> tuple[str, ...]:
        """What points the other way about a point to prove."""
        place = next(number for number, one in enumerate(allegation.elements) if one is element)
        return self.dossier.against.get((allegation.allegation_id, place), ())

    def staff(self, staff_id: str | None) -> StaffMember | None:
        return next((member for member in self.case.staff if member.staff_id == staff_id), None)

    def signature(self, staff_id: str | None) -> str:
        """Rank, name and number; nothing else of an officer is ever printed."""
        member = self.staff(staff_id)
        if member is None:
            return ""
        return " ".join(part for part in (member.rank_or_grade, member.name, member.collar_number) if part)

    def clocks_about(self, subject: str, prefix: str = "") -> list[Clock]:
        """Live clocks with an end, about one subject, of the rules that begin so; nearest first."""
        about = [each for each in limits(self.dossier) if each.subject == subject and each.rule.startswith(prefix)]
        return sorted(about, key=nearness)

    def custody_limit(self, suspect_id: str) -> list[Clock]:
        """The first custody time limit to end of all a defendant is charged with; none where none runs."""
        offences = [each.allegation_id for each in self.case.allegations if each.suspect_person_id == suspect_id]
        running = [clock for number in offences for clock in self.clocks_about(number, "ctl_")]
        return sorted(running, key=nearness)[:1]

    def open_items(self) -> list[EvidenceFacts]:
        """Used and unused material without anything sensitive: that never reaches a paper."""
        return [item for item in self.case.evidence_items if not (item.is_sensitive or item.schedule == Schedule.MG6D)]

    def used_items(self) -> list[EvidenceFacts]:
        return [item for item in self.open_items() if item.usage == EvidenceUsage.USED]

    def masthead(self, kind: str, title: str, subtitle: str, *lines: Words) -> Masthead:
        dossier = self.dossier
        urn = self.case.urn or "not issued"
        return Masthead(
            kind=kind,
            title=title,
            subtitle=subtitle,
            urn=urn,
            reference=dossier.reference,
            lines=lines,
            version=f"version {dossier.version}",
            draft=not dossier.certified,
            made=f"Facts as at {moment(dossier.as_of)} (London), {dossier.made_by}",
        )


def live(dossier: Dossier) -> list[Clock]:
    """Clocks that still ask something of somebody and have an end."""
    return [each for each in dossier.clocks if each.is_live]


def limits(dossier: Dossier) -> list[Clock]:
    """Live clocks without those that only accompany a limit."""
    return [each for each in live(dossier) if each.rule not in BESIDE]


def nearness(clock: Clock) -> datetime:
    """Orders clocks by the instant at which they end; one without an end comes last."""
    return end_instant(clock) or datetime.max.replace(tzinfo=UTC)


def ended(clock: Clock, dossier: Dossier) -> bool:
    """Its end lies behind the instant of the paper."""
    return clock.due is not None and is_over(clock.due, dossier.as_of)
