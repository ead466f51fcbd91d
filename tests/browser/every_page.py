"""What a walk over every page needs: cases in which each route has something to show, and who may open which."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import Flask, template_rendered
from sqlalchemy import select

from app.database.atomic import atomic
from app.database.session import db
from app.domain.access import allows
from app.domain.non_crime import SubjectGround, Threshold
from app.domain.roles import Role
from app.domain.stages import Status
from app.domain.vocabulary import (
    Channel,
    ClockEvent,
    ContactChannel,
    ContactOutcome,
    DecisionCode,
    NfaSubReason,
    PartyRole,
    ReportedByRole,
)
from app.domain.vocabulary.linking import LinkKind
from app.models.incident import Incident
from app.models.victim import DatedEvent
from app.services import (
    administration,
    alerts,
    care,
    conflicts,
    decisions,
    identity,
    joining,
    linking,
    non_crime,
    people,
    recording,
    saved_filters,
    transfer,
)  # fmt: skip
from app.services.demo import later_acts as acts
from app.services.demo.cast import PARTS, email_of
from app.services.demo.paths import PATHS
from app.services.demo.story import Story
from tests import addresses, whole_case
from tests.inspection import InspectingClient, soup
from tests.stories import NOW, begin, support, tell

PASSWORD = "a password of many words"  # the one that stories give everybody
READERS: Mapping[Role, str] = {Role(role): name for role, name in whole_case.READERS.items()}

# Seen at more moments than one, because what they show hangs on where the case stands.
CHANGING = (
    "cases.show", "cases.clocks", "people.index", "offences.index", "offences.link", "offences.support",
    "material.index", "material.sign_paper", "referral.index",
    "referral.file_check", "review.workspace", "court.index", "care.index", "papers.index", "report.decision",
)  # fmt: skip


def is_page(template: str) -> bool:
    """A template that is an answer, not a part of one and not a paper."""
    frames = {
        "base.html",
        "cases/frame.html",
        "cases/rows.html",
        "people/safe.html",
        "referral/parts.html",
        "offences/parts.html",
    }
    return not template.startswith(("components/", "documents/")) and template not in frames


def email(role: Role) -> str:
    return email_of(next(part for part in PARTS if part.name == READERS[role]))


def _refusal_waits(story: Story) -> None:
    """A prosecutor has refused a charge; a second one has not yet agreed."""
    acts.review(acts.under_review(story), met=False)
    details = decisions.DecisionDetails(
        code=DecisionCode.NFA_EVIDENTIAL, reasons="Nobody else heard it.", nfa_sub_reason=NfaSubReason.IDENTIFICATION
    )
    for allegation in story.all_allegations:
        decisions.decide(
            story.referral, allegation, details, actor=story.who(story.crew.prosecutor), at=story.later(hours=1)
        )


def _open_to_review(story: Story) -> None:
    """The CPS stopped it, and the victim, who has a support worker, was told: a review can be asked for."""
    PATHS[Status.DISCONTINUED](story)
    support(story)
    found = select(DatedEvent).where(
        DatedEvent.incident_id == story.incident.id, DatedEvent.kind == ClockEvent.PROCEEDINGS_STOPPED_OR_ALTERED
    )
    told = care.ContactDetails(
        at=NOW - timedelta(days=1),
        channel=ContactChannel.PHONE,
        outcome=ContactOutcome.TOLD,
        events=list(db.session.scalars(found)),
    )
    victim = people.victim_of(story.victim)
    assert victim is not None
    care.record_contact(story.incident, victim, told, actor=story.officer, at=NOW - timedelta(days=1))


def _by_partner(story: Story) -> None:
    """A report of a community organisation that nobody has taken up."""
    story.receive(story.who(READERS[Role.PARTNER]), ReportedByRole.ORGANISATION, Channel.THIRD_PARTY)


@atomic
def _between_people(story: Story) -> None:
    """Somebody of the team has a link to the case and asks for it, many failed to sign in, and a second administrator
    is asked about a role."""
    conflicts.declare_conflict(
        story.incident, "My neighbour is the victim.", actor=story.who("Bryn Mockridge"), at=story.now
    )
    case, at = story.incident, NOW - timedelta(hours=2)
    alerts.conflict_try(case.id, case.reference, actor=story.who("Bryn Mockridge"), at=at)
    alerts.sign_in_surge(1000, within=timedelta(minutes=5), at=at)
    administration.propose_role(
        story.cast.user("Quinn Proofread"),
        Role.ADMINISTRATOR,
        "The third administrator leaves.",
        actor=story.who("Gale Lockwood"),
        at=NOW - timedelta(days=1),
    )


@atomic
def _between_cases(whole: Story, other: Story, report: Story) -> None:
    """Two cases that belong together in each way there is, and a report that follows one of them."""
    sergeant, at = whole.who(READERS[Role.SUPERVISOR]), NOW - timedelta(days=1)
    pair = (whole.incident, other.incident)
    linking.link(*pair, LinkKind.SAME_PLACE, "Both outside the same shop.", actor=sergeant, at=at)
    linking.begin_series(*pair, "Outside the shops", actor=sergeant, at=at)
    joining.mark_duplicate(*pair, actor=sergeant, at=at)
    identity.accept_same(whole.victim, other.victim, actor=sergeant, at=at)
    joining.join(report.incident, other.incident, actor=sergeant, at=at)


def _proposed_as_no_crime(story: Story) -> None:
    """An officer found no crime, and somebody is complained of; a supervisor has not yet confirmed it."""
    details = people.PersonDetails(given_names="Sasha", surname="Placeham", roles=(PartyRole.SUSPECT,))
    people.add_person(story.report().assess().incident, details, actor=story.officer, at=story.later(minutes=5))
    why = "Nothing said amounts to an offence."
    recording.propose_non_crime(story.incident, why, actor=story.officer, at=story.later(hours=1))


def _kept_of_a_subject(story: Story) -> None:
    """A supervisor has found that who is complained of is kept, until somebody looks again."""
    _proposed_as_no_crime(story)
    at = story.later(hours=1)
    risk = Threshold(SubjectGround.FUTURE_CRIME, "He said that he would come back.", at.date() + timedelta(days=200))
    non_crime.confirm_non_crime(story.incident, worth_keeping=True, threshold=risk, actor=story.supervisor, at=at)


def _offered_to_us(story: Story) -> None:
    """A case of another force, offered to the team whose pages are walked."""
    PATHS[Status.UNDER_INVESTIGATION](story)
    team = story.cast.unit("Z1-T1")
    transfer.offer_transfer(story.incident, team, "He lives there.", actor=story.supervisor, at=story.later(hours=1))


@atomic
def _offered_by_us(story: Story) -> None:
    """A case of the team whose pages are walked, offered to another force that has not answered."""
    team, at = story.cast.unit("Z3-T1"), NOW - timedelta(hours=1)
    transfer.offer_transfer(story.incident, team, "He lives there.", actor=story.supervisor, at=at)


def tell_all() -> list[int]:
    """The cases, the richest first; gives their ids."""
    whole = tell(whole_case.tell_everything, begin())
    _between_people(whole)
    saved_filters.keep(saved_filters.ListDetails(name="Trams", words="tram"), actor=whole.officer, at=NOW)
    told = [whole]
    further = [
        _refusal_waits,
        *(PATHS[one] for one in (Status.APPEAL_PENDING, Status.PROSECUTOR_REVIEW, Status.UNDER_INVESTIGATION)),
        _open_to_review,
        _by_partner,
        _proposed_as_no_crime,
        PATHS[Status.NON_CRIME],
        _kept_of_a_subject,
    ]
    for number, path in enumerate(further, start=2):
        told.append(tell(path, begin(number=number)))
    _between_cases(whole, told[4], told[6])
    _offered_by_us(told[4])
    told.append(tell(_offered_to_us, begin(force="Z2", number=len(told) + 1)))
    return [story.incident.id for story in told]


@contextmanager
def rendered(app: Flask) -> Iterator[list[str]]:
    """The names of the templates that answers were made of, in order."""
    names: list[str] = []

    def heard(sender: Flask, template: Any, **rest: Any) -> None:
        names.append(template.name)

    with template_rendered.connected_to(heard, app):
        yield names


@dataclass
class Plan:
    """Where each role finds each page of the product, and what each page is made of."""

    paths: dict[tuple[Role, str], str] = field(default_factory=dict)
    templates: dict[tuple[Role, str], frozenset[str]] = field(default_factory=dict)
    moments: dict[Role, list[str]] = field(default_factory=dict)  # the changing pages of the other cases
    others: set[str] = field(default_factory=set)  # answers that are no pages: files, redirects

    @property
    def endpoints(self) -> set[str]:
        return {endpoint for _, endpoint in self.paths} | self.others


def plan(app: Flask, cases: list[int]) -> Plan:
    """Ask for every route in every role with a client that reads each page it gets."""
    made, client = Plan(), app.test_client()
    assert isinstance(client, InspectingClient)
    user = begin().cast.user
    for role, name in READERS.items():
        client.sign_in(user(name))
        for endpoint, rule in addresses.pages(app).items():
            if may_try(app, endpoint, role):
                _find(app, client, made, role, endpoint, list(paths_of(rule, cases)))
    return made


def may_try(app: Flask, endpoint: str, role: Role) -> bool:
    access = app.view_functions[endpoint].access  # type: ignore[attr-defined] # declared by @requires
    return isinstance(access, str) or any(allows(role, one) for one in access)


def paths_of(rule: Any, cases: list[int]) -> Iterator[str]:
    """The addresses this route has in the cases; one where it names none."""
    for case in cases if "reference" in rule.arguments else cases[:1]:
        found = addresses.Addresses(db.session.get_one(Incident, case)).of(rule)
        if found is not None:
            yield found


def _find(app: Flask, client: InspectingClient, made: Plan, role: Role, endpoint: str, paths: list[str]) -> None:
    for path in paths:
        with rendered(app) as names:
            answer = client.get(path)
        assert answer.status_code in (200, 302, 303, 404), (role, path, answer.status_code)
        if answer.status_code != 200 or answer.mimetype != "text/html":
            made.others |= {endpoint} if answer.status_code != 404 else set()
            continue
        _well_titled(path, answer.text)
        if (role, endpoint) not in made.paths:
            made.paths[role, endpoint] = path
            made.templates[role, endpoint] = frozenset(names)
            if endpoint not in CHANGING:
                return
        else:
            made.moments.setdefault(role, []).append(path)


def _well_titled(path: str, html: str) -> None:
    page = soup(html)
    assert page.title is not None and page.title.get_text().strip().endswith("Throughline"), path
    assert len(page.select("h1")) == 1, path
