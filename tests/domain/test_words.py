"""Words in order: what keeps its place, what stands apart, and what exceeds the limits."""

import pytest

from app.domain import words
from app.domain.words import GAP, in_order, marked, terms_of


def test_texts_are_kept_apart_and_a_word_with_a_mark_is_also_kept_whole() -> None:
    assert in_order(["A white van.", "O'Brien"]) == ("a", "white", "van", GAP, "o", "brien", GAP, GAP, "obrien")
    assert in_order([]) == ()


def test_a_word_that_comes_too_often_keeps_its_first_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "MOST_TIMES", 2)
    assert in_order(["no no no stop"]) == ("no", "no", GAP, "stop", GAP)


def test_what_comes_after_the_last_place_is_kept_without_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "MOST_TIMES", 2)
    monkeypatch.setattr(words, "MOST_PLACES", 3)
    assert in_order(["one two three four two"]) == ("one", "two", "three", GAP, "four")


def test_no_more_letters_are_kept_than_a_row_can_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "MOST_LETTERS", 9)
    monkeypatch.setattr(words, "MOST_TIMES", 2)
    assert in_order(["one two three four"]) == ("one", "two", GAP, GAP, GAP)


def test_what_stands_in_quotes_is_one_term() -> None:
    asked = terms_of('a "white van" 12" “O’Brien said”')
    assert [(term.parts, term.quoted, term.unfinished) for term in asked] == [
        (("a",), False, False), (("white", "van"), True, False), (("12",), False, True),
        (("o", "brien", "said"), True, False),
    ]  # fmt: skip
    assert not any(term.may_be_misspelt for term in asked)


def test_only_the_words_beside_each_other_are_marked() -> None:
    chunks = ["A", "van,", "then", "a", "white", "van;", "white"]
    assert marked(chunks, terms_of('"white van"'), {}) == [False, False, False, False, True, True, False]
