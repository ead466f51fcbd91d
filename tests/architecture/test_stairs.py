"""The house keeps its shape: imports go down, budgets hold, forbidden words stay out."""

import ast
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APP = sorted((ROOT / "app").rglob("*.py"))
PYTHON = [*APP, ROOT / "config.py", ROOT / "wsgi.py", *sorted((ROOT / "scripts").glob("*.py"))]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TEMPLATES = sorted((ROOT / "app" / "templates").rglob("*.html"))

LONGEST_FILE, LONGEST_FUNCTION = 300, 40


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(text(path))


def broken(paths: Iterable[Path], rule: Callable[[Path], object]) -> dict[str, object]:
    """The files that break a rule, each with what the rule found."""
    return {name(path): found for path in paths if (found := rule(path))}


def imports(path: Path) -> Iterator[str]:
    """Modules imported at run time; what stands under TYPE_CHECKING is for the type checker only."""
    for node in ast.walk(_without_type_checking(tree(path))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def _without_type_checking(module: ast.Module) -> ast.Module:
    body = [
        node
        for node in module.body
        if not (isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING")
    ]
    return ast.Module(body=body, type_ignores=[])


JOURNEYS = [path for path in APP if "/journeys/" in name(path)]
DOMAIN = [path for path in APP if "/domain/" in name(path)]
SCRIPTS = sorted((ROOT / "app" / "static" / "js").glob("*.js"))


def test_no_file_is_longer_than_300_lines():
    def too_long(path: Path) -> int | None:
        lines = len(text(path).splitlines())
        return lines if lines > LONGEST_FILE else None

    assert broken([*PYTHON, *TESTS], too_long) == {}


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_no_function_is_longer_than_40_lines():
    def too_long(path: Path) -> list[str]:
        return [one.name for one in functions(path) if one.end_lineno - one.lineno + 1 > LONGEST_FUNCTION]

    assert broken([*PYTHON, *TESTS], too_long) == {}


def test_the_first_line_says_what_belongs_there():
    assert broken([*PYTHON, *TESTS], lambda path: text(path).strip() and not ast.get_docstring(tree(path))) == {}


def test_only_wsgi_and_tests_import_config():
    assert broken(APP, lambda path: {"config", "wsgi"} & set(imports(path))) == {}


def test_only_the_print_shop_knows_weasyprint():
    others = [path for path in APP if name(path) != "app/documents/pdf.py"]
    assert broken(others, lambda path: [one for one in imports(path) if one.split(".")[0] == "weasyprint"]) == {}


def test_imports_stand_at_the_top():
    """An import inside a function is a circle in hiding. WeasyPrint is the exception: it needs system libraries."""

    def hidden(path: Path) -> list[str]:
        found = [
            one for node in functions(path) for one in ast.walk(node) if isinstance(one, ast.Import | ast.ImportFrom)
        ]
        return [line for line in map(ast.unparse, found) if "weasyprint" not in line]

    assert broken(APP, hidden) == {}


def test_the_rules_use_the_standard_library_only():
    def foreign(path: Path) -> list[str]:
        known = sys.stdlib_module_names
        return [one for one in imports(path) if one.split(".")[0] not in known and not one.startswith("app.domain")]

    assert broken(DOMAIN, foreign) == {}


def banned_calls(path: Path) -> list[str]:
    return [why for node in ast.walk(tree(path)) if isinstance(node, ast.Call) for why in banned(node)]


def banned(node: ast.Call) -> Iterator[str]:
    called = ast.unparse(node.func)
    last = called.rsplit(".", 1)[-1]
    words = {keyword.arg: ast.unparse(keyword.value) for keyword in node.keywords}
    if called in ("eval", "exec", "compile", "__import__", "yaml.load") or last in ("utcnow", "populate_obj"):
        yield called
    if words.get("shell") == "True" or words.get("verify") == "False":
        yield f"{called} with {words}"
    if called == "datetime.now" and not node.args and not words:
        yield "datetime.now without a zone"
    if last in ("from_string", "render_template_string"):
        yield f"{called}: a template made of a string"
    if any(keyword.arg is None and "request." in ast.unparse(keyword.value) for keyword in node.keywords):
        yield f"{called}(**request…)"


def test_dep_2_inp_1_inp_4_no_banned_calls():
    assert broken(PYTHON, banned_calls) == {}


def test_dep_2_nothing_is_pickled():
    assert broken(PYTHON, lambda path: {"pickle", "marshal", "shelve", "yaml"} & set(imports(path))) == {}


def test_inp_4_markup_only_where_a_template_made_it():
    def made(path: Path) -> list[int]:
        calls = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
        return [node.lineno for node in calls if ast.unparse(node.func).rsplit(".", 1)[-1] == "Markup"]

    assert set(broken(PYTHON, made)) == {"app/web/fields.py"}


def test_inp_4_no_template_switches_escaping_off():
    assert broken(TEMPLATES, lambda path: re.findall(r"\|\s*safe\b|autoescape", text(path))) == {}


def test_sess_1_nothing_is_kept_in_the_browser():
    stores = r"localStorage|sessionStorage|indexedDB|document\.cookie"
    assert SCRIPTS and TEMPLATES
    assert broken([*TEMPLATES, *SCRIPTS], lambda path: re.findall(stores, text(path))) == {}


def test_a_route_never_builds_a_query_or_commits():
    assert (
        broken(JOURNEYS, lambda path: [one for one in imports(path) if one.startswith(("sqlalchemy", "app.database"))])
        == {}
    )
    assert broken(JOURNEYS, lambda path: ".commit(" in text(path)) == {}


def test_banners_are_literal_sentences():
    """They travel in the signed cookie, where nothing personal may be (SESS-1)."""

    def made_up(path: Path) -> list[int]:
        calls = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
        flashes = [node for node in calls if ast.unparse(node.func) == "flash"]
        return [node.lineno for node in flashes if not isinstance(node.args[0], ast.Constant)]

    assert broken([*JOURNEYS, *(path for path in APP if "/web/" in name(path))], made_up) == {}
