"""The commands from outside: what they print, how they refuse, what they leave."""

import json
import stat
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

import config
from app import create_app
from app.database.session import db
from app.domain.case_file import canonical
from app.domain.roles import Role
from app.domain.stages import Status
from app.models.audit import AuditEvent
from app.models.incident import Incident
from app.models.recording import LocalPolicy
from app.models.user import User
from app.services import vault
from app.services.demo.cast import build_cast
from app.services.demo.paths import PATHS
from tests.domain.samples import FOLDER, NAMES, document, expected
from tests.stored import blob, flip, send
from tests.stories import begin, tell

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask, database: str) -> Run:
    """`run("case", "show", …)` in this test's database, which has the demonstration's accounts."""
    build_cast("a password of many words", at=NOW - timedelta(days=500))

    def command(*words: str, code: int = 0) -> Result:
        result = app.test_cli_runner().invoke(args=list(words), catch_exceptions=False)
        assert result.exit_code == code, result.output
        return result

    return command


def file_of(name: str) -> str:
    return str(FOLDER / f"{name}.json")


def taken_in(run: Run, name: str) -> str:
    return run("case", "import", file_of(name)).stdout.strip()


def incidents() -> int:
    db.session.expire_all()
    return db.session.scalar(select(func.count()).select_from(Incident)) or 0


def test_import_show_and_export(run: Run, tmp_path: Path) -> None:
    for name in NAMES:
        reference = taken_in(run, name)
        shown = json.loads(run("case", "show", reference, "--as-of", expected(name)["as_of"], "--json").stdout)
        wanted = expected(name)["stage"]
        assert (shown["reference"], shown["stage"], shown["status"]) == (reference, wanted["shown"], wanted["status"])
        assert set(shown["roles"]) == {role.value for role in Role}
        assert all(set(turn) == {"act", "says"} and turn["says"] for turn in shown["roles"].values())
        out = tmp_path / f"{name}.json"
        run("case", "export", reference, "-o", str(out))
        assert canonical(json.loads(out.read_text(encoding="utf-8"))) == canonical(document(name))
        assert stat.S_IMODE(out.stat().st_mode) == 0o600
    last = db.session.scalars(select(AuditEvent).order_by(AuditEvent.seq.desc()).limit(1)).one()
    assert (last.action, last.kind, last.recipient) == ("case:export", "disclosure", f"{NAMES[-1]}.json")


def test_export_is_printed_where_no_file_is_named(run: Run) -> None:
    reference = taken_in(run, NAMES[3])
    assert canonical(json.loads(run("case", "export", reference).stdout)) == canonical(document(NAMES[3]))


def test_the_unit_and_the_officer_are_chosen(run: Run) -> None:
    email = "ellis.pretendham@easthaven.example"
    reference = run("case", "import", file_of(NAMES[0]), "--unit", "Z2-T2", "--officer", email).stdout.strip()
    incident = db.session.scalars(select(Incident).where(Incident.reference == reference)).one()
    assert incident.unit.code == "Z2-T2" and incident.oic is not None and incident.oic.email == email
    other = run("case", "import", file_of(NAMES[1]), "--unit", "Z3").stdout.strip()
    assert db.session.scalars(select(Incident).where(Incident.reference == other)).one().unit.code == "Z3-T1"


def changed(tmp_path: Path, change: Callable[[dict[str, Any]], None]) -> str:
    file = document(NAMES[0])
    change(file)
    path = tmp_path / "changed.json"
    path.write_text(json.dumps(file), encoding="utf-8")
    return str(path)


def test_bad_input_names_the_field_and_imports_nothing(run: Run, tmp_path: Path) -> None:
    path = changed(tmp_path, lambda file: file["allegations"][0].update(status="convicted"))
    assert run("case", "import", path, code=1).stderr.startswith("/allegations/0/status: convicted does not fit")
    path = changed(tmp_path, lambda file: file.pop("urn"))
    assert run("case", "import", path, code=1).stderr == "/urn: is missing\n"
    broken = tmp_path / "broken.json"
    for text in ("{", '{"a": 1, "a": 2}', "[" * 100_000, "\ufeff{}"):
        broken.write_text(text, encoding="utf-8")
        assert "is not a JSON document" in run("case", "import", str(broken), code=1).stderr
    broken.write_bytes(b"\xff\xfe{}")
    assert "is not a JSON document" in run("case", "import", str(broken), code=1).stderr
    assert "cannot be read" in run("case", "import", str(tmp_path / "nothing.json"), code=1).stderr
    assert "no police team" in run("case", "import", file_of(NAMES[0]), "--unit", "CPS-N", code=1).stderr
    assert "no account" in run("case", "import", file_of(NAMES[0]), "--officer", "nobody@x.example", code=1).stderr
    assert incidents() == 0


def test_the_same_record_twice_names_the_reference(run: Run) -> None:
    reference = taken_in(run, NAMES[0])
    assert reference in run("case", "import", file_of(NAMES[0]), code=1).stderr
    assert incidents() == 1


def test_clocks_and_readiness_have_the_keys_agreed(run: Run) -> None:
    reference, wanted = taken_in(run, NAMES[1]), expected(NAMES[1])
    clocks = json.loads(run("clocks", reference, "--as-of", wanted["as_of"], "--json").stdout)
    assert clocks and all(list(one) == ["rule", "subject", "event", "starts", "due", "status", "why"] for one in clocks)
    assert all(len(one["due"]) in (10, 25) for one in clocks if one["due"])
    ready = wanted["readiness"]
    found = json.loads(
        run("readiness", reference, "--as-of", ready["at"], "--referral", str(ready["referral_no"]), "--json").stdout
    )
    assert list(found) == ["referral_no", "applies", "at", "may_submit", "rules", "why"]
    assert (found["referral_no"], found["applies"]) == (ready["referral_no"], ready["applies"])
    assert datetime.fromisoformat(found["at"]) == datetime.fromisoformat(ready["at"])
    assert {rule: result for rule, result in found["rules"].items() if result != ready["rules"][rule]} == {}
    assert "no referral 9" in run("readiness", reference, "--referral", "9", code=1).stderr


def moment(text: str | None) -> date | datetime | None:
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def agrees(found: dict[str, Any], row: dict[str, Any]) -> bool:
    return (
        (found["rule"], found["subject"]) == (row["rule"], row["subject"])
        and moment(found["starts"]) == moment(row["starts"])
        and moment(found["due"]) in [moment(text) for text in (row["due"], *row.get("accept", ()))]
        and found["status"] == row.get("status", found["status"])
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_clocks_of_the_samples_as_they_are_printed(run: Run, name: str) -> None:
    reference, wanted = taken_in(run, name), expected(name)
    clocks = json.loads(run("clocks", reference, "--as-of", wanted["as_of"], "--json").stdout)
    legal = [row for row in wanted["clocks"] if not row["rule"].startswith("R")]
    assert legal and [row for row in legal if not any(agrees(one, row) for one in clocks)] == []
    absent = {(row["rule"], row["subject"]) for row in wanted["clocks_absent"]}
    assert absent.isdisjoint((one["rule"], one["subject"]) for one in clocks)
    assert all(one["why"].endswith((".", ")")) for one in clocks)


def test_as_of_changes_nothing_stored(run: Run) -> None:
    reference = taken_in(run, NAMES[2])
    row = db.session.scalars(select(Incident).where(Incident.reference == reference)).one()
    before = (row.version, row.status, row.next_due_at)
    for words in (("case", "show"), ("clocks",), ("readiness",)):
        run(*words, reference, "--as-of", "2031-01-01")
    db.session.rollback()
    db.session.refresh(row)
    assert (row.version, row.status, row.next_due_at) == before


def test_finalise_completes_what_is_over(run: Run) -> None:
    reference = taken_in(run, NAMES[4])
    assert run("finalise", "--as-of", expected(NAMES[4])["as_of"]).stdout == "0 completed.\n"
    assert run("finalise", "--as-of", "2029-01-01T00:00:00Z").stdout == "1 completed.\n"
    db.session.rollback()
    row = db.session.scalars(select(Incident).where(Incident.reference == reference)).one()
    assert row.status is Status.FINALISED


def test_a_case_that_is_not_here_and_an_instant_that_is_none(run: Run) -> None:
    assert "There is no case" in run("case", "show", "HC-26-0000000", code=1).stderr
    assert "is not an instant" in run("clocks", "HC-26-0000000", "--as-of", "soon", code=2).stderr


def test_demo_accounts(run: Run) -> None:
    accounts = json.loads(run("demo", "accounts", "--json").stdout)
    assert all(list(one) == ["role", "email", "organisation", "name"] for one in accounts)
    assert {one["role"] for one in accounts} == {role.value for role in Role}
    assert all(one["email"].endswith(".example") for one in accounts)
    assert len(run("demo", "accounts").stdout.splitlines()) == len(accounts)


def test_demo_load_tells_cases_once(run: Run) -> None:
    words = ("demo", "load", "--seed", "1", "--as-of", "today", "--cases", "3")
    assert run(*words).stdout == "3 cases.\n"
    assert "already" in run(*words).stdout
    assert incidents() == 3


def test_create_user_makes_two_administrators_and_no_third(app: Flask, database: str) -> None:
    runner = app.test_cli_runner()
    for number, code in ((1, 0), (2, 0), (3, 1)):
        words = ["create-user", "--name", f"Made Up {number}", "--email", f"made.up{number}@x.example"]
        result = runner.invoke(args=words, input="nine purple kettles sing\n" * 2)
        assert result.exit_code == code, result.output
    assert "Two administrators are active" in result.stderr
    assert db.session.scalar(select(func.count()).select_from(User)) == 2


def test_audit_verify(run: Run) -> None:
    taken_in(run, NAMES[3])
    assert "The audit is whole." in run("audit", "verify").stdout
    db.session.execute(AuditEvent.__table__.metadata.tables["audit_head"].update().values(seq=0))
    db.session.commit()
    assert "The head names event 0" in run("audit", "verify", code=1).stderr
    assert run("audit", "verify", "--since", "999", code=2).exit_code == 2


def test_show_policy_prints_the_tables(run: Run) -> None:
    text = run("show-policy", "--markdown").stdout
    assert text.count("\n## ") == 3 and text.startswith("## Stages and statuses")
    assert all(f"| {status.value} |" in text for status in Status)
    assert "not confirmed" in text.lower()
    assert "STEPS" in run("show-policy").stdout


def test_the_public_surface_has_no_commands_of_the_case_system(data_dir: Path) -> None:
    settings = config.for_tests(data_dir, f"sqlite:///{data_dir / 'unused.sqlite3'}", surface="public")
    assert not {"case", "clocks", "readiness", "demo", "audit", "finalise"} & set(create_app(settings).cli.commands)


def test_a_force_chooses_for_itself_from_a_day_on(run: Run) -> None:
    rest = ("--from", "2026-03-01", "--reason", "Chief officers decided")
    done = run("policy", "set", "nchi_recording_mode", "off", "--force", "Z1", *rest)
    assert done.stdout == "nchi_recording_mode is off for Z1 from 2026-03-01.\n"
    row = db.session.scalars(select(LocalPolicy)).one()
    assert (row.value, row.set_by, row.reason) == ("off", "system:command-line", "Chief officers decided")
    last = db.session.scalars(select(AuditEvent).order_by(AuditEvent.seq.desc()).limit(1)).one()
    assert (last.action, last.kind) == ("policy:nchi_recording_mode=off", "admin")
    for words, said in (
        (("nchi_recording_mode", "off", "--force", "Z9"), "There is no force Z9."),
        (("nchi_recording_mode", "maybe", "--force", "Z1"), "value: Choose one of code2023, asb_intel, off."),
        (("nchi_mode", "off", "--force", "Z1"), "name: There is no choice called nchi_mode."),
    ):
        assert said in run("policy", "set", *words, *rest, code=1).stderr
    assert len(db.session.scalars(select(LocalPolicy)).all()) == 1


def test_no_paper_is_written_of_a_report_that_is_no_crime(run: Run, tmp_path: Path) -> None:
    story = tell(PATHS[Status.NON_CRIME], begin())
    out = tmp_path / "paper.pdf"
    refused = run("document", "police-report", story.incident.reference, "-o", str(out), code=1)
    assert "no paper is made of it" in refused.stderr and not out.exists()


def test_upl_9_every_stored_file_is_read_again(run: Run, store: vault.Vault) -> None:
    story = tell(PATHS[Status.UNDER_INVESTIGATION], begin())
    send(story, b"the first")
    spoilt = send(story, b"the second")
    assert run("evidence", "verify").stdout == "2 checked, 0 not whole.\n"
    assert json.loads(run("evidence", "verify", "--json").stdout) == {"checked": 2, "bad": []}
    flip(blob(spoilt), 2)
    found = json.loads(run("evidence", "verify", "--json", code=1).stdout)
    assert found == {"checked": 2, "bad": [{"store_name": spoilt.stored.store_name, "result": "damaged"}]}


def test_the_index_of_the_search_is_made_anew(run: Run) -> None:
    tell(PATHS[Status.REPORTED], begin())
    assert run("search", "rebuild").stdout == "1 case can be searched.\n"
