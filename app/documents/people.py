"""How people and sources are named in a paper, and what is taken out of free text before it gets there."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from app.domain.case_file import CaseFile
from app.domain.case_file.people import PersonFacts
from app.domain.vocabulary import PartyRole, Plea, Verdict

_CONTACT_PATTERNS = (
    ("e-mail", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("phone", re.compile(r"(?<![\w£/-])(?:\+44[\s-]?|0)(?:\d[\s-]?){9,10}(?!\w)")),
    ("postcode", re.compile(r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2}(?!\w)")),
)
_GUILTY_PLEAS = (Plea.GUILTY, Plea.GUILTY_ALTERNATIVE)
_GUILTY_VERDICTS = (Verdict.GUILTY, Verdict.GUILTY_ALTERNATIVE)
_CONVICTED = frozenset({"convicted", "awaiting_sentence", "sentenced"})
_CHARGED = frozenset(
    {
        "charged",
        "requisitioned",
        "summonsed",
        "first_hearing_listed",
        "plea_entered",
        "sent_to_crown_court",
        "ptph_listed",
        "trial_listed",
        "trial_in_progress",
        "acquitted",
        "discontinued",
        "stayed",
        "lie_on_file",
        "appeal_pending",
        "warrant_issued",
    }
)


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of a case as its papers name them on one day.

    `hides_children` prints initials for a suspect under 18 too; child victims and witnesses are always initials.
    """

    case: CaseFile
    today: date
    hides_children: bool = True

    def person(self, person_id: str) -> PersonFacts:
        return next(person for person in self.case.people if person.person_id == person_id)

    def age(self, person: PersonFacts) -> int | None:
        """Full years; None where the date of birth is not known."""
        born = person.date_of_birth
        if born is None:
            return None
        return self.today.year - born.year - ((self.today.month, self.today.day) < (born.month, born.day))

    def is_child(self, person: PersonFacts) -> bool:
        age = self.age(person)
        return age is not None and age < 18

    def adult_or_child(self, person: PersonFacts) -> str:
        if person.organisation:
            return "organisation"
        if person.date_of_birth is None:
            return "age not known"
        return "child" if self.is_child(person) else "adult"

    def initials(self, person: PersonFacts) -> str:
        parts = [*person.given_names.split(), *person.surname.split()]
        return "".join(part[0].upper() for part in parts)

    def name(self, person_id: str | None) -> str:
        """The name to print: initials for a child, the organisation's name for an organisation."""
        if person_id is None:
            return "somebody not named"
        person = self.person(person_id)
        if self.is_child(person) and (self.hides_children or PartyRole.SUSPECT not in person.party_roles):
            return self.initials(person)
        return person.organisation or f"{person.given_names} {person.surname}"

    def suspect_word(self, person_id: str) -> str:
        """Suspect before a charge, defendant after it, offender only after a conviction."""
        own = [each for each in self.case.allegations if each.suspect_person_id == person_id]
        convicted = {each.allegation_id for each in self.case.sentences}
        convicted |= {each.allegation_id for each in self.case.pleas if each.plea in _GUILTY_PLEAS}
        convicted |= {each.allegation_id for each in self.case.verdicts if each.verdict in _GUILTY_VERDICTS}
        if any(each.status in _CONVICTED or each.allegation_id in convicted for each in own):
            return "offender"
        if any(each.status in _CHARGED or each.charged for each in own):
            return "defendant"
        return "suspect"

    def source(self, source_id: str) -> str:
        """A source as a reader finds it: exhibit reference, or the maker's initials, or the form."""
        for item in self.case.evidence_items:
            if item.evidence_id == source_id:
                hidden = item.is_sensitive or item.schedule == "mg6d"
                return "[restricted material]" if hidden else item.exhibit_ref or item.evidence_id
        for statement in self.case.statements:
            if statement.statement_id == source_id:
                return f"{self.initials(self.person(statement.person_id))} statement"
        return next((each.mg_form.label for each in self.case.documents if each.document_id == source_id), source_id)

    def sources(self, source_ids: Iterable[str]) -> str:
        return ", ".join(dict.fromkeys(self.source(source_id) for source_id in source_ids))


class Cleaner:
    """Takes out of free text what no paper may carry: contact details, the names of children, account handles.

    Verbatim words that show hostility do not pass through here: they are evidence and stay as they are.
    """

    def __init__(self, cast: Cast, *, keeps_handles: bool = False) -> None:
        self._exact = _exact_details(cast.case)
        self._names = _names_of_children(cast)
        online = cast.case.incident.online
        self._handle = online.account_handle if online and not keeps_handles else None
        self._settled = _settled(cast.case)

    def __call__(self, text: str | None) -> str:
        if not text:
            return ""
        for what, detail in self._exact:
            text = text.replace(detail, f"[removed: {what}]")
        for what, pattern in _CONTACT_PATTERNS:
            text = pattern.sub(partial(self._keep_or_remove, what), text)
        for pattern, initials in self._names:
            text = pattern.sub(initials, text)
        return text.replace(self._handle, masked(self._handle)) if self._handle else text

    def _keep_or_remove(self, what: str, found: re.Match[str]) -> str:
        return found[0] if any(found[0] in settled for settled in self._settled) else f"[removed: {what}]"


def masked(handle: str) -> str:
    """An account handle with all but its last three signs hidden."""
    return "*" * max(len(handle) - 3, 3) + handle[-3:]


def _exact_details(case: CaseFile) -> tuple[tuple[str, str], ...]:
    """The restricted details themselves, longest first, so that none survives inside a text."""
    found: list[tuple[str, str]] = []
    for contact in case.person_contacts:
        found += [("address", contact.address or ""), ("postcode", contact.postcode or "")]
        found += [("phone", phone) for phone in contact.phones] + [("e-mail", email) for email in contact.emails]
    found.append(("address", case.incident.location.address or ""))
    return tuple(sorted((pair for pair in set(found) if pair[1]), key=lambda pair: -len(pair[1])))


def _names_of_children(cast: Cast) -> tuple[tuple[re.Pattern[str], str], ...]:
    patterns = []
    for person in cast.case.people:
        if cast.is_child(person) and cast.name(person.person_id) == cast.initials(person):
            names = [f"{person.given_names} {person.surname}", person.surname, *person.given_names.split()]
            either = "|".join(re.escape(name) for name in names)
            patterns.append((re.compile(rf"\b(?:{either})\b", re.IGNORECASE), cast.initials(person)))
    return tuple(patterns)


def _settled(case: CaseFile) -> tuple[str, ...]:
    """Words that look like personal details and were settled, and confirmed by somebody else, to stay."""
    report = case.police_report
    return tuple(each.match for each in report.settled_matches if each.confirmed_by) if report else ()
