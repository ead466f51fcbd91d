"""What speaks for one human or one incident, and what does not; a person always decides."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.domain.matching import Identity, basis_of, one_name, overlapping, plain, similar_words, window
from app.domain.vocabulary.linking import IdentityBasis as B

BORN, OTHER_DAY = date(1990, 5, 17), date(1990, 5, 18)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def human(given: str = "Ana", surname: str = "Exempel", born: date | None = None, *digests: str) -> Identity:
    return Identity(given, surname, born, frozenset(digests))


@pytest.mark.parametrize(
    ("one", "other", "basis"),
    [
        (human(born=BORN), human(born=BORN), B.NAME_AND_BIRTH),
        (human("ANA", "exempel", BORN), human(born=BORN), B.NAME_AND_BIRTH),
        (human("Ána", "Éxempel", BORN), human(born=BORN), B.NAME_AND_BIRTH),
        (human("Ana", "Exempel-Probe", BORN), human("Ana", "Exempel Probe", BORN), B.NAME_AND_BIRTH),
        (human("Ana", "Exempel", None, "d1"), human("Bo", "Anders", None, "d1", "d2"), B.CONTACT),
        (human("Ana", "Exempel", BORN, "d1"), human("Ana", "Exempel", OTHER_DAY, "d1"), B.CONTACT),
        (human("", "", None, "d1"), human("Ana", "Exempel", None, "d1"), B.CONTACT),
        (human(born=BORN), human(), B.SAME_NAME),
        (human(), human(), B.SAME_NAME),
        (human("Anna"), human("Ana"), B.SIMILAR_NAME),
        (human("Ana", "Exemple", BORN), human("Ana", "Exempel", BORN), B.SIMILAR_NAME),
        (human(born=BORN), human(born=OTHER_DAY), None),
        (human("Anna", born=BORN), human("Ana", born=OTHER_DAY), None),
        (human("Ana", "Exempel"), human("Ana", "Toutautre"), None),
        (human("", ""), human("", ""), None),
        (human("Ana", ""), human("Ana", ""), None),
    ],
)
def test_what_speaks_for_one_human(one: Identity, other: Identity, basis: B | None) -> None:
    assert basis_of(one, other) is basis
    assert basis_of(other, one) is basis


def test_spelling_alone_keeps_nobody_apart() -> None:
    assert plain("  ÁNA-Lucía   Exempel ") == "ana lucia exempel"


def test_two_accounts_of_one_incident_share_uncommon_words() -> None:
    first = "Two youths on bicycles threw bottles at the bakery window and shouted about the owner's headscarf."
    again = "Bottles were thrown; the bakery window broke. The youths had bicycles and laughed at a headscarf."
    apart = "A letter with insults was pushed through the door of the community centre before the weekend."
    assert similar_words(first, again) and similar_words(again, first)
    assert not similar_words(first, apart)
    assert not similar_words("They said that there were some about", "They said that there were some about")


@pytest.mark.parametrize(("days", "expected"), [(0, True), (1, True), (2, False), (30, False)])
def test_time_windows_overlap_within_a_day(days: int, expected: bool) -> None:
    mine = window(NOON, NOON, NOON)
    theirs = window(NOON + timedelta(days=days), None, NOON + timedelta(days=days))
    assert overlapping(mine, theirs) is expected and overlapping(theirs, mine) is expected


def test_without_a_time_the_day_before_the_report_counts() -> None:
    begins, ends = window(None, None, NOON)
    assert (begins, ends) == (NOON - timedelta(days=1), NOON)


def test_somebody_without_a_name_is_nobody_in_common() -> None:
    assert one_name(["Ana Exempel"], ["ana exempel"])
    assert not one_name([" "], [" "])
