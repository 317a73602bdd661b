"""Reading a view from given facts, through its own scopes: a forgotten scope fails the test."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from events.event import Entry, Scope
from events.store.ledger import Ledger
from tests.spec import FactTree, ledger_with
from views.projection import project


class Whole:
    """A view that is given the whole ledger, whatever it asked for."""

    def __init__(self, view: Any) -> None:
        self.view = view
        self.as_typed = getattr(view, "as_typed", False)

    def scopes(self) -> tuple[Scope, ...]:
        return ()

    def apply(self, entry: Entry) -> None:
        self.view.apply(entry)


def rows_in(
    ledger: Ledger, make: Callable[[], Any], known_at: int | datetime | None = None
) -> tuple[Any, ...]:
    """The view's rows; they must be those of the whole ledger too."""
    rows: tuple[Any, ...] = project(make(), ledger, known_at).rows()
    assert project(Whole(make()), ledger, known_at).view.rows() == rows
    return rows


def rows(make: Callable[[], Any], *facts: FactTree, known_at: int | None = None) -> tuple[Any, ...]:
    """The view's rows in a ledger with these facts, in which position n is the nth fact."""
    return rows_in(ledger_with(*facts), make, known_at)


def told(rows: tuple[Any, ...], *fields: str) -> list[tuple[Any, ...]]:
    """These fields of every row."""
    return [tuple(getattr(row, field) for field in fields) for row in rows]
