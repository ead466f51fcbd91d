"""Making the rows of a batch of cases, in any process: a batch depends on the plan and its own number alone."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, Final

from app.database.bulk import as_lines
from app.domain import references
from app.domain.calendar import london_day
from app.domain.case_file import CaseFile
from app.models.sealed import Keyring, keyring, use_keyring
from app.services.demo.generated.frame import Frame, begins
from app.services.demo.generated.index import AsStored, add_words
from app.services.demo.generated.rows import Case, Hands, add
from app.services.demo.generated.shapes import SHAPES
from app.services.demo.generated.tables import Rows, no_rows

BATCH: Final = 500
OFFENCES: Final = ("poa_s4a", "oapa_s47")
TWO_ALLEGED: Final = 0.48
_SHAPES, _SHARES = tuple(SHAPES), tuple(shape.share for shape in SHAPES.values())
Kind = tuple[str, str, int]  # shape, offence, how many allegations


def kinds() -> list[Kind]:
    """Every kind of case there can be."""
    return [
        (name, offence, alleged)
        for name, shape in SHAPES.items()
        for offence in OFFENCES
        for alleged in ((1, 2) if shape.alleged else (0,))
    ]


def first_day(shape: str, on: date) -> date:
    """The day on which the case of a shape is read whose facts stand for all days."""
    return on - timedelta(days=SHAPES[shape].ages[0])


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a batch depends on. `first` and `drawn` say what each table and each year's counter hold already."""

    seed: int
    cases: int
    at: datetime
    hands: tuple[Hands, ...]
    first: Mapping[str, int]
    drawn: Mapping[int, int]
    facts: Mapping[Kind, CaseFile]
    keys: Keyring
    as_stored: AsStored

    @property
    def batches(self) -> int:
        return -(-self.cases // BATCH)


class Maker:
    """Makes batches of one plan; keeps the frames, of which there are as many as kinds and days."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.frame = cache(self._frame)
        use_keyring(plan.keys)

    def rows(self, batch: int) -> Rows:
        """The rows of a batch. Case keys and salts are drawn afresh; everything else follows from seed and number."""
        rows, chance = no_rows(), random.Random(f"{self.plan.seed}/{batch}")  # noqa: S311 - invented cases
        for number in range(batch * BATCH, min(self.plan.cases, (batch + 1) * BATCH)):
            case = self.case(number, chance)
            add(case, rows)
            add_words(case, rows, self.plan.as_stored)
        return rows

    def case(self, number: int, chance: random.Random) -> Case:
        name = chance.choices(_SHAPES, _SHARES)[0]
        age = chance.randint(*SHAPES[name].ages)
        frame = self.frame(name, age, 1 + (chance.random() < TWO_ALLEGED) if SHAPES[name].alleged else 0)
        return case_of(self.plan.first, number, frame, chance.choice(self.plan.hands), chance, self.plan.drawn)

    def _frame(self, name: str, age: int, alleged: int) -> Frame:
        today = london_day(self.plan.at)
        day = today - timedelta(days=age)
        offence = OFFENCES[day.toordinal() % len(OFFENCES)]
        frame = Frame(SHAPES[name], begins(name, day), offence, alleged)
        frame.reckon(self.plan.facts[name, offence, alleged], first_day(name, today), self.plan.at)
        return frame


def case_of(
    first: Mapping[str, int], number: int, frame: Frame, hands: Hands, chance: random.Random, drawn: Mapping[int, int]
) -> Case:
    """A case with a reference of its own: the counter of its year, moved on by its number."""
    keys, year = keyring(), london_day(frame.start).year
    return Case(
        number=number,
        reference=references.make(drawn.get(year, 0) + number + 1, year=year, key=keys.reference),
        wrapped_key=keys.new_case_key(),
        salt=random.SystemRandom().randbytes(16),
        frame=frame,
        hands=hands,
        first=first,
        chance=chance,
    )


_makers: dict[str, Maker] = {}


def begin(plan: Plan) -> None:
    """In a process that makes batches: keep the plan."""
    _makers["mine"] = Maker(plan)


def make(batch: int) -> dict[str, list[tuple[Any, ...]]]:
    return _makers["mine"].rows(batch)


def make_text(batch: int) -> dict[str, bytes]:
    """As PostgreSQL's COPY reads it: encoded here, so that whoever writes has only to send."""
    return {table: as_lines(rows) for table, rows in make(batch).items() if rows}
