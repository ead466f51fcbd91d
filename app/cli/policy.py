"""`show-policy`: the tables the program walks, printed for somebody who decides whether they are right; `policy`."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import click
from flask.cli import with_appcontext

from app.cli.words import as_of, now, refusals
from app.domain.access import GRANTS, SAYS, Grant
from app.domain.actor import system
from app.domain.calendar import london_day
from app.domain.policies import in_force
from app.domain.roles import Outsider, Role
from app.domain.stages import MEANINGS
from app.domain.workflow import STEPS
from app.queries.policies import force_with_code
from app.services.local_policies import set_policy

Table = tuple[str, Sequence[str], Iterable[Sequence[str]]]


def tables(at: datetime) -> tuple[Table, ...]:
    """Title, columns, rows of each table."""
    return (_statuses(), _steps(), _rights(), _choices(at))


def _statuses() -> Table:
    rows = [
        (
            status.value,
            status.stage.label,
            meaning.label,
            meaning.level.value,
            ", ".join(role.label for role in meaning.acts) or "nobody",
            meaning.victim,
        )
        for status, meaning in MEANINGS.items()
    ]
    return "Stages and statuses", ("Status", "Stage", "Shown as", "Lives on", "Whose turn", "The victim is told"), rows


def _steps() -> Table:
    rows = [
        (
            step.says,
            step.number,
            ", ".join(sorted(step.sources)),
            step.target.value if step.target else "the status before",
            step.permission.value if step.permission else "the system",
            "; ".join(fact.label for fact in step.needs),
        )
        for step in STEPS.values()
    ]
    return "Steps", ("Step", "Rule", "From", "To", "Right", "First"), rows


def _rights() -> Table:
    parties = (*Role, *Outsider)
    rows = [
        (says, *(" ".join(_sign(grant) for grant in GRANTS[party].get(permission, ())) for party in parties))
        for permission, says in SAYS.items()
    ]
    return "Who may do what", ("Action", *(party.value for party in parties)), rows


def _choices(at: datetime) -> Table:
    rows = [(one.key, one.value, one.says, one.source, one.mark.label) for one in in_force(london_day(at))]
    return "Local choices", ("Choice", "Value", "Meaning", "Source", "Mark"), rows


def _sign(grant: Grant) -> str:
    """As the access table writes it: relationship, +r reason, +2 second person, ≠ another person than before."""
    extras = ("+r" if grant.reason else "", "+2" if grant.second_person else "", "≠" if grant.other_person else "")
    return grant.relationship.value + "".join(extras)


@click.command("show-policy")
@click.option("--markdown", is_flag=True, help="As Markdown tables.")
@as_of
def show_policy(markdown: bool, as_of: datetime | None) -> None:
    """Print statuses, steps, rights and local choices."""
    for title, columns, rows in tables(as_of or now()):
        if markdown:
            click.echo(f"## {title}\n")
            click.echo(_line(columns))
            click.echo(_line(["---"] * len(columns)))
            for row in rows:
                click.echo(_line(row))
            click.echo()
        else:
            click.echo(title.upper())
            for row in (columns, *rows):
                click.echo("\t".join(row))
            click.echo()


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


@click.group("policy")
def policy_group() -> None:
    """Choices a force makes for itself."""


@policy_group.command("set")
@click.argument("name")
@click.argument("value")
@click.option("--force", required=True, metavar="CODE", help="The force whose choice it is.")
@click.option("--from", "first_day", required=True, type=click.DateTime(["%Y-%m-%d"]), metavar="DATE")
@click.option("--reason", required=True, metavar="TEXT")
@with_appcontext
@refusals
def set_choice(name: str, value: str, force: str, first_day: datetime, reason: str) -> None:
    """Set the choice NAME to VALUE for a force, from a day on."""
    row = set_policy(
        force_with_code(force), name, value,
        valid_from=first_day.date(), reason=reason, actor=system("command-line"), at=now(),
    )  # fmt: skip
    click.echo(f"{row.name} is {row.value} for {force} from {row.valid_from.isoformat()}.")
