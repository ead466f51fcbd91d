"""How fields of a case file are written where their name and type do not say it."""

from collections.abc import Mapping

#: A question of the form: written back, as null or an empty list, while nobody has answered it.
ASKED: Mapping[str, object] = {"write_when_empty": True}

#: The name in the file is a word that Python keeps for itself.
NAMED_FROM: Mapping[str, object] = {"name": "from"}
