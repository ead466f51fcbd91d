"""The papers of the sample cases hold what they must and nothing that they must not."""

import re

import pytest

from app.documents.wording import day
from tests.documents.papers import KEYS, SAMPLES, is_hidden, paper, paper_text, plain
from tests.domain.samples import case, expected

CHECKED = {"police-report": "police_report_pdf", "charging-request": "charging_request_pdf"}
# Restricted in every paper, so what the charging request may not hold the other papers of the CPS may not either.
ALSO = dict.fromkeys(("case-summary", "review-record", "custody-chain"), "charging_request_pdf")


def rows(kind: str, keys: dict[str, str]) -> list[tuple[str, str, str]]:
    return [
        (name, key, words) for name in SAMPLES for key, part in keys.items() for words in expected(name)[part][kind]
    ]


@pytest.mark.parametrize(("name", "key", "words"), rows("must", CHECKED))
def test_what_must_be_there_is_there(name: str, key: str, words: str) -> None:
    assert plain(words) in paper_text(name, key)


@pytest.mark.parametrize(("name", "key", "words"), rows("must_not", CHECKED | ALSO))
def test_what_must_not_be_there_is_nowhere(name: str, key: str, words: str) -> None:
    assert is_hidden(words, paper(name, key))


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("name", SAMPLES)
def test_no_contact_detail_of_any_kind(name: str, key: str) -> None:
    text = paper_text(name, key)
    assert not re.search(r"\S@\S+\.\S", text)
    assert not re.search(r"\b0\d{4} ?\d{6}\b", text)
    assert not re.search(r"\bZZ\d ?\d[A-Z]{2}\b", text)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("name", SAMPLES)
def test_no_date_of_birth_of_a_victim_or_witness(name: str, key: str) -> None:
    born = [person.date_of_birth for person in case(name).people if "suspect" not in person.party_roles]
    assert not [one for one in born if one and day(one) in paper_text(name, key)]
