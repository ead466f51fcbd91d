"""One rule asked alone: from this day or instant, with this known, when does it end and why?

The clocks of a case (`app/domain/deadlines`) come from its facts; here somebody gives the facts by hand. Both count by
the same rows of `data/` and the same primitives.
"""

from app.domain.reckoning.inputs import BadInput, Input, InputKind, read_moment
from app.domain.reckoning.rules import RuleShape, VariantShape, all_rules, reckon, shape_of

__all__ = [
    "BadInput",
    "Input",
    "InputKind",
    "RuleShape",
    "VariantShape",
    "all_rules",
    "read_moment",
    "reckon",
    "shape_of",
]
