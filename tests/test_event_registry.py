"""Every event has all that a program needs of it; what was forgotten is named in words.

The steps are those of docs/howto/add-an-event.md.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from subprocess import run

import pytest

from events.event import Event, event_types, name_of
from events.permissions import DUTIES
from tests.test_compared import kinds
from tests.test_events_in_diff import NO_DIFFERENCE, absent
from tests.test_golden import LINES, SHAPES, shape
from tests.test_trail_kinds import example
from thidua_tui.acts.registry import ACTS
from thidua_tui.i18n.messages import LANGUAGES, Words
from thidua_tui.i18n.sentence_variants import variant
from views.clusters import YEARLY

ROOT = Path(__file__).resolve().parents[1]
OF_A_MEETING = "a meeting of the year was opened"
OF_AN_AWARD = "the unit is on the roster of the year"
YEAR_IS_KNOWN = {
    **dict.fromkeys(
        (
            *("award-proposed", "award-received", "award-assessed", "award-returned"),
            *("award-held", "award-hold-lifted", "award-balloted", "award-amended"),
            "award-recovered",
        ),
        OF_AN_AWARD,
    ),
    "award-annulled": OF_AN_AWARD,
    "award-denied": OF_AN_AWARD,
    "award-granted": OF_AN_AWARD,
    "award-nominated": OF_AN_AWARD,
    "award-presented": OF_AN_AWARD,
    "guest-attended": OF_A_MEETING,
    "meeting-closed": OF_A_MEETING,
    "minutes-amended": OF_A_MEETING,
    "minutes-approved": OF_A_MEETING,
    "minutes-read-out": OF_A_MEETING,
    "minutes-signed": OF_A_MEETING,
    "sentence-worded": OF_A_MEETING,
    "meeting-reopened": OF_A_MEETING,
    "meeting-role-given": OF_A_MEETING,
    **dict.fromkeys(("speaker-listed", "speaker-called", "speaker-finished"), OF_A_MEETING),
    "task-reported": "the year has the task",
    "unit-absent": OF_A_MEETING,
    "unit-arrived": OF_A_MEETING,
    "unit-departed": OF_A_MEETING,
    "nomination-withdrawn": OF_AN_AWARD,
    "remark-recorded": OF_A_MEETING,
    "report-presented": OF_A_MEETING,
    "score-recorded": "the year has a rule book",
    **dict.fromkeys(
        ("evidence-filed", "explanation-given", "sheet-submitted", "sheet-returned"),
        "the year has a rule book",
    ),
    **dict.fromkeys(("sheet-verified", "sheet-approved"), "the year has a rule book"),
    "units-attended": OF_A_MEETING,
    **dict.fromkeys(
        (
            "agenda-set",
            *(f"agenda-item-{what}" for what in ("added", "changed", "moved", "taken")),
            *(f"agenda-item-{what}" for what in ("finished", "skipped")),
        ),
        OF_A_MEETING,
    ),
}
"""Name of an event of a cluster's year -> why another event already makes the year known."""
NO_ACT = {"entries-retracted": "undo and correction record it"}
"""Name of an event -> why no act records it."""


def forgotten(kind: type[Event]) -> list[str]:
    """Return what an event lacks, a sentence each."""
    name = name_of(kind)
    return [f"event {name} {lack}" for lack in (*_stored(kind), *_shown(kind))] + (
        [] if name in NO_DIFFERENCE else absent(kind)
    )


def _stored(kind: type[Event]) -> Iterator[str]:
    name = f"{name_of(kind)}.v{kind.version}"
    if name not in LINES:
        yield f"has no golden line: write tests/golden/{name}.jsonl"
    if name not in SHAPES:
        yield f'has no shape: add "{name}": "{shape(kind)}" to tests/golden/shapes.json'
    if name_of(kind) not in NO_ACT and name_of(kind) not in {row.split()[0] for row in DUTIES}:
        yield "has no row in DUTIES: add its roles to events/permissions.py"


def _shown(kind: type[Event]) -> Iterator[str]:
    event, name = example(kind), name_of(kind)
    claims = {key.partition(":")[0] for key in (*event.claims(), *event.depends_on())}
    if name not in NO_ACT and not any(kind in act.facts for act in ACTS.values()):
        yield "is recorded by no act: name it in `facts` of an act in thidua_tui/acts"
    of_year = {"cluster", "year"} <= {*kind.__struct_fields__}
    if of_year and name not in YEAR_IS_KNOWN and not issubclass(kind, YEARLY):
        yield "does not make its year known: add it to YEARLY in views/clusters.py"
    for lang in LANGUAGES:
        words, files = Words(lang), f"thidua_tui/locale/{lang}"
        if words.find(f"sentences.{variant(event)}") is None:
            yield f"has no sentence in the journal: add {variant(event)} to {files}/sentences.toml"
        for field in kind.__struct_fields__:
            if not any(map(words.find, (f"screen.field.{field}", f"acts.field.{field}"))):
                yield f"has no word for its field {field}: add it to [field] in {files}/acts.toml"
        for claim in sorted(claims):
            if words.find(f"choices.claim.{claim}") is None:
                yield f"has no word for its claim {claim}: add it to {files}/choices.toml"


@cache
def registered() -> frozenset[str]:
    """Return the names that `events.registration` knows, in a process that imports nothing else."""
    code = "from events import registration, event; print(*event.event_types())"
    done = run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return frozenset(done.stdout.split())


def unregistered(module: str, text: str) -> list[str]:
    """Return the events of a module that the program does not know, a sentence each."""
    return [
        f"event {name} of {module} is not registered: add its module to events/registration.py"
        for name in re.findall(r"\(\w+, tag=\"(.+?)\"", text)
        if name not in registered()
    ]


def test_every_event_is_registered():
    lacks = [
        lack
        for path in sorted((ROOT / "events").glob("*.py"))
        for lack in unregistered(path.name, path.read_text("utf-8"))
    ]
    assert not lacks, "\n".join(lacks)
    assert unregistered("new.py", 'class New(Event, tag="new-event"):') == [
        "event new-event of new.py is not registered: add its module to events/registration.py"
    ]


def test_every_command_is_registered():
    """Every module that decides is loaded with the registration, not by who uses it."""
    code = "import sys; from events import registration; print(*sys.modules)"
    done = run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    decides = re.compile(r"^    def decide\(self, history: History\)", re.MULTILINE)
    modules = [p for p in (ROOT / "events").glob("*.py") if decides.search(p.read_text("utf-8"))]
    assert len(modules) > 50
    lacks = {f"events.{path.stem}" for path in modules} - {*done.stdout.split()}
    assert not lacks, f"add {lacks} to events/registration.py"


@pytest.mark.parametrize("kind", kinds(), ids=name_of)
def test_nothing_of_an_event_was_forgotten(kind):
    lacks = forgotten(kind)
    assert not lacks, "\n".join(lacks)


def test_what_was_forgotten_is_named(monkeypatch, without):
    """Control: each part of a complete event is taken away; the diff has a control of its own."""
    kind = event_types()["guest-attended"]
    without(LINES, "guest-attended.v2")
    without(SHAPES, "guest-attended.v2")
    without(DUTIES, "guest-attended")
    without(ACTS, "record-guest")
    without(YEAR_IS_KNOWN, "guest-attended")
    find = Words.find
    hidden = {
        "sentences.guest-attended",
        "choices.claim.meeting",
        "acts.field.name",
        "screen.field.name",
    }
    monkeypatch.setattr(Words, "find", lambda w, key: None if key in hidden else find(w, key))
    monkeypatch.setattr("tests.test_event_registry.absent", lambda kind: [])
    lacks = [
        "has no golden line: write tests/golden/guest-attended.v2.jsonl",
        f'has no shape: add "guest-attended.v2": "{shape(kind)}" to tests/golden/shapes.json',
        "has no row in DUTIES: add its roles to events/permissions.py",
        "is recorded by no act: name it in `facts` of an act in thidua_tui/acts",
        "does not make its year known: add it to YEARLY in views/clusters.py",
    ]
    for lang in LANGUAGES:
        files = f"thidua_tui/locale/{lang}"
        lacks += [
            f"has no sentence in the journal: add guest-attended to {files}/sentences.toml",
            f"has no word for its field name: add it to [field] in {files}/acts.toml",
            f"has no word for its claim meeting: add it to {files}/choices.toml",
        ]
    assert forgotten(kind) == [f"event guest-attended {lack}" for lack in lacks]
