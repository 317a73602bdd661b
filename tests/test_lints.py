"""Rules over the source that no linter of the shelf knows, each shown to be able to fail."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = ("events", "views", "thidua_tui")
ENTRY = "thidua_tui/textual_compat/fields.py"
SLOW = {"DataTable", "ListView"}
ASCII_ONLY = re.compile(
    r"\b(?:LIKE|GLOB|NOCASE)\b|\b(?:lower|upper|LOWER|UPPER)\s*\("
)  # SQL, no prose
TYPED = {"Input", "MaskedInput", "TextArea"}
LONG, TOO_LONG = 200, 300

REASON = r"\s+(?:[#–—-]\s*)?[^\s#–—-].{5,}"
EXCUSES = {
    re.compile(r"#\s*noqa\b", re.IGNORECASE): re.compile(
        rf"#\s*noqa: [A-Z]+[0-9]+(?:, ?[A-Z]+[0-9]+)*{REASON}"
    ),
    re.compile(r"#\s*type:\s*ignore"): re.compile(
        r"#\s*type: ignore\[[a-z-]+(?:, ?[a-z-]+)*\]\s*#\s*\S.{5,}"
    ),
}


def modules(*folders: str) -> list[Path]:
    """Every module of these folders."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def named(path: Path) -> str:
    """The path as one says it in the checkout."""
    return path.relative_to(ROOT).as_posix()


def found(
    rule: Callable[[str], Iterator[int]], paths: Iterable[Path], *spared: str
) -> dict[str, list[int]]:
    """Return the lines that break a rule, by module; the modules spared are not looked at."""
    looked_at = {named(path): path for path in paths if named(path) not in spared}
    assert looked_at
    lines = {name: [*rule(path.read_text("utf-8"))] for name, path in looked_at.items()}
    return {name: broken for name, broken in lines.items() if broken}


def bare_entries(source: str) -> Iterator[int]:
    """Lines that reach for a text entry of Textual's own."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.ImportFrom(module=str(module), names=names) if module.startswith(
                "textual.widgets"
            ):
                if any(name.name in TYPED | {"*"} for name in names):
                    yield node.lineno
            case ast.Import(names=names):
                if any(
                    re.fullmatch(r"textual\.widgets\._(input|text_area|.*)", n.name) for n in names
                ):
                    yield node.lineno
            case ast.Attribute(value=ast.Name(id="widgets") | ast.Attribute(attr="widgets")):
                if node.attr in TYPED:
                    yield node.lineno


def read_as_markup(source: str) -> Iterator[int]:
    """Lines that tell something in passing as markup; or give a `Static` a bare text."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Attribute(attr="notify"), keywords=keywords):
                if not any(k.arg == "markup" and ast.unparse(k.value) == "False" for k in keywords):
                    yield node.lineno
            case ast.Call(func=ast.Name(id="Static" | "Label"), args=[given, *_]):
                ours = isinstance(given, ast.Constant)
                if not ours and not ast.unparse(given).startswith(("Content(", "Content.styled(")):
                    yield node.lineno


def slow_lists(source: str) -> Iterator[int]:
    """Lines that reach for a list of Textual's that makes every row before it shows the first."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.ImportFrom(module=str(module), names=names) if SLOW & {n.name for n in names}:
                if module.startswith("textual.widgets"):
                    yield node.lineno


def other_events(source: str) -> Iterator[int]:
    """Lines that give our package's name to Textual's module of events."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.ImportFrom(module="textual", names=names):
                if any((name.asname or name.name) == "events" for name in names):
                    yield node.lineno


def texts_compared(source: str) -> Iterator[int]:
    """Lines whose SQL compares or folds texts, of which SQLite knows the ASCII letters only."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Constant(value=str(text)) if ASCII_ONLY.search(text):
                yield node.lineno


def bad_excuses(source: str) -> Iterator[int]:
    """Lines whose excuse names no code, or no reason."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            for excuse, whole in EXCUSES.items():
                if excuse.search(token.string) and not whole.search(token.string):
                    yield token.start[0]


def clocks(source: str) -> Iterator[int]:
    """Lines that ask what time it is."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Attribute(attr="now" | "utcnow" | "today", value=owner)):
                if ast.unparse(owner).rpartition(".")[2] in ("date", "datetime"):
                    yield node.lineno


def test_text_is_typed_into_our_own_widget():
    """Textual's Input and TextArea mix up the keys of input methods: see widgets/text_input.py."""
    assert found(bare_entries, modules(*PROGRAM), ENTRY) == {}


@pytest.mark.parametrize(
    "line",
    [
        "from textual.widgets import Button, Input",
        "from textual.widgets import TextArea as Area",
        "from textual.widgets._input import Input",
        "from textual.widgets import *",
        "import textual.widgets._text_area",
        "import textual.widgets\nfield = textual.widgets.Input()",
        "from textual import widgets\nfield = widgets.TextArea()",
    ],
)
def test_a_bare_text_entry_is_found(line):
    assert list(bare_entries(line))


@pytest.mark.parametrize("line", ["from textual.widgets import Button", "Input = 1", "a.Input"])
def test_what_is_no_text_entry_passes(line):
    assert not list(bare_entries(line))


def test_text_of_people_is_never_given_to_what_reads_markup():
    """`Phòng [/b] A` would end the program, `[@click=…]` become an action."""
    assert found(read_as_markup, modules("thidua_tui")) == {}


@pytest.mark.parametrize(
    "line", ["app.notify(name)", "app.notify(name, markup=True)", "Static(name)", "Label(f'{a}')"]
)
def test_text_read_as_markup_is_found(line):
    assert list(read_as_markup(line)) == [1]


def test_long_lists_are_drawn_as_they_are_looked_at():
    """10,000 rows hold a DataTable up for a second, 5,000 a ListView for ten: widgets/lines.py."""
    assert found(slow_lists, modules("thidua_tui")) == {}


def test_a_slow_list_is_found():
    assert list(slow_lists("from textual.widgets import DataTable")) == [1]


def test_events_are_ours_in_every_module():
    assert found(other_events, modules("thidua_tui", "tests")) == {}


def test_events_of_another_are_found():
    assert list(other_events("from textual import events, on")) == [1]


def test_no_text_is_compared_by_sqlite():
    """`lower()` leaves Đ as it is, and LIKE does not find it: see collation.py."""
    assert found(texts_compared, sorted((ROOT / "events/store/sqlite").glob("*.py"))) == {}


@pytest.mark.parametrize("sql", ["WHERE name LIKE ?", "SELECT lower(name)", "name COLLATE NOCASE"])
def test_a_text_compared_by_sqlite_is_found(sql):
    assert list(texts_compared(f'SQL = "{sql}"')) == [1]


def reordering(source: str) -> Iterator[int]:
    """Lines that take an entry out of a mapping in a way that changes its order for later tests."""
    for number, line in enumerate(source.splitlines(), 1):
        if "monkeypatch.delitem(" in line:
            yield number


def test_registries_keep_their_order_from_test_to_test():
    """Use the fixture `without`: menus follow the order of a registry."""
    tests = [
        path for path in sorted((ROOT / "tests").rglob("*.py")) if path.name != "test_lints.py"
    ]
    assert found(reordering, tests) == {}


def test_a_registry_that_is_reordered_is_found():
    assert list(reordering("pass\n    monkeypatch.delitem(ACTS, 'a')")) == [2]


def bare_texts(source: str) -> Iterator[int]:
    """Lines that read or write a text file in the encoding that the system has at the moment."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Attribute(attr="read_text" | "write_text" as name)):
                before = 1 if name == "write_text" else 0
                if len(node.args) <= before and "encoding" not in {k.arg for k in node.keywords}:
                    yield node.lineno


def test_text_files_have_a_named_encoding():
    """Windows would take its code page, which has no ệ."""
    of_click = "thidua_tui/cli/bilingual_click.py"  # its formatter has a method of that name
    assert found(bare_texts, modules(*PROGRAM, "tests", ".ci"), of_click) == {}


@pytest.mark.parametrize("call", ["read_text()", "write_text('a')", "write_text('a', errors='x')"])
def test_a_text_file_without_encoding_is_found(call):
    assert list(bare_texts(f"path.{call}")) == [1]


@pytest.mark.parametrize("call", ["read_text('utf-8')", "write_text('a', encoding='utf-8')"])
def test_a_text_file_with_encoding_passes(call):
    assert not list(bare_texts(f"path.{call}"))


def test_an_excuse_names_its_code_and_its_reason():
    assert found(bad_excuses, modules(*PROGRAM, "tests", ".ci")) == {}


@pytest.mark.parametrize(
    "comment",
    [
        "# noqa",
        "# noqa: S101",
        "# noqa: because it is late",
        "# NOQA - because it is late",
        "# noqa: S101 -",
        "# type: ignore",
        "# type: ignore[arg-type]",
        "# type: ignore  # because it is late",
        "# type:ignore[arg-type]",
    ],
)
def test_a_bare_excuse_is_found(comment):
    assert list(bad_excuses(f"x = 1  {comment}\n")) == [1]


@pytest.mark.parametrize(
    "comment",
    [
        "# noqa: S603 - the command is ours",
        "# noqa: S603, S607 – the command is ours",
        "# noqa: S603  the command is ours",
        "# noqa: S603  # the command is ours",
        "# type: ignore[arg-type]  # the stub is older than the library",
        "# the reader knows",
    ],
)
def test_an_excuse_with_code_and_reason_passes(comment):
    assert not list(bad_excuses(f"x = 1  {comment}\n"))


def test_decisions_and_views_have_no_clock():
    """The day comes in from outside: with `History.today`, or as an argument."""
    pure = [p for p in modules("views", "events") if p.stem not in ("ledger", "__init__")]
    pure = [path for path in pure if not path.stem.startswith("sqlite")]
    assert found(clocks, pure) == {}


@pytest.mark.parametrize(
    "line", ["date.today()", "datetime.now(UTC)", "datetime.datetime.utcnow()", "dt.date.today()"]
)
def test_a_clock_is_found(line):
    assert list(clocks(line)) == [1]


def handled_twice(source: str) -> Iterator[int]:
    """Lines of a handler that calls that of its base, which Textual calls as well.

    Textual calls the handler of every class of the MRO, unless the message's default is prevented;
    `on_event` and `_on_timer_update` are no handlers of messages.
    """
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        body = ast.unparse(node)
        if (
            re.match(r"_?on_(?!event$|timer_update$)", node.name)
            and ".prevent_default()" not in body
        ):
            for call in ast.walk(node):
                if isinstance(call, ast.Call) and ast.unparse(call.func) == f"super().{node.name}":
                    yield call.lineno


def test_no_handler_calls_that_of_its_base():
    assert found(handled_twice, modules("thidua_tui")) == {}


def test_a_handler_that_calls_that_of_its_base_is_found():
    twice = "def on_click(self, event):\n    super().on_click(event)\n"
    assert list(handled_twice(twice)) == [2]
    assert list(handled_twice(f"async {twice}")) == [2]
    once = "def on_click(self, event):\n    event.prevent_default()\n    super().on_click(event)\n"
    assert not list(handled_twice(once))


def lengths(paths: list[Path]) -> dict[str, int]:
    """Lines of each module that is long or too long, the longest first."""
    lines = {str(path): len(path.read_text("utf-8").splitlines()) for path in paths}
    near = {path: count for path, count in lines.items() if count >= LONG}
    return dict(sorted(near.items(), key=lambda item: -item[1]))


def too_long(paths: list[Path]) -> list[str]:
    """Modules that do more than one thing, by their length."""
    return [path for path, count in lengths(paths).items() if count > TOO_LONG]


def test_no_module_is_too_long():
    """At 150 lines look for the seam; -s shows the modules of 200 and more, as does a failure."""
    paths = modules(*PROGRAM)
    for path, count in lengths(paths).items():
        print(f"{count} lines: {named(Path(path))}")
    assert not too_long(paths)


def test_a_module_that_is_too_long_is_found(tmp_path):
    short, long, too = (tmp_path / f"{name}.py" for name in ("short", "long", "too"))
    for path, lines in ((short, LONG - 1), (long, TOO_LONG), (too, TOO_LONG + 1)):
        path.write_text("x = 1\n" * lines, "utf-8")
    assert lengths([short, long, too]) == {str(too): TOO_LONG + 1, str(long): TOO_LONG}
    assert too_long([short, long, too]) == [str(too)]
