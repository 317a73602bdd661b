"""A boundary is complete: to decide on it is to decide on the whole ledger.

A dynamic boundary is as good as the tags of the events and the filters of the folds: a forgotten
tag hides a fact, a forgotten filter lets another cluster's fact in once the boundary grows.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from events.command import Command
from events.corrections import Correct, Retract
from events.store.sanitise import checked
from tests.facts import MEMBERS, Fields
from tests.spec import answer, everything, ledger_with
from tests.universe import COMMANDS, TODAY, built, commands, facts, quick


def both(command: Command, ledger) -> tuple[tuple[str, object], tuple[str, object]]:
    """What a command says to its boundary, and to everything."""
    command = checked(command)
    near, _ = ledger.history(command.boundary())
    return answer(command, near), answer(command, everything(ledger))


@pytest.mark.parametrize("kind", COMMANDS, ids=lambda kind: kind.__name__)
def test_what_is_beyond_the_boundary_changes_no_decision(kind):
    """Whatever was typed, in whatever order, lawful or not: mostly facts that its rules ask for."""

    @quick(20, suppress_health_check=[HealthCheck.too_slow])
    @given(st.data())
    def check(data):
        command = data.draw(built(kind))
        asked_for = dict.fromkeys(k for scope in command.boundary() for k in scope.events)
        near_facts = st.sampled_from([*asked_for]).flatmap(built) if asked_for else facts
        told = data.draw(st.lists(near_facts | near_facts | facts, max_size=12))
        near, far = both(command, ledger_with(MEMBERS, told, today=TODAY))
        assert near == far

    check()


@quick(50, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(facts, min_size=1, max_size=12), st.data())
def test_what_is_beyond_the_boundary_changes_no_correction(told, data):
    ledger = ledger_with(MEMBERS, told, today=TODAY)
    entry = data.draw(st.sampled_from(everything(ledger).entries))
    what: Fields = {"positions": (entry.position,), "concerns": entry.event.tags()}
    answered = ("facts", "stands-on-it", "scores-frozen", "operators-stay", "name-taken")
    assert both(Retract(**what), ledger)[0][0] in answered
    correct = Correct(**what, instead=data.draw(commands))
    near, far = both(correct, ledger)
    assert near == far
