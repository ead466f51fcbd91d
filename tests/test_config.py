"""Settings: production refuses to start with anything weak; a demonstration makes its own keys (CFG-1 to CFG-3)."""

import secrets
import stat
from pathlib import Path

import pytest

import config


@pytest.fixture
def good(tmp_path: Path) -> dict[str, str]:
    """An environment that production accepts."""
    tmp_path.chmod(0o700)
    keys = {f"THROUGHLINE_{name.upper()}_KEY": secrets.token_hex(32) for name in config.KEY_NAMES}
    return keys | {
        "APP_ENV": "production",
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": "postgresql://db.internal.example/throughline",
        "TRUSTED_HOSTS": "cases.police.example",
    }


def refused(env: dict[str, str]) -> str:
    with pytest.raises(SystemExit) as stopped:
        config.load(env)
    return str(stopped.value)


def test_cfg_1_a_good_environment_starts(good):
    settings = config.load(good)
    flask = settings.as_flask()
    assert flask["SESSION_COOKIE_SECURE"] and flask["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert flask["SESSION_COOKIE_HTTPONLY"] and flask["SESSION_COOKIE_PATH"] == "/"
    assert settings.database_url.startswith("postgresql+psycopg://") and settings.demo_password is None


@pytest.mark.parametrize("name", config.KEY_NAMES)
@pytest.mark.parametrize(
    "weak", ["", "short", "aa" * 32, "00" * 16, bytes(range(32)).hex(), "changeme-changeme-changeme-changeme"]
)
def test_cfg_1_missing_short_or_plain_keys(good, name, weak):
    variable = f"THROUGHLINE_{name.upper()}_KEY"
    said = refused(good | {variable: weak})
    assert variable in said
    assert not weak or weak not in said


@pytest.mark.parametrize("name", config.KEY_NAMES)
def test_cfg_1_keys_the_repository_knows(good, name):
    variable = f"THROUGHLINE_{name.upper()}_KEY"
    assert "known to everybody" in refused(good | {variable: config._known_to_everybody(name)})


def test_cfg_1_one_key_for_two_purposes(good):
    same = {"THROUGHLINE_SESSION_KEY": good["THROUGHLINE_CSRF_KEY"]}
    assert "same as another" in refused(good | same)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"FLASK_DEBUG": "1"}, "FLASK_DEBUG"),
        ({"TRUSTED_HOSTS": ""}, "TRUSTED_HOSTS"),
        ({"TRUSTED_HOSTS": "*"}, "TRUSTED_HOSTS"),
        ({"TRUSTED_HOSTS": "cases.police.example,.example"}, "TRUSTED_HOSTS"),
        ({"DATABASE_URL": ""}, "DATABASE_URL"),
        ({"INSECURE_COOKIES": "1"}, "cookies"),
        ({"PUBLIC_URL": "http://cases.police.example"}, "PUBLIC_URL"),
        ({"DATA_DIR": "/nowhere/at/all"}, "does not exist"),
    ],
)
def test_cfg_1_unsafe_switches(good, change, says):
    assert says in refused(good | change)


def test_cfg_1_a_data_folder_others_can_read(good, tmp_path):
    tmp_path.chmod(0o755)
    assert "can be read by others" in refused(good)


def test_cfg_2_older_keys_stay_for_verifying(good):
    new, old = secrets.token_hex(32), secrets.token_hex(32)
    keys = config.load(good | {"THROUGHLINE_AUDIT_KEY": f"2:{new},1:{old}"}).keys
    assert keys.audit_current == "2" and keys.audit == {"2": bytes.fromhex(new), "1": bytes.fromhex(old)}


@pytest.mark.parametrize("environment", ["demo", "development"])
def test_a_first_start_makes_keys_that_only_the_owner_reads(tmp_path, environment):
    env = {"APP_ENV": environment, "DATA_DIR": str(tmp_path / "var")}
    first, second = config.load(env), config.load(env)
    assert first.keys.audit == second.keys.audit and first.demo_password == second.demo_password
    assert len(first.demo_password) >= 15
    assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == 0o700
    files = list((tmp_path / "var" / "keys").iterdir())
    assert len(files) == len(config.KEY_NAMES) + 1
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in files)


def test_prv_1_the_address_key_is_never_written(tmp_path):
    env = {"APP_ENV": "demo", "DATA_DIR": str(tmp_path)}
    key = config.load(env).keys.address
    assert key != config.load(env).keys.address
    assert all(key.hex() not in path.read_text() for path in tmp_path.rglob("*") if path.is_file())


@pytest.mark.parametrize(("name", "value"), [("APP_ENV", "staging"), ("SURFACE", "both")])
def test_unknown_words_are_refused(name, value, tmp_path):
    assert name in refused({"DATA_DIR": str(tmp_path), name: value})
