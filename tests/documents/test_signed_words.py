"""A paper that carries a statement says who signed which words, when and how (row 43)."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from app.documents.dossier import SignedWords
from app.documents.render import render_document
from app.domain.signing import text_hash
from app.services.demo import later_acts
from app.services.documents import dossier_of
from tests.documents.papers import dossier
from tests.stories import begin, tell

HASH = text_hash("He shouted at me.")


def printed(**changes: object) -> str:
    return "".join(render_document("review-record", dossier("01-bus-stop", **changes)).variants)


def test_row_43_name_time_and_hash_of_the_words_are_printed() -> None:
    signed = SignedWords(
        statement_id="S1", signed_at=datetime(2026, 11, 20, 14, 2, tzinfo=UTC), manner="signed on paper",
        text_sha256=HASH,
    )  # fmt: skip
    html = printed(signed=(signed,))
    assert HASH in html and "signed by" in html and "14:02" in html and "signed on paper" in html
    assert HASH not in printed()


@pytest.mark.both
def test_row_43_a_paper_gets_the_signature_of_the_words_that_stand_there(app: Flask, database: str) -> None:
    story = tell(later_acts.ready, begin())
    [one] = dossier_of(story.incident, as_of=story.now, made_by="an officer").signed
    statement = story.material[0]
    assert (one.statement_id, one.text_sha256) == ("S1", text_hash(statement.text))
    statement.text_version, statement.signed = 2, False
    assert not dossier_of(story.incident, as_of=story.now, made_by="an officer").signed
