"""INP-5: whatever is searched or filtered for, the database is asked the same question with other values."""

import pytest
from sqlalchemy import event

from app.database.session import db

PAYLOADS = [
    "' OR '1'='1", "'; DROP TABLE incident; --", '" OR 1=1 --', "1; SELECT pg_sleep(9)", "%", "_", "\\", "%%%",
    "a%' --",
    "' UNION SELECT * FROM user_account --", "${7*7}", "{{7*7}}", "%(words)s", ":words", "?", "\u02bc OR 1=1",
    "0x27", "admin'/*", "*/--", "x' AND reference LIKE 'H%",
]  # fmt: skip
FILTERS = ["stage", "strand", "list", "after"]


@pytest.fixture
def asked(database):
    """The text of each statement, without its values."""
    said: list[str] = []

    def note(connection, cursor, statement, *rest):
        said.append(statement)

    engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield said
    event.remove(engine, "before_cursor_execute", note)


def questions(asked: list[str], client, address: str, **query: str) -> tuple[int, list[str]]:
    asked.clear()
    status = client.get(address, query_string=query).status_code
    return status, [statement for statement in asked if statement.startswith("SELECT")]


def test_inp_5_words_searched_for_are_values_only(story, as_, asked):
    client = as_(story, "officer")
    questions(asked, client, "/find", q="warm")
    nothing, something = (questions(asked, client, "/find", q=words) for words in ("nothingofit", "tram"))
    assert nothing[0] == something[0] == 200 and nothing[1] != something[1]
    for payload in PAYLOADS:
        assert questions(asked, client, "/find", q=payload) in (nothing, something), payload


@pytest.mark.parametrize("name", FILTERS)
def test_inp_5_a_filter_nobody_knows_changes_no_question(story, as_, asked, name):
    client = as_(story, "officer")
    questions(asked, client, "/work")
    ordinary = questions(asked, client, "/work")
    for payload in PAYLOADS:
        status, said = questions(asked, client, "/work", **{name: payload})
        assert status in (200, 400), (name, payload)
        assert status == 400 or said == ordinary[1], (name, payload)
