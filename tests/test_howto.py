"""The guides of docs/howto: what they name is there, and their examples fit the program."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from subprocess import run

import pytest

ROOT = Path(__file__).resolve().parents[1]
GUIDES = sorted((ROOT / "docs" / "howto").glob("*.md"))
NEW = {
    "events/visits.py",
    "tests/golden/visit-made.v1.jsonl",
    "tests/test_visits.py",
    "views/first_heads.py",
    "views/visits.py",
}
"""The files that the guides tell to write."""
TESTS = frozenset(
    name
    for path in (ROOT / "tests").glob("test_*.py")
    for name in re.findall(r"def (test_\w+)", path.read_text("utf-8"))
)


def absent(text: str) -> set[str]:
    """Return the files and the tests that a guide names and the repository lacks."""
    paths = set(re.findall(r"\b(?:events|views|tests|thidua_tui|docs)/[\w./*-]+\.\w+\b", text))
    named = set(re.findall(r"`(test_\w+)`", text))
    return {path for path in paths - NEW if not [*ROOT.glob(path)]} | (named - TESTS)


def examples(guide: str) -> list[str]:
    """Return the Python of a guide, block by block."""
    text = (ROOT / "docs" / "howto" / guide).read_text("utf-8")
    return re.findall(r"```python\n(.*?)```", text, re.DOTALL)


def tried(code: str) -> None:
    """Run code in a process of its own, which an example may extend."""
    done = run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_a_guide_names_what_is_there(guide):
    assert absent(guide.read_text("utf-8")) == set()
    assert absent("`views/no.py` and `test_no`") == {"views/no.py", "test_no"}


SETUP = """
import sys
from types import ModuleType
def written(name, text):
    made = sys.modules[name] = ModuleType(name)
    exec(text, made.__dict__)
    return made
def definitions(module, text):
    names = {**module.__dict__}
    return eval(text, names)
from tests.facts import HERE, MEMBERS
from tests.spec import entry
from events.roles import HeadElected
from views.projection import fold
import views.tables, thidua_tui.formatting.tables.layouts as layouts
def rows(spec, event):
    view = spec.view_type()()
    fold([view], [entry(e, n) for n, e in enumerate((*MEMBERS, event), 1)])
    return view.rows()
"""


def test_the_example_of_a_table_fits():
    view, spec, layout = examples("add-a-table.md")
    tried(f"""{SETUP}
written("views.first_heads", {view!r})
(spec,) = definitions(views.tables, {"{" + spec + "}"!r}).values()
(row,) = rows(spec, HeadElected(**HERE, unit="a"))
assert (row.cluster_name, row.year, row.unit_name) == ("Cụm một", 2020, "Sở A")
assert spec.row_type() is type(row)
(layout,) = definitions(layouts, {"{" + layout + "}"!r}).values()
assert {{*layout.columns}} <= {{*row.__struct_fields__}}
""")


def test_the_example_of_an_event_fits():
    event, duty, act, view, spec = examples("add-an-event.md")
    imports = (
        "from __future__ import annotations\n"
        "from datetime import date\n"
        "from events.visits import VisitMade\n"
        "from views.cluster_years import ClusterYears, OfUnit\n"
    )
    tried(f"""{SETUP}
visits = written("events.visits", {event!r})
from events import permissions
from tests.spec import given
import thidua_tui.acts.cluster_year as acts
made = visits.VisitMade(**HERE, unit="a", note="x")
given(MEMBERS).when(visits.RecordVisit(**HERE, unit="a", note="x")).then(made)
given(MEMBERS).when(visits.RecordVisit(**HERE, unit="d")).refused("not-a-member", unit="d")
assert definitions(permissions, {"{" + duty + "}"!r}) == {{"visit-made": permissions.SECRETARY}}
acts.__dict__.update(RecordVisit=visits.RecordVisit, VisitMade=visits.VisitMade)
act = definitions(acts, {act!r})
assert {{field.name for field in act.fields}} == {{*act.command.__struct_fields__}} - {{"cluster"}}
written("views.visits", {imports + view!r})
(spec,) = definitions(views.tables, {"{" + spec + "}"!r}).values()
(row,) = rows(spec, made)
assert (row.unit_name, row.on, row.note) == ("Sở A", None, "x")
""")


def test_the_examples_of_a_key_fit():
    act, own, method = examples("add-a-key.md")
    tried(f"""{SETUP}
from textwrap import dedent
from thidua_tui.app.actions import AppActions
import thidua_tui.keymap.action_registry as keys
from tests.test_key_registry import forgotten
for text, word in (({act!r}, "Register"), ({own!r}, "As a table")):
    action = definitions(keys, text)
    lacks = [lack for lack in forgotten(action) if "no word" not in lack]
    assert lacks in ([], [f"action {{action.id}} does nothing: write do_leaders_table in a screen "
                          "or in thidua_tui/app/actions.py"]), lacks
exec(dedent({method!r}))
assert do_leaders_table.__name__ == f"do_{{action.id.replace('-', '_')}}"
assert AppActions.show_table and AppActions.do_act
""")
