"""The reference is what the code says, and every refusal code has a spec and two sentences."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.codes import ERRORS, ROOT, UNKNOWN, _Module, raised
from tests.reference import WRITTEN, sentences

TESTS = Path(__file__).parent


@cache
def codes() -> set[str]:
    """Return every code that the program can raise."""
    return {place.code for place in raised()}


@cache
def rules() -> set[str]:
    """Return the codes with which a decision refuses a command."""
    ours = (place for place in raised() if place.module.startswith("events."))
    return {place.code for place in ours if place.kind == "Refused"}


FACT = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_the_reference_is_what_the_code_says(path):
    same = path.read_text("utf-8") == WRITTEN[path]()
    assert same, f"docs/{path.name} is out of date: python -m tests.reference"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_code_has_a_sentence_and_no_sentence_is_left_over(lang):
    told = sentences(lang).keys()
    assert not codes() - told, "codes without a sentence"
    assert not told - codes(), "sentences without a code"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_sentence_tells_only_facts_that_its_refusal_may_have(lang):
    """A fact outside square brackets is known wherever the code is raised; others may be added."""
    for code, sentence in sentences(lang).items():
        places = [set(place.facts) for place in raised() if place.code == code]
        if any(UNKNOWN in facts for facts in places):
            continue
        always = set.intersection(*places) if places else set()
        certain = set(FACT.findall(re.sub(r"\[[^]]*\]", "", sentence)))
        assert certain <= always, code


def test_both_languages_tell_the_same_facts():
    for code, sentence in sentences("vi").items():
        other = sentences("en").get(code, "")
        assert set(FACT.findall(sentence)) == set(FACT.findall(other)), code


def specified() -> set[str]:
    """Every text that stands in a spec: codes are among them."""
    texts: set[str] = set()
    for path in TESTS.glob("test_*.py"):
        if path != Path(__file__):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    texts.add(node.value)
    return texts


def test_every_rule_of_the_facts_has_a_spec():
    assert not rules() - specified()


def test_the_rules_are_found_in_the_source():
    assert {"head-in-office", "scores-frozen", "withdrawn-before-nominated"} <= rules()
    assert {"control-character", "ground-moved", "unknown-event", "ledger-busy"} <= codes()


def test_codes_behind_names_tables_and_wrappers_are_found(tmp_path):
    path = ROOT / "events" / "x.py"
    module = _Module.__new__(_Module)
    module.name = path.stem
    module.tree = ast.parse(
        "TABLE = {1: 'in-a-table'}\n"
        "def one(x):\n    code = TABLE.get(x, 'by-default')\n    raise BadInput(code, value=x)\n"
        "def wrong(code, **facts):\n    return BadInput(code, **facts)\n"
        "def two(x):\n    facts = {'unit': x}\n    raise wrong('in-a-wrapper', **facts)\n"
        "def three(x):\n    raise Stale('this' if x else 'that')\n"
    )
    module.raisers = ERRORS | dict(module._wrappers())
    found = {place.code: place for place in module.places()}
    assert found.keys() == {"in-a-table", "by-default", "in-a-wrapper", "this", "that"}
    assert found["in-a-wrapper"].facts == ("unit",)
    assert found["this"].kind == "Stale"
