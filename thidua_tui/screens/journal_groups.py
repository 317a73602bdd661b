"""The entries of the journal in groups: what was typed at a meeting from a source on a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from itertools import takewhile

from msgspec import Struct
from textual.content import Content

from events.event import Entry
from events.text import plain
from thidua_tui.acts.registry import group_for
from thidua_tui.formatting.pictures.small_bars import share_bar
from thidua_tui.i18n.messages import Words, local
from thidua_tui.screens.journal_entry_text import meeting
from thidua_tui.screens.journal_paging import JournalPages
from thidua_tui.widgets.fact_list import Fact
from thidua_tui.widgets.grouped_list import ruled
from thidua_tui.widgets.meaning import KIND_STYLES
from thidua_tui.widgets.styled_text import fit
from views.evidence import Grade, grade

COUNTED = 1024
"""So many entries of a group are counted to either side; more are `more than`."""
LEAST = 8
"""Cells below which a source is left out of a heading; the detail of its entries has it."""
BAR = 20
"""Cells of the bar of the kind that most entries of a group are of."""
KEPT = 16
"""Groups whose size is kept."""


class Group(Struct, frozen=True):
    """What entries next to each other have in common."""

    meeting: str
    source: Grade
    title: str
    of: date | None
    by: str
    day: date


def group_of(entry: Entry) -> Group:
    """Return the group of an entry."""
    source = entry.source
    day = local(entry.at).date()
    return Group(entry.meeting, grade(entry), source.title, source.on, entry.by, day)


class JournalGroups:
    """The groups of a list of entries, found where they are looked at."""

    def __init__(self, view: JournalPages, positions: Sequence[int]) -> None:
        self.view, self.positions = view, positions
        self._known: list[tuple[range, bool]] = []

    def group(self, at: int) -> Group | None:
        """Return the group of the entry at an index; None while it is not known yet."""
        position = self.positions[at]
        return group_of(self.view.entry(position)) if position <= self.view.length else None

    def brace(self, at: int) -> str:
        """Return the sign that joins the entry at an index with the others of its act."""
        act = self._act(at)
        above = at > 0 and self._act(at - 1) == act
        below = at + 1 < len(self.positions) and self._act(at + 1) == act
        return " └┌│"[above + 2 * below]

    def _act(self, at: int) -> str:
        position = self.positions[at]
        return self.view.entry(position).act if position <= self.view.length else ""

    def heading(self, at: int, words: Words, width: int) -> Content:
        """Return the heading of the group of the entry at an index."""
        group = self.group(at)
        if group is None:
            return Content("")
        found, whole = self._extent(at)
        count = words(f"journal.group.{'count' if whole else 'more'}", count=str(len(found)))
        return heading(group, meeting(self.view, group.meeting, words), count, words, width)

    def summary(self, at: int, words: Words) -> tuple[range, tuple[Fact, ...]]:
        """Return the indices of the group of an entry, and how many entries of each kind it has.

        It reads the group: it runs in a worker.
        """
        found, _ = self._extent(at)
        entries = [self.view.entry(self.positions[one]) for one in found]
        counts = Counter(group_for(entry.event) for entry in entries)
        first, last = (f"{local(entry.at):%H:%M}" for entry in (entries[-1], entries[0]))
        facts = [Fact(words("journal.detail.at"), first if first == last else f"{first}–{last}")]
        most = max(counts.values())
        for kind, style in KIND_STYLES.items():
            if count := counts.get(kind):
                bar = share_bar(count / most, BAR)
                name = Content.styled(words(f"journal.kind.{kind}"), style)
                value = Content.assemble(f"{count:>4} ", (bar, style))
                facts.append(Fact(name, value))
        return found, tuple(facts)

    def _extent(self, at: int) -> tuple[range, bool]:
        for known in self._known:
            if at in known[0]:
                return known
        found = extent(at, len(self.positions), self.group)
        self._known = [found, *self._known[: KEPT - 1]]
        return found


def extent(at: int, count: int, group: Callable[[int], Hashable]) -> tuple[range, bool]:
    """Return the items around an index that are of its group, and whether these are all.

    Args:
        at: The index of an item of the group.
        count: The number of items.
        group: Index of an item -> its group.
    """
    own = group(at)

    def reach(indices: Iterable[int]) -> int:
        return sum(1 for _ in takewhile(lambda one: group(one) == own, indices))

    down, up = min(count, at + 1 + COUNTED), max(-1, at - 1 - COUNTED)
    below, above = reach(range(at + 1, down)), reach(range(at - 1, up, -1))
    return range(at - above, at + below + 1), below < COUNTED and above < COUNTED


def heading(group: Group, where: str, count: str, words: Words, width: int) -> Content:
    """Return the line above a group: meeting, source, author; how many entries, at the right.

    Args:
        group: The group.
        where: The meeting in words, with its day; empty for none.
        count: How many entries it has, in words.
        words: The words of the chosen language.
        width: The cells of the line.
    """
    day = words.day(group.day)
    typed = "" if day in where else words("journal.group.day", day=day)
    by, room = plain(group.by), width - len(count) - 8
    parts = [where, typed, source(group, words), by]
    if len(text := " · ".join(filter(None, parts))) > room:
        rest = len(" · ".join(filter(None, (where, typed, by)))) + 3
        parts[2] = fit(parts[2], room - rest).plain if room - rest > LEAST else ""
        text = " · ".join(filter(None, parts))
    name = Content.styled(text[:1].upper() + text[1:], "bold $secondary")
    return ruled(name, count, width)


def source(group: Group, words: Words) -> str:
    """Return the source of a group in words; empty for what was typed directly."""
    if group.source in ("room", "direct"):
        return ""
    kind = words.choice("kind", group.source)
    return words("journal.group.source", kind=kind, title=group.title, on=group.of)
