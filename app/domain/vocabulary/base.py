"""What every closed list shares: the stored value and the words a person reads."""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A closed list whose members carry their own words; stored by value."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member
