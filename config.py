"""Settings: one frozen object for each environment, read once at start. Production refuses weak ones."""

import os
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import ip_network
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

ENVIRONMENTS: Final = ("demo", "development", "test", "production")
SURFACES: Final = ("all", "staff", "public")
MEBIBYTE: Final = 1024 * 1024
KEY_BYTES: Final = 32
# What each key is for. In production each is a variable THROUGHLINE_<NAME>_KEY or a file DATA_DIR/keys/<name>.
KEY_NAMES: Final = ("session", "csrf", "audit", "encryption", "digest", "reference", "store")


@dataclass(frozen=True, slots=True)
class Keys:
    """Separate keys for separate purposes (CFG-2). Older audit and encryption keys stay, to verify and to open."""

    session: bytes
    csrf: bytes
    audit: Mapping[str, bytes]
    audit_current: str
    encryption: Mapping[str, bytes]
    encryption_current: str
    digest: bytes
    reference: bytes
    store: bytes
    # For counting tries by address: made at start, kept in memory only, never written (PRV-1).
    address: bytes


@dataclass(frozen=True, slots=True)
class PasswordCost:
    """Argon2id: memory in KiB, passes, lanes (AUTH-2)."""

    memory: int = 19 * 1024
    passes: int = 2
    lanes: int = 1


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs between one running Throughline and another."""

    environment: str
    data_dir: Path
    database_url: str
    keys: Keys
    surface: str = "all"
    trusted_hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    proxy_hops: int = 0
    station_networks: tuple[str, ...] = ()
    password_cost: PasswordCost = PasswordCost()
    demo_password: str | None = None
    evidence_store: str = ""  # empty: a folder of its own in the data folder
    clamd: str = ""  # empty: files are not checked for malware

    @property
    def production(self) -> bool:
        return self.environment == "production"

    @property
    def strict_templates(self) -> bool:
        """A value a template was not given stops the page while people build; it never does in use."""
        return self.environment in ("development", "test")

    def as_flask(self) -> dict[str, Any]:
        """The names Flask and its extensions look for."""
        prefix = "__Host-" if self.production else ""
        return {
            "TESTING": self.environment == "test",
            "SECRET_KEY": self.keys.session,
            "WTF_CSRF_SECRET_KEY": self.keys.csrf,
            "WTF_CSRF_TIME_LIMIT": None,
            "WTF_CSRF_CHECK_DEFAULT": False,
            "WTF_CSRF_SSL_STRICT": False,
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            "SESSION_COOKIE_NAME": f"{prefix}throughline",
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "SESSION_COOKIE_SECURE": self.production,
            "SESSION_COOKIE_PATH": "/",
            "SESSION_REFRESH_EACH_REQUEST": False,
            "SESSION_PROTECTION": None,  # our own rows decide, not the name of the browser
            "TRUSTED_HOSTS": list(self.trusted_hosts),
            "MAX_CONTENT_LENGTH": 2 * MEBIBYTE,
            "MAX_FORM_MEMORY_SIZE": 2 * MEBIBYTE,
            "MAX_FORM_PARTS": 1000,
            "SEND_FILE_MAX_AGE_DEFAULT": 3600,
            "PREFERRED_URL_SCHEME": "https" if self.production else "http",
            "SURFACE": self.surface,
            "PROXY_HOPS": self.proxy_hops,
        }


def load(env: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this process. Stops with a sentence where something is missing or unsafe."""
    environment = env.get("APP_ENV", "development")
    if environment not in ENVIRONMENTS:
        raise SystemExit(f"APP_ENV must be one of {', '.join(ENVIRONMENTS)}, not {environment!r}")
    if env.get("SURFACE", "all") not in SURFACES:
        raise SystemExit(f"SURFACE must be one of {', '.join(SURFACES)}")
    return _for_production(env) if environment == "production" else _for_people_who_build(env, environment)


def _data_dir(env: Mapping[str, str]) -> Path:
    return Path(env.get("DATA_DIR") or Path(__file__).resolve().parent / "var").absolute()


def _words(env: Mapping[str, str], name: str, default: str = "") -> tuple[str, ...]:
    return tuple(word.strip() for word in env.get(name, default).split(",") if word.strip())


# Demonstration, development, test: keys and folder make themselves --------------------------------------------------


def _for_people_who_build(env: Mapping[str, str], environment: str) -> Settings:
    keys_dir = (data_dir := _data_dir(env)) / "keys"
    for folder in (data_dir, keys_dir):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    texts = {name: _kept(keys_dir / name, secrets.token_hex(KEY_BYTES)) for name in KEY_NAMES}
    password = _kept(keys_dir / "demo-password", "-".join(secrets.token_hex(4) for _ in range(3)))
    return Settings(
        environment=environment,
        data_dir=data_dir,
        database_url=_database_url(env.get("DATABASE_URL") or f"sqlite:///{data_dir / 'throughline.sqlite3'}"),
        keys=_keys(texts),
        surface=env.get("SURFACE", "all"),
        trusted_hosts=_words(env, "TRUSTED_HOSTS", "127.0.0.1,localhost,[::1]"),
        demo_password=password,
        **_evidence(env),
    )


def _kept(path: Path, fresh: str) -> str:
    """The text of a key file; made on the first start, readable by its owner only."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(fresh + "\n")
    return fresh


def for_tests(data_dir: Path, database_url: str, **changes: Any) -> Settings:
    """Settings of a test run: keys everybody knows, the cheapest password hashing."""
    texts = {name: _known_to_everybody(name) for name in KEY_NAMES}
    values: dict[str, Any] = {
        "environment": "test",
        "data_dir": data_dir,
        "database_url": _database_url(database_url),
        "keys": _keys(texts),
        "password_cost": PasswordCost(memory=8, passes=1, lanes=1),
        "demo_password": "only-for-tests-0001",
    }
    return Settings(**(values | changes))


def _known_to_everybody(name: str) -> str:
    return sha256(f"a test key that this repository publishes: {name}".encode()).hexdigest()


# Production: everything is given, nothing is guessed ----------------------------------------------------------------


def _for_production(env: Mapping[str, str]) -> Settings:
    problems: list[str] = []
    data_dir = _data_dir(env)
    texts = _given_keys(env, data_dir, problems)
    hosts = _words(env, "TRUSTED_HOSTS")
    if not hosts or any("*" in host or host.startswith(".") for host in hosts):
        problems.append("TRUSTED_HOSTS must list the exact host names, separated by commas")
    if not env.get("DATABASE_URL"):
        problems.append("DATABASE_URL is missing")
    problems += [f"STATION_NETWORKS holds {word}, which is no address range" for word in _no_networks(env)]
    problems += [*_unsafe_switches(env), *_unsafe_folder(data_dir)]
    if problems:
        raise SystemExit("Throughline does not start in production:\n" + "\n".join(f"- {line}" for line in problems))
    return Settings(
        environment="production",
        data_dir=data_dir,
        database_url=_database_url(env["DATABASE_URL"]),
        keys=_keys(texts),
        surface=env.get("SURFACE", "all"),
        trusted_hosts=hosts,
        proxy_hops=int(env.get("PROXY_HOPS", "0")),
        station_networks=_words(env, "STATION_NETWORKS"),
        **_evidence(env),
    )


def _no_networks(env: Mapping[str, str]) -> list[str]:
    """What is listed as the range of a station and is none: behind a range a whole shift may sign in (RATE-1)."""
    found = []
    for word in _words(env, "STATION_NETWORKS"):
        try:
            ip_network(word)
        except ValueError:
            found.append(word)
    return found


def _given_keys(env: Mapping[str, str], data_dir: Path, problems: list[str]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for name in KEY_NAMES:
        variable, path = f"THROUGHLINE_{name.upper()}_KEY", data_dir / "keys" / name
        text = env.get(variable) or (path.read_text(encoding="ascii").strip() if path.is_file() else "")
        if not text:
            problems.append(f"{variable} is missing")
        elif reason := _weakness(name, text):
            problems.append(f"{variable} {reason}")
        if text in texts.values():
            problems.append(f"{variable} is the same as another key")
        texts[name] = text
    return texts


def _weakness(name: str, text: str) -> str | None:
    """Why this key may not be used, or None. Never quotes the key."""
    try:
        values = _parse(text).values()
    except ValueError:
        return f"must be {KEY_BYTES * 2} hexadecimal digits, or several as id:digits with commas, the newest first"
    if any(len(value) < KEY_BYTES for value in values):
        return f"is shorter than {KEY_BYTES} bytes"
    if any(len({b - a for a, b in pairwise(value)}) < KEY_BYTES // 2 for value in values):
        return "is not random"
    if _known_to_everybody(name) in text:
        return "is known to everybody who has read the source"
    return None


def _unsafe_switches(env: Mapping[str, str]) -> list[str]:
    found = []
    if env.get("FLASK_DEBUG", "0") not in ("", "0", "false", "False"):
        found.append("FLASK_DEBUG must be off")
    if env.get("INSECURE_COOKIES"):
        found.append("cookies are sent over https only; INSECURE_COOKIES is refused")
    if env.get("PUBLIC_URL", "https:").startswith("http:"):
        found.append("PUBLIC_URL must begin with https")
    return found


def _unsafe_folder(data_dir: Path) -> list[str]:
    if not data_dir.is_dir():
        return [f"the data folder {data_dir} does not exist"]
    found = []
    for path in (data_dir, data_dir / "keys"):
        if path.is_dir() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            found.append(f"{path} can be read by others: chmod 700 {path}")
    return found


# Both ---------------------------------------------------------------------------------------------------------------


def _evidence(env: Mapping[str, str]) -> dict[str, Any]:
    """Where evidence is kept, and who checks it for malware: a socket's path, or host:port (UPL-11)."""
    return {"evidence_store": env.get("EVIDENCE_STORE", ""), "clamd": env.get("THROUGHLINE_CLAMD", "")}


def _database_url(url: str) -> str:
    """Plain PostgreSQL addresses mean the driver we ship."""
    for plain in ("postgres://", "postgresql://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    return url


def _parse(text: str) -> dict[str, bytes]:
    """`HEX` is key "1"; `2:HEX,1:HEX` lists several, the one in use first."""
    pairs = [part.strip().split(":", 1) if ":" in part else ["1", part.strip()] for part in text.split(",")]
    return {key_id: bytes.fromhex(digits) for key_id, digits in pairs}


def _keys(texts: Mapping[str, str]) -> Keys:
    parsed = {name: _parse(text) for name, text in texts.items()}
    newest = {name: next(iter(values)) for name, values in parsed.items()}
    return Keys(
        session=parsed["session"][newest["session"]],
        csrf=parsed["csrf"][newest["csrf"]],
        audit=parsed["audit"],
        audit_current=newest["audit"],
        encryption=parsed["encryption"],
        encryption_current=newest["encryption"],
        digest=parsed["digest"][newest["digest"]],
        reference=parsed["reference"][newest["reference"]],
        store=parsed["store"][newest["store"]],
        address=secrets.token_bytes(KEY_BYTES),
    )
