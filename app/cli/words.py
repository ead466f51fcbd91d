"""What the commands share: instants as options, refusals as sentences, JSON as it is printed."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

import click

from app.domain.case_file import BadCaseFile
from app.domain.errors import RuleBroken

LONDON = ZoneInfo("Europe/London")
P = ParamSpec("P")
T = TypeVar("T")


class Instant(click.ParamType[datetime]):
    """2026-11-23T10:00:00Z. A wall clock without a zone is London's, a day alone its noon; `now` and `today` work."""

    name = "instant"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        if value in ("now", "today"):
            return now()
        try:
            if len(value) == len("2026-11-23"):
                return datetime.fromisoformat(f"{value}T12:00:00").replace(tzinfo=LONDON)
            found = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not an instant such as 2026-11-23T10:00:00Z", param, ctx)
        return found if found.tzinfo else found.replace(tzinfo=LONDON)


def now() -> datetime:
    """The instant at which the command runs."""
    return datetime.now(UTC)


as_of = click.option(
    "--as-of", type=Instant(), metavar="INSTANT", help='"Now" for what is computed and printed; stores nothing.'
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def refusals(command: Callable[P, T]) -> Callable[P, T]:
    """What a rule refuses is a sentence on the error stream and exit code 1; nothing was written."""

    @wraps(command)
    def said(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return command(*args, **kwargs)
        except BadCaseFile as error:
            for field, why in error.problems:
                click.echo(f"{field}: {why}", err=True)
        except RuleBroken as error:
            click.echo(f"{error.field}: {error}" if error.field else str(error), err=True)
        raise SystemExit(1)

    return said


def moment(value: date | datetime | None) -> str | None:
    """Instants with seconds and offset, civil dates as dates, None for none."""
    if isinstance(value, datetime):
        return value.astimezone(LONDON).isoformat(timespec="seconds")
    return None if value is None else value.isoformat()


def print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
