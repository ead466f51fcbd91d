"""The frame of every page of a case: header, parts, whose turn it is; and the plain page on which one thing is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from app.domain.access import Standing, allows, fields_for
from app.domain.errors import NotFound
from app.domain.non_crime import in_its_words
from app.domain.permissions import Permission
from app.domain.roles import Role
from app.models.incident import Incident
from app.queries.case_page import CaseHeader, header_of
from app.queries.relationships import standing, with_duty
from app.web.access import load_case
from app.web.forms import BaseForm, form_page
from app.web.sessions import actor


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the case: its words, where it leads, which permission opens it."""

    label: str
    endpoint: str
    permission: Permission


PARTS: tuple[Part, ...] = (
    Part("Overview", "cases.show", Permission.CASE_READ),
    Part("People", "people.index", Permission.PERSON_NAMES),
    Part("Offences", "offences.index", Permission.SUSPECT_READ),
    Part("Evidence", "material.index", Permission.EVIDENCE_LIST),
    Part("File check", "referral.file_check", Permission.READINESS_READ),
    Part("Referrals", "referral.index", Permission.REFERRAL_READ),
    Part("Court and outcome", "court.index", Permission.OUTCOME_READ),
    Part("Victim care", "care.index", Permission.CONTACT_READ),
    Part("Documents", "papers.index", Permission.DOCUMENT_ISSUE),
    Part("Linked cases", "linked.index", Permission.CASE_READ),
    Part("Notes and tasks", "log.index", Permission.CASE_READ),
    Part("History", "cases.history", Permission.CASE_READ),
)


# What there is only where a crime is recorded: a report that is no crime has none of it.
OF_CRIME = frozenset({"offences.index", "referral.file_check", "referral.index", "court.index"})

# Roles that see a case only through these rooms: the header names everybody, and other rooms show more than is theirs.
ROOMS_OF: Mapping[Role, frozenset[str]] = {
    Role.CASEWORKER: frozenset(),
    Role.PARTNER: frozenset(),
    Role.WITNESS_CARE: frozenset({"care", "court", "papers"}),
}


def _is_theirs(role: Role, room: str | None) -> bool:
    return role not in ROOMS_OF or room in ROOMS_OF[role]


@dataclass(frozen=True)
class Frame:
    """The case, how the reader stands to it, and the header of its pages."""

    case: Incident
    standing: Standing

    @cached_property
    def header(self) -> CaseHeader:
        """Read when it is first looked at: an answer that sends the reader on shows none."""
        return header_of(self.case, fields_for(self.standing))

    def may(self, permission: Permission) -> bool:
        """May the reader do this to this case, as far as role and relationship decide?"""
        stand = with_duty(self.standing, actor(), permission)
        return allows(stand.role, permission, stand.live)

    def words(self, text: str) -> str:
        """The product's own words, as this case says them: nobody is the victim of what is no crime."""
        return in_its_words(text) if self.header.non_crime else text

    def parts(self, current: str) -> list[tuple[str, str, None, str, bool]]:
        """The sub-navigation for this reader; a part that is not for them is not there."""
        ref = self.case.reference
        return [
            (self.words(part.label), url_for(part.endpoint, reference=ref), None, "", part.endpoint == current)
            for part in PARTS
            if self.may(part.permission)
            and _is_theirs(self.standing.role, part.endpoint.split(".")[0])
            and not (self.header.non_crime and part.endpoint in OF_CRIME)
        ]


def frame_of(reference: str) -> Frame:
    """Load the case at this address with its frame; NotFound where it does not exist for the reader."""
    case = load_case(reference)
    stand = standing(actor(), case)
    if not _is_theirs(stand.role, request.blueprint):
        raise NotFound("Page not found")
    return Frame(case, stand)


def open_frame(reference: str, *permissions: Permission) -> Frame:
    """`frame_of` for a page that a reader without all of these rights on this case does not find."""
    frame = frame_of(reference)
    if not all(frame.may(permission) for permission in permissions):
        raise NotFound("Page not found")
    return frame


def act_page(
    frame: Frame,
    form: BaseForm,
    *,
    title: str,
    words: str,
    lead: str = "",
    back: str | None = None,
    part: str = "cases.show",
    template: str = "cases/act.html",
    **context: Any,
) -> ResponseReturnValue:
    """The page on which one thing is done to a case: heading, one sentence, the form's fields in order, one button."""
    if frame.header.non_crime:
        title, words, lead = (frame.words(one) for one in (title, words, lead))
        form.say_in(frame.words)
    return form_page(
        template,
        form,
        frame=frame,
        title=title,
        words=words,
        lead=lead,
        back=back or url_for("cases.show", reference=frame.case.reference),
        part=part,
        **context,
    )
