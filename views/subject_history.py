"""The history of one thing: the acts that made it what it is, and each change before and after.

A thing is a unit, a member of a cluster's year, its place, a role, a cell of the score sheet, an
award, a meeting, a movement, a compact, a cluster or its year. An act belongs to its history when
it names the thing, or when the thing is otherwise after it than before: a place moves when somebody
else is scored.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, Literal, TypeAlias

from msgspec import Struct

from events.compact_signatures import CompactTextFiled
from events.compacts import COMPACTS
from events.corrections import EntriesRetracted
from events.event import Entry, Event, Scope, name_of
from events.rule_book import RULES
from events.scoring import ScoreRecorded
from events.targets import TARGETS
from views.compared import TABLES
from views.comparison import Compared, Key, Keyed
from views.differences import Difference, changed, difference
from views.projection import Reader, View, fold
from views.score_cells import Sheets

Kind: TypeAlias = Literal[
    "unit", "member", "place", "role", "points", "award", "cluster", "year", "compact", "meeting",
    "movement", "rules",
]  # fmt: skip
"""The kinds of things that have a history."""
WATCHED: dict[str, tuple[str, ...]] = {
    "unit": (
        "units", "functions", "representatives", "representatives_left",
    ),
    "member": (
        "ranking", "roster", "leaders", "awards", "scores", "withdrawals",
        "threads", "explanations", "sheets", "evidence", "occurrences",
        "holds", "lifted_holds", "women", "ties", "totals_by_source", "reported_rosters",
        "targets_set", "target_changes", "compact_signatures", "signers", "movement_results",
        "votes",
    ),
    "place": ("ranking",),
    "role": ("leaders",),
    "points": ("scores", "threads", "explanations", "evidence", "occurrences"),
    "award": ("awards", "withdrawals"),
    "cluster": ("clusters", "cluster-decisions", "regulations", "council", "council_left",
                "office_descriptions", "legal-bases"),
    "year": (
        "result", "ranking", "roster", "leaders", "awards", "compacts", "books", "rules",
        "meetings", "papers_issued", "papers_numbered", "papers_cancelled",
        "tasks", "result_withdrawals", "withdrawals", "statements", "verdicts", "proposal_counts",
        "cross_checks", "peer_seals", "peer_openings",
        "threads", "explanations", "sheets", "evidence", "occurrences", "readings",
        "holds", "lifted_holds", "women", "ties", "year_figures", "reported_rosters",
        "totals_by_source", "cluster-decisions", "regulations", "quotas",
        "votes", "votes_opened", "procedures_set",
        "targets_set", "target_changes", "target_withdrawals", "target_criteria",
        "compact_adoptions", "compact_signatures", "signers", "compact_texts", "movement_results",
        "convened", "convenings_changed", "convenings_cancelled", "handovers", "report_texts",
    ),
    "compact": (
        "compacts", "compact_adoptions", "compact_signatures", "signers", "compact_texts",
        "targets_set", "target_changes", "target_withdrawals",
    ),
    "meeting": (
        *("meetings", "guests", "attendance", "arrivals", "departures", "absences"),
        *("reopenings", "reports", "remarks", "votes_opened"),
        *("meeting_roles", "speakers_listed", "speakers_called", "speakers_finished"),
        *("approvals", "amendments", "signatures", "wordings"),
        *("agenda_sets", "agenda_additions", "agenda_changes", "agenda_moves"),
        *("agenda_turns", "agenda_ends", "agenda_skips"),
    ),
    "movement": ("movements", "movement_results"),
    "rules": ("books", "rules"),
}  # fmt: skip
"""Kind -> the tables in which the thing has its rows."""

ONLY: dict[str, tuple[type[Event], ...]] = {
    "rules": RULES,
    "compact": (*COMPACTS, CompactTextFiled, *TARGETS),
}
"""Kind -> the events that name the thing, where others have the tags of its year, too."""

BY_TAG = ("unit", "member", "year", "meeting", "movement")
"""Subjects of which every act that names them is read, even if no table shows it."""

OWN = ("scores", "awards")
"""Tables in which nothing moves but what is named."""

PLACES = ("ranking", "result")
"""Tables in which only verified scores count."""


class Subject(Struct, frozen=True, kw_only=True):
    """A thing: its kind, and the codes that identify it; None matches everything.

    `form` is the code of an award, `criterion` that of a criterion.
    """

    kind: Kind
    cluster: str | None = None
    year: int | None = None
    unit: str | None = None
    role: str | None = None
    criterion: str | None = None
    form: str | None = None
    meeting: str | None = None
    movement: str | None = None

    def has(self, row: Struct) -> bool:
        """Return whether a row of a watched table is of this thing."""
        asked = ("cluster", "year", "unit", "role", "criterion", "form", "meeting", "movement")
        pairs = ((getattr(self, name), getattr(row, name, None)) for name in asked)
        return all(mine is None or theirs is None or mine == theirs for mine, theirs in pairs)

    def named_by(self, event: Event) -> bool:
        """Return whether an event names the thing; False for a retraction, which names entries."""
        if isinstance(event, EntriesRetracted):
            return False
        if not isinstance(event, ONLY.get(self.kind, Event)):
            return False
        if self.role or not {*self.tags()} <= {*event.tags()}:
            return False  # no event names one role of several: its changes decide
        fields = ("criterion", "form")
        pairs = ((getattr(self, name), getattr(event, name, None)) for name in fields)
        return all(mine is None or mine == theirs for mine, theirs in pairs)

    def tags(self) -> Iterator[str]:
        """Yield the tags of acts that name the thing."""
        if self.unit:
            yield f"unit:{self.unit}/{self.year}" if self.year else f"unit:{self.unit}"
        for name in ("meeting", "movement"):
            if code := getattr(self, name):
                yield f"{name}:{code}"
        if self.cluster:
            yield f"cluster:{self.cluster}/{self.year}" if self.year else f"cluster:{self.cluster}"


class Step(Struct, frozen=True, kw_only=True):
    """An act of the history: its entries, and the differences it made to the thing.

    `retracted_by` is the position (from 1) of the entry that retracted the act, if any.
    """

    entries: tuple[Entry, ...]
    changes: tuple[Difference, ...]
    retracted_by: int | None

    @property
    def position(self) -> int:
        """The position of the entry that names the thing, or of the act's last."""
        return self.entries[-1].position


def trail(
    ledger: Reader, subject: Subject, known_at: int | datetime | None = None
) -> tuple[Step, ...]:
    """Return the acts that name or change a subject, oldest first.

    Args:
        ledger: The source of the entries.
        subject: The cell, role, place or other subject to follow.
        known_at: A position (from 1) or an instant (UTC), inclusive; None for the present.
    """
    tables = {name: TABLES[name] for name in WATCHED[subject.kind]}
    return tuple(_Trail(ledger, subject, tables, known_at).steps())


class _Trail:
    """The watched tables over the entries, act by act."""

    def __init__(
        self,
        ledger: Reader,
        subject: Subject,
        tables: dict[str, Compared],
        known_at: int | datetime | None,
    ) -> None:
        self.subject, self.tables = subject, tables
        self.views = self._views()
        self.kinds = {
            name: {name_of(kind) for scope in view.scopes() for kind in scope.events}
            for name, view in self.views.items()
        }
        scopes = dict.fromkeys(s for view in self.views.values() for s in view.scopes())
        if subject.kind in BY_TAG:
            scopes[Scope(tuple(subject.tags()))] = None
        self.entries = [*ledger.read(*scopes, until=known_at)]
        self.named = {e.position for e in self.entries if self.subject.named_by(e.event)}
        self.gone = {
            position: entry.position
            for entry in self.entries
            if isinstance(entry.event, EntriesRetracted)
            for position in entry.event.positions
        }

    def _views(self) -> dict[str, View]:
        asked = (self.subject.cluster, self.subject.year, None)
        return {name: compared.make(*asked) for name, compared in self.tables.items()}

    def steps(self) -> Iterator[Step]:
        """Yield the acts that name the thing or change it."""
        done = 0
        before = self._rows(())
        for _, group in groupby(self.entries, key=lambda entry: entry.act):
            act = tuple(group)
            self._fold(act, done)
            done += len(act)
            if not any(self._may_concern(entry.event) for entry in act):
                continue
            after = before | self._rows(act)
            changes = tuple(self._changes(before, after, act[-1]))
            before = after
            if changes or any(self._names(entry) for entry in act):
                taken = [self.gone[e.position] for e in act if e.position in self.gone]
                yield Step(entries=act, changes=changes, retracted_by=min(taken) if taken else None)

    def _names(self, entry: Entry) -> bool:
        """Return whether an entry names the thing; a retraction does if a retracted entry does."""
        if isinstance(entry.event, EntriesRetracted):
            return not self.named.isdisjoint(entry.event.positions)
        return entry.position in self.named

    def _fold(self, act: Sequence[Entry], done: int) -> None:
        """Fold an act; from the beginning if it retracts, for a retraction changes the order."""
        if any(isinstance(entry.event, EntriesRetracted) for entry in act):
            self.views = self._views()
            for view in self.views.values():
                fold((view,), self.entries[: done + len(act)])
            return
        for view in self.views.values():
            for entry in act:
                view.apply(entry)

    def _may_concern(self, event: Event) -> bool:
        """Return whether it is of the cluster-year or the unit of the thing, or a retraction."""
        subject, tags = self.subject, event.tags()
        if isinstance(event, EntriesRetracted) or subject.named_by(event):
            return True
        if subject.kind in ("points", "meeting", "rules"):
            return False  # nothing else can move it
        if subject.unit and f"unit:{subject.unit}" in tags:
            return True
        return bool(subject.cluster) and any(
            tag in tags for tag in (f"cluster:{subject.cluster}/{subject.year}",)
        )

    def _rows(self, act: Sequence[Entry]) -> dict[str, Keyed]:
        """Return the rows of the thing, in the tables that an act may change; of all for no act."""
        found: dict[str, Keyed] = {}
        made: dict[object, list[Struct]] = {}  # two tables may be made by the same view
        for name, compared in self.tables.items():
            if not act or any(self._moves(name, entry.event) for entry in act):
                how = (compared.make, compared.rows)
                if how not in made:
                    made[how] = self._of_thing(self.views[name], compared)
                found[name] = compared.keyed(made[how])
        return found

    def _of_thing(self, view: Any, compared: Compared) -> list[Struct]:
        """Return the rows of the thing; of a score sheet only those of the unit are computed."""
        of_unit = isinstance(view, Sheets)
        rows = view.rows(self.subject.unit) if of_unit else compared.rows(view)
        return [row for row in rows if self.subject.has(row)]

    def _moves(self, name: str, event: Event) -> bool:
        """Return whether an event may change rows of the thing in a table."""
        kinds = self.kinds[name]
        if isinstance(event, ScoreRecorded) and name in PLACES and event.stage != "verified":
            return False
        if isinstance(event, EntriesRetracted):
            return not event.kinds or bool(kinds & {*event.kinds})
        return name_of(event) in kinds and (name not in OWN or self.subject.named_by(event))

    def _changes(
        self, before: dict[str, Keyed], after: dict[str, Keyed], entry: Entry
    ) -> Iterator[Difference]:
        for name, compared in self.tables.items():
            keys: dict[Key, None] = dict.fromkeys((*before[name], *after[name]))
            for key in keys:
                was, is_ = before[name].get(key), after[name].get(key)
                for field in changed(compared, was, is_):
                    yield difference(name, field, was, is_, entry)
