"""How fields of a case file are written where their name and type do not say it."""

from collections.abc import Mapping

#: A question of the form: written back, as null or an empty list, while nobody has answered it.
ASKED: Mapping[str, object] = {"write_when_empty": True}

#: Kept here for the clocks: the contract has no place for it, so it is neither written to a file nor read from one.
NOT_IN_FILE: Mapping[str, object] = {"in_file": False}

#: The name in the file is a word that Python keeps for itself.
NAMED_FROM: Mapping[str, object] = {"name": "from"}
