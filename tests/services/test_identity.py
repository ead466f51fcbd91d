"""The same human in two cases: suggested by likeness, answered by people with rights on both, seen by nobody else."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from app.database.session import db
from app.domain.errors import Conflict, NotAllowed, NotFound, RuleBroken
from app.domain.events import EventKind
from app.domain.stages import Status
from app.domain.vocabulary import PartyRole
from app.domain.vocabulary.linking import IdentityBasis
from app.models.audit import AuditEvent
from app.models.history import CaseEvent
from app.models.people import IdentityLink, Person
from app.queries import identity as questions
from app.services import identity, investigation, people, safe_contact
from app.services.demo.paths import PATHS
from tests.pairs import BOTH, FIRST_ONLY, SECOND_ONLY, STRANGER, Pair, tell_pair
from tests.stories import NOW, begin, tell

pytestmark = pytest.mark.both


@pytest.fixture
def pair(database: str) -> Pair:
    return tell_pair()


def alike(pair: Pair, **more: object) -> tuple[Person, Person]:
    """The victim of the first case stands in the second one too, with the same name and date of birth."""
    mine, theirs = pair.one.victim, pair.two.victim
    theirs.given_names, theirs.surname, theirs.date_of_birth = mine.given_names, mine.surname, mine.date_of_birth
    for name, value in more.items():
        setattr(theirs, name, value)
    db.session.commit()
    return mine, theirs


def suggested(pair: Pair, person: Person, name: str = BOTH) -> list[tuple[int, IdentityBasis]]:
    return [(one.person.id, one.basis) for one in questions.suggestions(person, pair.who(name))]


def phone(person: Person, pair: Pair, number: str) -> None:
    card = people.ContactCard(phones=(number,))
    safe_contact.put_contact(person, card, actor=pair.both, at=NOW)


def test_the_same_name_and_birth_is_suggested(pair: Pair) -> None:
    mine, theirs = alike(pair)
    assert suggested(pair, mine) == [(theirs.id, IdentityBasis.NAME_AND_BIRTH)]
    assert suggested(pair, theirs) == [(mine.id, IdentityBasis.NAME_AND_BIRTH)]


def test_the_same_telephone_number_is_suggested_by_its_digest(pair: Pair) -> None:
    mine, theirs = alike(pair, given_names="Quite", surname="Different", date_of_birth=None)
    assert suggested(pair, mine) == []
    phone(mine, pair, "07700 900 461")
    phone(theirs, pair, "07700900461")
    assert suggested(pair, mine) == [(theirs.id, IdentityBasis.CONTACT)]


def test_a_similar_spelling_is_suggested_and_another_birth_speaks_against_it(pair: Pair) -> None:
    mine, theirs = alike(pair, surname=f"{pair.one.victim.surname}e", date_of_birth=None)
    assert suggested(pair, mine) == [(theirs.id, IdentityBasis.SIMILAR_NAME)]
    mine.date_of_birth, theirs.date_of_birth = NOW.date().replace(year=1980), NOW.date().replace(year=1981)
    db.session.commit()
    assert suggested(pair, mine) == []


@pytest.mark.parametrize("name", [FIRST_ONLY, STRANGER])
def test_acc_11_suggestions_come_from_cases_the_reader_may_open_only(pair: Pair, name: str) -> None:
    mine, _ = alike(pair)
    assert suggested(pair, mine, name) == []


def test_accepting_links_both_copies_nothing_and_stands_in_both_histories(pair: Pair) -> None:
    mine, theirs = alike(pair, occupation="Baker")
    before = mine.occupation
    row = identity.accept_same(mine, theirs, actor=pair.both, at=NOW)
    assert row.is_live and row.basis is IdentityBasis.NAME_AND_BIRTH and row.proposed_by_id is None
    assert suggested(pair, mine) == [], "what is answered is not suggested again"
    assert (mine.occupation, theirs.occupation) == (before, "Baker") and before != "Baker"
    events = db.session.scalars(select(CaseEvent).where(CaseEvent.kind == EventKind.SAME_PERSON_LINKED)).all()
    one, two = pair.cases
    assert {(event.incident_id, event.facts["person"], event.facts["other"]) for event in events} == {
        (one.id, str(mine.id), two.reference),
        (two.id, str(theirs.id), one.reference),
    }
    audit = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "same_person_linked")).all()
    assert {(event.kind, event.object_id) for event in audit} == {
        ("combination", one.reference),
        ("combination", two.reference),
    }


def test_by_hand_it_is_proposed_and_then_answered(pair: Pair) -> None:
    mine, theirs = pair.one.victim, pair.two.victim
    row = identity.propose_same(mine, theirs, actor=pair.both, at=NOW)
    assert row.is_open and row.basis is IdentityBasis.BY_HAND and row.proposed_by_id == pair.both.user_id
    with pytest.raises(RuleBroken, match="already"):
        identity.propose_same(theirs, mine, actor=pair.both, at=NOW)
    assert questions.repeats([mine.id], pair.both) == {}, "nobody has accepted it yet"
    same = identity.accept_same(theirs, mine, seen=row.version, actor=pair.both, at=NOW)
    assert same.id == row.id and same.is_live
    with pytest.raises(RuleBroken, match="already"):
        identity.accept_same(mine, theirs, actor=pair.both, at=NOW)


def test_not_the_same_is_remembered_and_can_be_proposed_anew(pair: Pair) -> None:
    mine, theirs = alike(pair)
    row = identity.refuse_same(mine, theirs, actor=pair.both, at=NOW)
    assert not row.is_live and not row.is_open
    assert suggested(pair, mine) == [] and questions.links_of([mine.id], pair.both) == []
    assert identity.propose_same(mine, theirs, actor=pair.both, at=NOW).id == row.id
    assert row.is_open


def test_undone_is_undone(pair: Pair) -> None:
    mine, theirs = alike(pair)
    row = identity.accept_same(mine, theirs, actor=pair.both, at=NOW)
    assert questions.repeats([mine.id], pair.both)[mine.id].victim == 1
    with pytest.raises(Conflict):
        identity.undo_same(row, seen=row.version + 1, actor=pair.both, at=NOW)
    identity.undo_same(row, seen=row.version, actor=pair.both, at=NOW)
    assert questions.repeats([mine.id], pair.both) == {}
    with pytest.raises(RuleBroken, match="already"):
        identity.undo_same(row, actor=pair.both, at=NOW)
    with pytest.raises(RuleBroken, match="another case"):
        identity.propose_same(mine, pair.one.suspect, actor=pair.both, at=NOW)


Verb = Callable[[Pair, Person, Person, str], object]
VERBS: dict[str, Verb] = {
    "propose": lambda pair, mine, theirs, name: identity.propose_same(mine, theirs, actor=pair.who(name), at=NOW),
    "accept": lambda pair, mine, theirs, name: identity.accept_same(mine, theirs, actor=pair.who(name), at=NOW),
    "refuse": lambda pair, mine, theirs, name: identity.refuse_same(mine, theirs, actor=pair.who(name), at=NOW),
    "undo": lambda pair, mine, theirs, name: identity.undo_same(
        questions.pair_of(mine, theirs) or identity.accept_same(mine, theirs, actor=pair.both, at=NOW),
        actor=pair.who(name),
        at=NOW,
    ),
}


@pytest.mark.parametrize("name", [FIRST_ONLY, SECOND_ONLY, STRANGER, "Umber Pleadwell", "Quinn Proofread"])
@pytest.mark.parametrize("verb", VERBS)
def test_acc_11_each_act_needs_the_right_on_both_sides(pair: Pair, verb: str, name: str) -> None:
    mine, theirs = pair.one.victim, pair.two.victim
    if verb == "undo":
        identity.accept_same(mine, theirs, actor=pair.both, at=NOW)
    before = db.session.scalars(select(IdentityLink.version)).all()
    with pytest.raises((NotFound, NotAllowed)):
        VERBS[verb](pair, mine, theirs, name)
    db.session.expire_all()
    assert db.session.scalars(select(IdentityLink.version)).all() == before


def test_acc_11_links_and_counts_are_there_for_whoever_may_open_both(pair: Pair) -> None:
    mine, theirs = alike(pair)
    identity.accept_same(mine, theirs, actor=pair.both, at=NOW)
    for name in (FIRST_ONLY, SECOND_ONLY, STRANGER):
        assert questions.links_of([mine.id, theirs.id], pair.who(name)) == []
        assert questions.repeats([mine.id, theirs.id], pair.who(name)) == {}
    assert len(questions.of_case(pair.one.incident, pair.both)) == 1


def test_repeats_follow_from_link_to_link_over_cases_the_reader_may_open(pair: Pair) -> None:
    """One and two are one human, two and three are: one and three are too, for whoever may open all three."""
    third = tell(PATHS[Status.RECORDED], begin(number=3))
    mine, theirs, last = pair.one.victim, pair.two.victim, third.victim
    people.change_person(
        last,
        people.PersonDetails(
            given_names=last.given_names, surname=last.surname, roles=(PartyRole.VICTIM, PartyRole.SUSPECT)
        ),
        actor=pair.both,
        at=NOW,
    )
    identity.accept_same(mine, theirs, actor=pair.both, at=NOW)
    identity.accept_same(theirs, last, actor=pair.both, at=NOW)
    found = questions.repeats([mine.id], pair.both)[mine.id]
    assert (found.victim, found.suspect) == (2, 1)
    investigation.allocate(third.incident, third.cast.user(FIRST_ONLY), actor=pair.both, at=NOW)
    assert questions.repeats([mine.id], pair.who(FIRST_ONLY)) == {}, "the way leads through a case he may not open"
