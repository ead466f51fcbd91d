"""Names of people of a case are found in a free account, with the capitalised names written next to them."""

import pytest

from app.domain.naming import TAKEN_OUT, names_in, without_names

PEOPLE = [("Sasha Placeham", "subject"), ("Robin De-Vere", "complainant")]


@pytest.mark.parametrize(
    ("account", "found"),
    [
        ("A man shouted.", []),
        ("Then Sasha Placeham shouted at Robin.", ["Sasha Placeham", "Robin"]),
        ("sasha shouted, PLACEHAM laughed.", ["sasha", "PLACEHAM"]),
        ("It was Sasha's brother, Alex Placeham.", ["Sasha", "Alex Placeham"]),
        ("Sasha Lee Placeham and Robin De-Vere.", ["Sasha Lee Placeham", "Robin De-Vere"]),
        ("Mrs Placeham of the Placehams.", ["Mrs Placeham"]),
        ("Sasha. Sasha again.", ["Sasha"]),
        ("Kim Smith said nothing.", []),
    ],
)
def test_names_of_the_people_are_found_and_nothing_else(account: str, found: list[str]) -> None:
    assert [one.words for one in names_in(account, PEOPLE)] == found


def test_each_name_says_whose_it_is() -> None:
    assert [one.whose for one in names_in("Robin met Placeham.", PEOPLE)] == ["complainant", "subject"]


def test_names_are_taken_out_whole_and_only_those() -> None:
    account = "Sasha Placeham came. Sasha's dog bit Robin; Sashay is a dance."
    left = without_names(account, ["Sasha", "Sasha Placeham"])
    assert left == f"{TAKEN_OUT} came. {TAKEN_OUT}'s dog bit Robin; Sashay is a dance."
