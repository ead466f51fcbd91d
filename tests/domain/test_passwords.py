"""What a password must be (AUTH-1)."""

import pytest

from app.domain.errors import RuleBroken
from app.domain.passwords import COMMON, check_password


@pytest.mark.parametrize(
    "password", ["x" * 7 + "y" * 8, "a b c d e f g h", "é" * 15, "  leading spaces", "🙂" * 15, "z" * 128]
)
def test_auth_1_long_enough_passwords_are_taken_as_they_are(password):
    check_password(password, user_name="Robin Tarn")


@pytest.mark.parametrize("password", ["", "x" * 14, "🙂" * 14, "z" * 129])
def test_auth_1_too_short_or_too_long(password):
    with pytest.raises(RuleBroken, match="characters"):
        check_password(password, user_name="Robin Tarn")


def test_auth_1_the_list_is_long_and_every_entry_is_refused():
    assert len(COMMON) >= 200 and all(len(word) >= 15 for word in COMMON)
    for word in COMMON:
        for spelling in (word, word.upper(), word.title()):
            with pytest.raises(RuleBroken, match="common"):
                check_password(spelling, user_name="Robin Tarn")


@pytest.mark.parametrize(
    "password",
    [
        "my name is robin ok",
        "tarn-robin-tarn-x",
        "ROBINTARN2026 and on",
        "throughline forever",
        "marrowdale police 1 2 3",
    ],
)
def test_auth_1_names_everybody_knows(password):
    with pytest.raises(RuleBroken, match="without your name"):
        check_password(password, user_name="Robin Tarn", forces=["Marrowdale Police"])


def test_short_parts_of_names_are_no_reason():
    check_password("a lion in the wood", user_name="Bo Li")
