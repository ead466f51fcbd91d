"""Does an item of evidence count? What does not is kept as it is until it counts again."""

from collections.abc import Mapping

from app.domain.errors import RuleBroken
from app.domain.vocabulary import ItemStanding
from app.models.material import EvidenceItem

_SENTENCES: Mapping[ItemStanding, str] = {
    ItemStanding.WAITS: "This was sent in and does not count yet. Accept it first.",
    ItemStanding.DECLINED: "This was not taken as evidence. Accept it first.",
    ItemStanding.WITHDRAWN: "This item is withdrawn and stays as it is. It can be restored.",
}


def refuse_what_does_not_count(item: EvidenceItem) -> None:
    """Raise RuleBroken for an item that is withdrawn, or was not accepted."""
    sentence = _SENTENCES.get(item.standing)
    if sentence is not None:
        raise RuleBroken(sentence)
