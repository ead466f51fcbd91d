"""The strictest entry wins: whatever is typed, tightening never loosens, and each loosening is named."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.safe_contact import Instruction, loosened, tightened
from app.domain.vocabulary import ContactChannel

CHANNELS = st.sets(st.sampled_from([one.value for one in ContactChannel]))
LINES = st.sets(st.sampled_from(["never ring after 18:00", "never write to the flat", "never e-mail"]))
INSTRUCTIONS = st.builds(Instruction.of, CHANNELS, LINES, st.sampled_from([None, True, False]))


@given(INSTRUCTIONS, CHANNELS, LINES, st.booleans())
def test_tightening_never_loosens(before: Instruction, without: set[str], never: set[str], quiet: bool) -> None:
    after = tightened(before, without=without, never=never, no_voicemail=quiet)
    assert loosened(before, after) == ()
    assert after.safe == before.safe - without and after.never >= before.never | never


@given(INSTRUCTIONS, INSTRUCTIONS)
def test_every_loosening_is_named(before: Instruction, after: Instruction) -> None:
    told = loosened(before, after)
    looser = (
        bool(after.safe - before.safe)
        or bool(before.never - after.never)
        or (after.voicemail is True and before.voicemail is not True)
    )
    assert bool(told) is looser
    assert len(told) == len(set(told))


def test_the_first_record_loosens_nothing() -> None:
    assert loosened(None, Instruction.of(["text"], [], True)) == ()
