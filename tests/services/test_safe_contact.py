"""Safe contact: whoever is entitled tightens it at once, loosening needs the person's word, reasons stay."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.database.session import db
from app.domain.errors import NotAllowed, NotFound, RuleBroken
from app.domain.stages import Status
from app.models.people import SafeContactChange
from app.queries.safe_contact import changes_of
from app.services import people, safe_contact
from app.services.demo.paths import PATHS
from app.services.demo.story import Story
from tests.stories import NOW, begin, give_safe_contact, support, tell

CASEWORKER, STRANGER = "Bex Harbourne", "Cory Lantern"
LOOSER = people.ContactCard(phones=("07700 900123",), safe_channels=("text", "phone"), voicemail_allowed=True)


@pytest.fixture
def case(database: str) -> Story:
    story = tell(PATHS[Status.CHARGED], begin())
    support(story)
    give_safe_contact(story)
    return story


def tighten(case: Story, name: str, **more: object) -> None:
    given = {"without": (), "never": ("never ring before noon",), "no_voicemail": False, "reason": None} | more
    safe_contact.tighten(case.victim, actor=case.cast.actor(name), at=NOW, **given)  # type: ignore[arg-type] # any of them


def now(case: Story) -> tuple[list[str], list[str], bool | None]:
    db.session.expire_all()
    known = people.contact_of(case.victim)
    assert known is not None
    return known.safe_channels or [], known.unsafe_channels or [], known.voicemail_allowed


@pytest.mark.both
@pytest.mark.parametrize("name", [CASEWORKER, "Rowan Witnall", "Arden Samplewick", "Cleo Testerby"])
def test_acc_10_whoever_is_entitled_tightens_at_once(case: Story, name: str) -> None:
    tighten(case, name, without=("text",))
    assert now(case) == ([], ["letter", "never ring before noon"], False)


@pytest.mark.parametrize("name", [STRANGER, "Ellis Pretendham", "Umber Pleadwell", "Fable Keyholder", "Sorrel Witwell"])
def test_acc_2_nobody_else_does(case: Story, name: str) -> None:
    before = now(case)
    with pytest.raises((NotFound, NotAllowed)):
        tighten(case, name)
    assert now(case) == before


def test_loosening_needs_the_persons_word(case: Story) -> None:
    before = now(case)
    with pytest.raises(RuleBroken, match="less strict") as refused:
        safe_contact.put_contact(case.victim, LOOSER, actor=case.officer, at=NOW)
    assert refused.value.field == "word_given_on" and "letter" in str(refused.value)
    assert now(case) == before
    with pytest.raises(RuleBroken, match="future"):
        safe_contact.put_contact(
            case.victim, LOOSER, word_given_on=NOW.date() + timedelta(days=1), actor=case.officer, at=NOW
        )
    safe_contact.put_contact(case.victim, LOOSER, word_given_on=date(2026, 11, 22), actor=case.officer, at=NOW)
    last = changes_of(case.victim)[0]
    assert (last.is_looser, last.word_on, last.by) == (True, date(2026, 11, 22), case.officer.name)


def test_what_changes_no_instruction_asks_no_word(case: Story) -> None:
    """Another telephone number for the same ways."""
    kept = len(changes_of(case.victim))
    known = people.contact_of(case.victim)
    assert known is not None
    card = people.ContactCard(
        phones=("07700 900999",), safe_channels=tuple(known.safe_channels or ()),
        unsafe_channels=tuple(known.unsafe_channels or ()), voicemail_allowed=known.voicemail_allowed,
    )  # fmt: skip
    safe_contact.put_contact(case.victim, card, actor=case.officer, at=NOW)
    assert len(changes_of(case.victim)) == kept


def test_acc_10_a_support_workers_reason_is_read_by_support_workers_alone(case: Story) -> None:
    tighten(case, CASEWORKER, reason="The brother reads her telephone")
    assert changes_of(case.victim)[0].reason is None
    assert changes_of(case.victim, reasons=True)[0].reason == "The brother reads her telephone"


def test_enc_2_neither_instruction_nor_reason_is_stored_in_the_clear(case: Story) -> None:
    tighten(case, CASEWORKER, reason="The brother reads her telephone")
    row = db.session.scalars(select(SafeContactChange).order_by(SafeContactChange.id.desc())).first()
    assert row is not None
    stored = bytes(row.reason_sealed or b"") + bytes(row.instruction_sealed or b"")
    assert b"brother" not in stored and b"noon" not in stored
    assert row.instruction is not None and "never ring before noon" in str(row.instruction)


def test_tightening_that_changes_nothing_is_refused_beside_its_field(case: Story) -> None:
    with pytest.raises(RuleBroken) as refused:
        tighten(case, CASEWORKER, never=("letter",))
    assert refused.value.field == "never"
