"""The grid of page one: how much evidence there is for and against each point to prove, and which points have none."""

from collections.abc import Sequence

from app.documents.blocks import Run, Table, Words, note, words
from app.documents.contexts import evidence
from app.documents.contexts.desk import Desk
from app.documents.wording import clipped, joined
from app.domain.case_file.allegations import AllegationFacts, Element
from app.formatting import plural

HEADS = ("To prove", "Statements", "Recordings", "Other", "Core", "Against")
WIDTHS = (40, 15, 15, 10, 10, 10)
# A point to prove with what points the other way about it.
Point = tuple[Element, tuple[str, ...]]


def hidden_words(total: int, shown: int, thing: str, things: str = "") -> str:
    """How many of a part stand on later pages; nothing when all are shown."""
    hidden = total - shown
    return f"{hidden} more {thing if hidden == 1 else things or thing + 's'} from page 2 on." if hidden > 0 else ""


def grid(desk: Desk, rows_at_most: int, signs: int) -> tuple[Table | None, str]:
    """Counts of evidence against each element; a point without any is named. Beyond the room: a row an offence."""
    points = _points(desk)
    if not points:
        return None, ""
    if len(points) <= rows_at_most:
        rows = [_point_row(desk, point, numbers) for point, numbers in points]
        more = ""
    else:
        # Where not all fit, those with the most points without evidence come first.
        bare = sorted(desk.case.allegations, key=lambda each: -len(_empty(each)))
        shown = bare[:rows_at_most]
        rows = [_offence_row(desk, each, signs) for each in shown]
        more = hidden_words(len(desk.case.allegations), len(shown), "offence")
    return Table(HEADS, WIDTHS, tuple(rows)), more


def _points(desk: Desk) -> list[tuple[Point, list[int]]]:
    """Each point to prove once, with its offences: the same words with the same evidence are one point."""
    points: dict[Point, list[int]] = {}
    for allegation in desk.case.allegations:
        for element in allegation.elements:
            point = element, desk.against(allegation, element)
            points.setdefault(point, []).append(desk.number_of(allegation.allegation_id))
    return list(points.items())


def _point_row(desk: Desk, point: Point, numbers: list[int]) -> tuple[Words, ...]:
    element, against = point
    offences = ", ".join(str(number) for number in numbers[:4]) + (" …" if len(numbers) > 4 else "")
    empty = () if element.source_ids else (Run(" ", ""), Run("NOTHING LINKED", "missing"))
    named = words(note(f"{offences} "), clipped(desk.clean(element.text), 70), empty)
    return (named, *_counts(desk, [element], against))


def _empty(allegation: AllegationFacts) -> list[Element]:
    return [element for element in allegation.elements if not element.source_ids]


def _offence_row(desk: Desk, allegation: AllegationFacts, signs: int) -> tuple[Words, ...]:
    empty = [clipped(desk.clean(each.text), 30) for each in _empty(allegation)]
    covered = len(allegation.elements) - len(empty)
    head: list[Run | str | Words] = [
        note(f"{desk.number_of(allegation.allegation_id)} "),
        clipped(desk.offence(allegation).title, 50),
        note(f" {covered} of {plural(len(allegation.elements), 'point')} covered"),
    ]
    if empty:
        named = joined(empty[:2]) + (f" and {len(empty) - 2} more" if len(empty) > 2 else "")
        head += [". ", Run("NOTHING LINKED", "missing"), f" {clipped(named, signs)}"]
    against = [source for element in allegation.elements for source in desk.against(allegation, element)]
    return (words(*head), *_counts(desk, list(allegation.elements), against))


def _counts(desk: Desk, elements: list[Element], against: Sequence[str]) -> tuple[Words, ...]:
    sources = list(dict.fromkeys(source for element in elements for source in element.source_ids))
    media = {item.evidence_id for item in desk.case.evidence_items if item.kind in evidence.RECORDINGS}
    statements = [each for each in sources if each.startswith("S")]
    recordings = [each for each in sources if each in media]
    others = [each for each in sources if each not in statements and each not in recordings]
    core = [each for each in sources if evidence.is_core(desk, each)]
    columns = (statements, recordings, others, core, dict.fromkeys(against))
    return tuple(words(str(len(each)) if each else "–") for each in columns)
