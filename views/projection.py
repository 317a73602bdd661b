"""Projection: fold the entries in force, in their order, up to a moment of knowledge.

A view names the events it needs, so that a page reads no others. It has no clock, file or screen;
what it shows follows from the entries alone.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Protocol, TypeAlias, TypeVar

from events.corrections import EntriesRetracted, effective
from events.event import Entry, Event, Scope
from views.cluster_years import kept_together
from views.names import NAMED, Names


class View(Protocol):
    """A fold over the ledger.

    A view of what was typed rather than of what is in force has a true `as_typed`; it is given the
    retracted entries and the retractions too. A view that handles some kinds faster than by `apply`
    has `taking(kind)`, which returns that handler, or None where it ignores the kind. A view made
    of others has `parts()`, which returns them; its `taking` then leaves them out, for each is fed
    by itself.
    """

    def scopes(self) -> tuple[Scope, ...]:
        """Return the scopes to read; empty for the whole ledger."""

    def apply(self, entry: Entry) -> None:
        """Fold an entry that concerns the view, and ignore any other."""


class Reader(Protocol):
    """Source of entries: `events.store.ledger.Ledger`."""

    def read(
        self,
        *scopes: Scope,
        after: int = 0,
        until: int | datetime | None = None,
        limit: int | None = None,
    ) -> Iterator[Entry]:
        """Return the entries within the scopes as typed, oldest first.

        Args:
            scopes: The scopes to read; none for the whole ledger.
            after: The position (from 1) before the first entry; 0 for the beginning.
            until: The last position or instant (UTC), inclusive; None for the present.
            limit: The largest number of entries; None for all.
        """

    def known_at(self, instant: datetime) -> int:
        """Return the last position that was known at an instant (UTC); 0 before the first entry."""


V = TypeVar("V", bound=View)
Take: TypeAlias = Callable[[Entry], None]


def project(view: V, ledger: Reader, known_at: int | datetime | None = None) -> V:
    """Fold into a view the entries known at a moment, and return the view.

    Args:
        view: An empty view; it is changed in place.
        ledger: The source of the entries.
        known_at: A position (from 1) or an instant (UTC), inclusive; None for the present.

    Raises:
        UnreadableLedger: at an entry that this version cannot read.
    """
    project_all((view,), ledger, known_at)
    return view


def project_all(
    views: Sequence[View], ledger: Reader, known_at: int | datetime | None = None
) -> None:
    """Fold into several views in place, reading and decoding each entry once.

    Args:
        views: Empty views; they are changed in place, and may share their names afterwards.
        ledger: The source of the entries.
        known_at: A position (from 1) or an instant (UTC), inclusive; None for the present.

    Raises:
        UnreadableLedger: at an entry that this version cannot read.
    """
    asked = [view.scopes() for view in views]
    scopes = dict.fromkeys(scope for of_view in asked for scope in of_view) if all(asked) else ()
    with keeping():
        typed = ledger.read(*scopes, until=known_at)
        if _all_count(views, scopes, ledger, known_at):
            with _shared_names(every := _with_parts(views)) as names:
                _feed((*names, *every), typed)
        else:
            fold(views, typed)


def completed(view: V, ledger: Reader, known_at: int | datetime | None = None) -> V:
    """Let a folded view read more, if it has `complete(reader, known_at)`, and return it.

    A table does so whose rows need entries that are known only once it is folded.

    Args:
        view: A folded view; it is changed in place.
        ledger: The source of the entries.
        known_at: A position (from 1) or an instant (UTC), inclusive; None for the present.
    """
    if complete := getattr(view, "complete", None):
        complete(ledger, known_at)
    return view


def _all_count(
    views: Sequence[View],
    scopes: Iterable[Scope],
    ledger: Reader,
    known_at: int | datetime | None,
) -> bool:
    """Return whether no entry was retracted, so that none must be kept to restore the order."""
    scopes = tuple(scopes)
    look = getattr(ledger, "retractions", None)
    as_typed = any(getattr(view, "as_typed", False) for view in views)
    if look is None or as_typed or not scopes or any(scope.tags for scope in scopes):
        return False
    kinds = dict.fromkeys(kind for scope in scopes for kind in scope.events)
    return EntriesRetracted not in kinds and not any(look(*kinds, until=known_at))


def fold(views: Sequence[View], typed: Iterable[Entry]) -> None:
    """Fold entries into each view whose scopes name their kind; the tags are not compared.

    Args:
        views: The views, changed in place.
        typed: Every entry that the views need, as typed and oldest first.
    """
    as_typed = [view for view in views if getattr(view, "as_typed", False)]
    counting = [view for view in views if view not in as_typed]
    if as_typed and counting:
        typed = list(typed)
    if as_typed:
        _feed(as_typed, typed)
    if counting:
        counting = _with_parts(counting)
        with _shared_names(counting) as names:
            _feed((*names, *counting), effective(typed))


def _with_parts(views: Iterable[View]) -> list[View]:
    """Return the views and their parts, and the parts of these; a shared part comes once."""
    every: dict[int, View] = {}
    for view in views:
        every[id(view)] = view
        every |= {id(part): part for part in _with_parts(getattr(view, "parts", tuple)())}
    return [*every.values()]


def _feed(views: Sequence[View], entries: Iterable[Entry]) -> None:
    """Pass each entry to the handlers of its kind, which are looked up once per kind."""
    takers: dict[type[Event], list[Take]] = {}
    for entry in entries:
        kind = type(entry.event)
        if (take_it := takers.get(kind)) is None:
            found = (_taker(view, kind) for view in views)
            take_it = takers[kind] = kept_together(take for take in found if take)
        for take in take_it:
            take(entry)


def _taker(view: View, kind: type[Event]) -> Take | None:
    """Return the handler of a view for a kind of event, or None if its scopes exclude it."""
    scopes = view.scopes() if kind is not EntriesRetracted else ()
    if scopes and not any(kind in scope.events or not scope.events for scope in scopes):
        return None
    taking: Callable[[type[Event]], Take | None] | None = getattr(view, "taking", None)
    take = taking(kind) if taking else view.apply
    return None if isinstance(getattr(take, "__self__", None), _Silent) else take


class _Silent(Names):
    """Placeholder for the names in each view, while one copy is folded for all of them."""

    def taking(self, kind: type[Event]) -> Take:  # noqa: ARG002 - as the names it replaces
        """Return `apply`, by which `_taker` recognises the placeholder."""
        return self.apply

    def apply(self, entry: Entry) -> None:
        """Do nothing: the shared copy gets the entry."""


@contextmanager
def _shared_names(views: Sequence[View]) -> Iterator[tuple[Names, ...]]:
    """Share one copy of the names among several views; each has it after the fold."""
    alike = [view for view in views if _names_all(view)]
    if len(alike) < 2:
        yield ()
        return
    names, silent = Names(), _Silent()
    for view in alike:
        view.names = silent  # type: ignore[attr-defined]  # it has names, as was asked
    yield (names,)
    for view in alike:
        view.names = names  # type: ignore[attr-defined]  # it has names, as was asked


def _names_all(view: View) -> bool:
    return type(getattr(view, "names", None)) is Names and Scope(events=NAMED) in view.scopes()


@contextmanager
def keeping() -> Iterator[None]:
    """Pause the garbage collector: it costs more than the fold and would find nothing.

    No other code switches the collector off, so it is on afterwards whatever another thread
    folds at the same time.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
