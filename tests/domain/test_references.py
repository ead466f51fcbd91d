"""References: distinct, unguessable in order, forgiving to read, and strict about typing errors."""

import itertools

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain.references import ALPHABET, CAPACITY, BadReference, Reference, check_character, make, parse

KEY = b"a key for tests only, thirty-two!"
COUNTERS = st.integers(0, CAPACITY - 1)
YEARS = st.integers(2020, 2099)


@given(COUNTERS, YEARS)
def test_what_is_made_is_read_back(counter: int, year: int) -> None:
    made = make(counter, year=year, key=KEY)
    assert str(parse(made)) == made
    assert parse(made).year == year
    assert len(made) == len("HC-26-4K7Q2MD9")


@given(COUNTERS, COUNTERS, YEARS)
def test_two_counters_never_share_a_reference(one: int, other: int, year: int) -> None:
    assume(one != other)
    assert make(one, year=year, key=KEY) != make(other, year=year, key=KEY)


def test_ten_thousand_in_a_row_are_distinct_and_in_no_order() -> None:
    made = [make(counter, year=2026, key=KEY) for counter in range(10_000)]
    assert len(set(made)) == len(made)
    rising = sum(one < other for one, other in itertools.pairwise(made))
    assert 4_500 < rising < 5_500


def test_year_and_key_change_every_reference() -> None:
    assert make(7, year=2026, key=KEY)[6:] != make(7, year=2027, key=KEY)[6:]
    assert make(7, year=2026, key=KEY) != make(7, year=2026, key=b"another key")


@given(COUNTERS, st.integers(0, 9), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_caught(counter: int, place: int, wrong: str) -> None:
    plain = make(counter, year=2026, key=KEY).replace("-", "")
    at = place + 2
    assume(plain[at] != wrong)
    with pytest.raises(BadReference):
        parse(plain[:at] + wrong + plain[at + 1 :])


@given(COUNTERS, st.integers(2, 10))
def test_two_neighbours_exchanged_are_caught(counter: int, at: int) -> None:
    plain = make(counter, year=2026, key=KEY).replace("-", "")
    assume(plain[at] != plain[at + 1])
    with pytest.raises(BadReference):
        parse(plain[:at] + plain[at + 1] + plain[at] + plain[at + 2 :])


def test_it_is_read_as_people_type_it() -> None:
    reference = Reference(year=2026, body="10K7Q2M")
    typed = f"hc 26 lok7q2m{check_character(2026, '10K7Q2M').lower()}"
    assert parse(typed) == reference


@pytest.mark.parametrize("text", ["", "HC-26-4K7Q2M", "HX-26-4K7Q2MD9", "HC-26-4K7Q2MU9", "HC-26-4K7Q2MD99"])
def test_other_texts_are_no_references(text: str) -> None:
    with pytest.raises(BadReference, match="looks like"):
        parse(text)


@pytest.mark.parametrize("counter", [-1, CAPACITY])
def test_a_counter_outside_the_range_is_refused(counter: int) -> None:
    with pytest.raises(ValueError, match="counter must lie"):
        make(counter, year=2026, key=KEY)
