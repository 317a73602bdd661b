"""All commands, in any order, against a small model of the ledger: `tests.model`.

A machine tries every command there is, takes acts back and corrects them. After each accepted act
the program's views say what the model says; a refused one changes nothing.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from msgspec.structs import replace

from events.command import Command
from events.corrections import Correct, Retract
from events.membership import RecordRoster
from events.rule_book import IssueRules
from events.scoring import RecordScore
from tests.facts import Fields
from tests.model import MEANING
from tests.model.courses import CHAINS, COURSES
from tests.model.drawn import CRITERIA, pool
from tests.model.machine import Every
from tests.universe import COMMANDS


@pytest.fixture(scope="module")
def driven() -> Counter[type[Command]]:
    """The machine's run, and how often each command was accepted in it."""
    for kind in COMMANDS:
        pool(kind)  # before: it cannot be made inside a run
    Every.accepted.clear()
    others = [kind for kind in COMMANDS if kind not in {k for chain in CHAINS for k in chain}]
    for chain in (*CHAINS, tuple(others)):
        machine = Every()
        machine.begin(chain)
        machine.teardown()
    for course in COURSES:
        staged = Every()
        staged.begin(())
        for command in course:
            assert staged.accepts(command), command
            staged.compare()
        staged.teardown()
    scored = Every()
    scored.begin(())
    year: Fields = {"cluster": "cum", "year": 2020}
    score = RecordScore(**year, unit="a", criterion="I", points=Decimal(8))
    assert scored.accepts(RecordRoster(**year, units=("a", "b")))
    assert scored.accepts(IssueRules(**year, criteria=CRITERIA))
    assert scored.accepts(score, "scored")
    scored.put_right("scored", replace(score, points=Decimal(6)))
    scored.take_away(next(reversed(scored.acts)))
    scored.teardown()
    Every.TestCase("runTest").runTest()
    return Counter(Every.accepted)


def test_every_command_has_a_meaning_in_the_model():
    missing = {kind.__name__ for kind in {*COMMANDS} - {*MEANING}}
    assert not missing, f"tests/model/ does not say what {missing} mean: write @means"
    assert {*MEANING} == {*COMMANDS}


def test_the_machine_drives_every_command(driven):
    """Each was accepted at least once: a command that never is, is not tested."""
    every: tuple[type[Command], ...] = (*COMMANDS, Retract, Correct)
    never = {kind.__name__ for kind in every if not driven[kind]}
    assert not never, f"{never} were never accepted: add a course to COURSES"
