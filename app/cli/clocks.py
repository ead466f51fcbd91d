"""Commands about time: the clocks of a case, and one rule asked alone."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import click
from flask.cli import with_appcontext

from app.cli.words import Instant, as_json, as_of, moment, now, print_json, refusals
from app.domain.deadlines import Clock
from app.domain.reckoning import BadInput, Input, RuleShape, VariantShape, all_rules, read_moment, reckon, shape_of
from app.queries.clocks import clocks_of_case
from app.queries.records import case_of

#: How the arguments are called on the command line; every other name is an input.
ARGUMENTS = {"rule": "RULE", "from": "--from", "at": "--at", "variant": "--variant"}


@click.command()
@click.argument("reference")
@as_of
@as_json
@with_appcontext
@refusals
def clocks(reference: str, as_of: datetime | None, as_json: bool) -> None:
    """The clocks of a case."""
    found = clocks_of_case(case_of(reference), as_of or now())
    rows = [row_of(clock) for clock in found]
    if as_json:
        print_json(rows)
    else:
        print_rows(rows)


@click.command("clock")
@click.argument("rule", required=False)
@click.option("--list", "listed", is_flag=True, help="Every rule, and what it asks for.")
@click.option("--from", "start", metavar="INSTANT-OR-DATE", help="When it starts.")
@click.option("--input", "inputs", multiple=True, metavar="KEY=VALUE", help="What else must be known; may come again.")
@click.option("--at", type=Instant(), default="now", metavar="INSTANT", help="How it stands then.  [default: now]")
@click.option("--variant", help="Which form of the rule.")
@as_json
def clock(
    rule: str | None,
    listed: bool,
    start: str | None,
    inputs: tuple[str, ...],
    at: datetime,
    variant: str | None,
    as_json: bool,
) -> None:
    """When one rule ends, counted from a day or an instant, and why."""
    if listed:
        _print_list(as_json)
        return
    try:
        found = _reckoned(rule, start, inputs, at, variant)
    except BadInput as error:
        name = error.field or ""
        raise click.BadParameter(str(error), param_hint=ARGUMENTS.get(name, f"--input {name}")) from error
    rows = [row_of(one) | ({"variant": one.variant} if one.variant else {}) for one in found]
    if as_json:
        print_json(rows[0] if len(rows) == 1 else rows)
    else:
        print_rows(rows)


def _reckoned(
    rule: str | None, start: str | None, inputs: tuple[str, ...], at: datetime, variant: str | None
) -> tuple[Clock, ...]:
    if rule is None:
        raise BadInput("is missing; `clock --list` names them all.", field="rule")
    shape_of(rule)
    if start is None:
        raise BadInput("is missing: the day or instant from which to count.", field="from")
    return reckon(rule, read_moment("from", start), _pairs(inputs), at, variant)


def _pairs(inputs: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in inputs:
        name, equals, text = pair.partition("=")
        if not (name and equals and text):
            raise BadInput("is not of the form KEY=VALUE.", field=pair)
        if name in found:
            raise BadInput("is given twice.", field=name)
        found[name] = text
    return found


def row_of(clock: Clock) -> dict[str, Any]:
    """A clock as the commands print it."""
    return {
        "rule": clock.rule,
        "subject": clock.subject or None,
        "event": clock.event,
        "starts": moment(clock.starts),
        "due": moment(clock.due),
        "status": clock.status.value,
        "why": f"{clock.why} This rule is not confirmed." if clock.unconfirmed else clock.why,
    }


def print_rows(rows: Iterable[Mapping[str, Any]]) -> None:
    """Clocks for a person to read, one a line."""
    for row in rows:
        subject = row["subject"] or row.get("variant") or ""
        click.echo(f"{row['rule']:32}{subject:16}{row['due'] or 'no date':28}{row['status']:14}{row['why']}")


def _print_list(as_json: bool) -> None:
    shapes = all_rules()
    if as_json:
        print_json([_shape(one) for one in shapes])
        return
    for one in shapes:
        click.echo(f"{one.key}  {one.label}")
        click.echo(f"    --from: {one.start.meaning} ({one.start.kind.value})")
        for wanted in one.inputs:
            click.echo(f"    --input {wanted.name}=: {wanted.meaning} ({_kind(wanted)})")
        for variant in one.variants:
            click.echo(f"    {_variant_words(variant)}")


def _kind(wanted: Input) -> str:
    kind = " or ".join(wanted.words) or wanted.kind.value
    return f"{kind}, required" if wanted.required else kind


def _variant_words(one: VariantShape) -> str:
    length = f"{one.length} {one.unit}".replace("_", " ") if one.length else "no length of its own"
    name = f"--variant {one.variant}: " if one.variant else ""
    return f"{name}{length}; {one.source}; {one.mark.label.lower()}"


def _shape(one: RuleShape) -> dict[str, Any]:
    usual = one.usual
    return {
        "rule": one.key,
        "label": one.label,
        "from": {"type": one.start.kind.value, "meaning": one.start.meaning, "required": True},
        "inputs": [_input(wanted) for wanted in one.inputs],
        "length": usual.length or None,
        "unit": usual.unit or None,
        "says": one.sentence,
        "source": usual.source,
        "mark": usual.mark.value,
        "confirmed": usual.confirmed,
        "variants": [
            {
                "variant": each.variant, "label": each.label, "length": each.length or None, "unit": each.unit or None,
                "source": each.source, "mark": each.mark.value, "confirmed": each.confirmed,
            }
            for each in one.variants
            if each.variant
        ],
    }  # fmt: skip


def _input(wanted: Input) -> dict[str, Any]:
    return {
        "name": wanted.name,
        "type": wanted.kind.value,
        "meaning": wanted.meaning,
        "required": wanted.required,
        "words": list(wanted.words),
    }
