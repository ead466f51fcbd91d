"""The custody chain on paper: every step in order, gaps in their place, nothing of sensitive items, no file name."""

from datetime import UTC, datetime, timedelta

from app.documents.blocks import text_of
from app.documents.contexts import custody_chain
from app.domain.exhibit_custody import Step, line_of
from app.domain.vocabulary import CustodyKind
from tests.documents.papers import SAMPLES, dossier, plain, printed
from tests.documents.papers import text_of as text_of_pdf

AT = datetime(2026, 11, 1, 10, tzinfo=UTC)


def step(kind: CustodyKind, hours: int, **more: str) -> Step:
    at = AT + timedelta(hours=hours)
    return Step(kind=kind, at=at, recorded_at=at, recorded_by="PC Arden", **more)


CHAIN = line_of(
    [
        step(CustodyKind.SEIZED, 0, to_holder="PC Arden", to_place="Store 2", seal_number="ZX 100"),
        step(CustodyKind.COPIED, 1, file="F1 CANARY-NAME.txt", sha256="ab" * 32, reason="For the expert"),
        step(CustodyKind.HANDED_OVER, 2, from_holder="Somebody else", to_holder="Laboratory", to_place="Bench 4"),
    ]
)


def rows(item: str = "E1") -> list[list[str]]:
    paper = custody_chain.build(dossier(SAMPLES[1], chains={item: CHAIN}))
    found = [block for section in paper.sections for block in section.blocks if block.kind == "table"]
    return [[text_of(cell) for cell in row] for block in found for row in block.rows]


def test_steps_stand_in_order_and_the_gap_between_them() -> None:
    first, second, gap, third = rows()
    assert (first[1], first[3]) == ("Seized", "PC Arden, Store 2") and "Seal ZX 100." in first[4]
    assert second[1] == "Copied, file F1" and "For the expert." in second[4]
    assert gap[0] == "GAP" and "PC Arden had it last; this says that it came from Somebody else." in gap[4]
    assert third[3] == "Laboratory, Bench 4"


def test_pdf_4_a_sensitive_item_has_no_chain_and_no_file_its_name() -> None:
    assert rows("E8") == []
    made = printed("custody-chain", dossier(SAMPLES[1], chains={"E1": CHAIN}))
    assert "CANARY" not in text_of_pdf(made)
    assert plain("ab" * 32) in plain(text_of_pdf(made)).replace(" ", "")


def test_an_online_post_says_which_it_is_and_not_its_words() -> None:
    posts = {"E1": (("Account", "@wall_writer"), ("Posted", "Sun 1 Nov 2026, 21:14 UTC"))}
    paper = custody_chain.build(dossier(SAMPLES[1], chains={"E1": CHAIN}, posts=posts))
    assert "@wall_writer" in str(paper) and "21:14 UTC" in str(paper)
    made = custody_chain.build(dossier(SAMPLES[1], chains={"E8": CHAIN}, posts={"E8": (("Account", "@CANARY"),)}))
    assert "CANARY" not in str(made)
