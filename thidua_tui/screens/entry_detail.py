"""An entry in full next to a list: nothing of a long line is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from events.corrections import EntriesRetracted
from events.event import Entry, fields_of, name_of
from events.text import plain
from thidua_tui.acts.registry import act_for
from thidua_tui.formatting.tables import diff_cells
from thidua_tui.i18n.messages import Naming, Words
from thidua_tui.queries.first_recorded import FirstRecorded
from thidua_tui.screens.journal_entry_text import kind_text
from thidua_tui.session.session import Session
from thidua_tui.widgets.fact_list import Fact, FactList
from thidua_tui.widgets.panel import ScrollPanel, entitle
from views import moments
from views.compared import EVERYWHERE
from views.differences import Difference, differences, of_cluster
from views.evidence import grade

ARROW = " → "
SHORT = 20
"""Cells of the value before up to which arrows are put below each other."""


class Detail(ScrollPanel):
    """Below the list, or at its right where the screen is wide.

    Args:
        focusable: Whether `Tab` leads into it, where it is scrolled by the keys.
    """

    def __init__(self, *, focusable: bool = False) -> None:
        super().__init__()
        self.can_focus = focusable

    def compose(self) -> ComposeResult:
        """The text."""
        yield Static(id="detail-text")

    def show(self, facts: Iterable[Fact], title: str) -> None:
        """Have these facts, from the first on; without gaps on a screen of few lines."""
        gaps = not self.screen.has_class("-short")
        entitle(self, title)
        self.query_one("#detail-text", Static).update(FactList(facts, gaps=gaps))
        self.scroll_home(animate=False)


class Corrections(Struct, frozen=True):
    """What became of an entry, and what it corrects itself.

    `others` are the positions of the other entries of its act, `retracted` is the entry that
    retracted it and `instead` are the positions of what replaced it; `corrects` are the positions
    of the entries that its act retracted.
    """

    others: tuple[int, ...] = ()
    retracted: Entry | None = None
    instead: tuple[int, ...] = ()
    corrects: tuple[int, ...] = ()


def corrections(session: Session, entry: Entry, retracted: Entry | None) -> Corrections:
    """Return what became of an entry; runs in a worker."""
    act = moments.act_at(session.ledger, entry.position)
    undoing = moments.act_at(session.ledger, retracted.position) if retracted else ()
    return Corrections(
        others=tuple(one.position for one in act if one.position != entry.position),
        retracted=retracted,
        instead=tuple(_facts(undoing)),
        corrects=tuple(
            position
            for one in act
            if isinstance(one.event, EntriesRetracted)
            for position in one.event.positions
        ),
    )


def _facts(act: Iterable[Entry]) -> Iterator[int]:
    return (one.position for one in act if not isinstance(one.event, EntriesRetracted))


def entry_facts(
    entry: Entry, words: Words, names: Naming, meeting: str = "", more: Corrections | None = None
) -> Iterator[Fact]:
    """Yield what an entry records; who recorded it, when, where; why, and from which source."""
    yield from sentence_facts((entry,), words, names)
    yield Fact("", "")
    yield from circumstance_facts(entry, words, meeting)
    yield from _correction_facts(more or Corrections(), words)


def sentence_facts(act: Sequence[Entry], words: Words, names: Naming) -> Iterator[Fact]:
    """Yield what the entries of an act record; of several with their numbers."""
    for entry in act:
        kind = kind_text(entry.event, words)
        yield Fact("", kind if len(act) == 1 else Content.assemble(f"{entry.position} · ", kind))
        yield Fact("", Content.styled(plain(words.sentence(entry.event, names)), "bold"))


def circumstance_facts(
    entry: Entry, words: Words, meeting: str = "", at: str = ""
) -> Iterator[Fact]:
    """Yield when an entry was recorded, by whom, in which meeting, from which source, and why.

    Args:
        entry: The entry.
        words: The words of the chosen language.
        meeting: Its meeting in words; empty for none.
        at: Its time in words, where something is to be remarked about it.
    """
    yield Fact(words("journal.detail.at"), at or words.instant(entry.at))
    yield Fact(words("journal.detail.by"), plain(entry.by))
    if meeting:
        yield Fact(words("journal.detail.meeting"), plain(meeting))
    yield Fact(words("journal.detail.source"), source_text(entry, words))
    if entry.reason:
        yield Fact(words("journal.detail.reason"), plain(entry.reason))


def first_facts(first: FirstRecorded | None, words: Words) -> Iterator[Fact]:
    """Yield where an entry was first recorded; nothing where that is this ledger."""
    if first:
        yield Fact(words("merge.first.label"), plain(first.text(words)))


def field_facts(entry: Entry, words: Words, names: Naming) -> Iterator[Fact]:
    """Yield the stored name of the fact, and its fields with their codes."""
    yield Fact(words("screen.entry.fact"), name_of(entry.event))
    act = act_for(entry.event)
    for field, value in fields_of(entry.event).items():
        own = words.find(f"acts.field_of.{act.id}.{field}") if act else None
        usual = words.find(f"screen.field.{field}") or words.find(f"acts.field.{field}")
        label = own or usual or field
        text = words.value(field, value, names)
        code = f" ({value})" if isinstance(value, str) and text != value else ""
        shown = (text or words("screen.unknown")) + plain(code)
        yield Fact(label, shown if text else Content.styled(shown, "dim"))


def source_text(entry: Entry, words: Words) -> str:
    """Return the source of an entry: its kind, title and day."""
    source, kind = entry.source, words.choice("kind", grade(entry))
    return plain(words("journal.group.source", kind=kind, title=source.title, on=source.on))


def _correction_facts(more: Corrections, words: Words) -> Iterator[Fact]:
    if more.others:
        yield Fact(words("journal.detail.act"), _entries(more.others, words))
    if more.corrects:
        yield Fact(words("journal.detail.replaces"), _entries(more.corrects, words))
    if by := more.retracted:
        facts = {"position": str(by.position), "at": by.at, "reason": by.reason}
        text = words("journal.detail.retracted-by", **facts)
        yield Fact(words("journal.detail.retracted"), Content.styled(f"× {plain(text)}", "$error"))
    if more.instead:
        yield Fact(words("journal.detail.replaced"), _entries(more.instead, words))


def _entries(positions: tuple[int, ...], words: Words) -> str:
    if len(positions) == 1:
        return words("journal.detail.entry", position=str(positions[0]))
    ranges: list[list[int]] = []
    for position in sorted(positions):
        if ranges and ranges[-1][-1] == position - 1:
            ranges[-1].append(position)
        else:
            ranges.append([position])
    shown = (f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in ranges)
    return words("journal.detail.entries", positions=", ".join(shown))


def change_facts(changes: Iterable[Difference], words: Words) -> Iterator[Fact]:
    """Yield each field with its value before and its value now, below the unit it is of."""
    owners: dict[str, list[Difference]] = {}
    for row in changes:
        owner = plain(row.unit_name or row.cluster_name or "")
        parts = (owner, str(row.year or ""))
        owners.setdefault(" · ".join(filter(None, parts)), []).append(row)
    befores = (diff_cells.before(row, words) for rows in owners.values() for row in rows)
    width = max((len(before) for before in befores if len(before) <= SHORT), default=0)
    labels = iter(diff_cells.labels([row for rows in owners.values() for row in rows], words))
    for owner, rows in owners.items():
        if owner:
            yield Fact("", owner)
        for row in rows:
            before, after = diff_cells.before(row, words), diff_cells.after(row, words)
            yield Fact(f"  {next(labels)}", change_text(before, after, width))


def change_text(before: str, after: str, width: int = 0) -> Content:
    """Return a value before and now; the arrow behind so many cells, the new value bold."""
    return Content.assemble(before.rjust(width), (ARROW, "dim"), (after, "bold"))


def change_section(changes: Iterable[Difference], words: Words) -> Iterator[Fact]:
    """Yield the changes that an act made, below their heading; nothing where there are none."""
    if facts := [*change_facts(changes, words)]:
        yield Fact("", "")
        yield Fact("", Content.styled(words("journal.detail.changes"), "bold $secondary"))
        yield from facts


def act_changes(session: Session, entry: Entry) -> tuple[Difference, ...]:
    """What the act of an entry made otherwise; runs in a worker."""
    act = moments.act_at(session.ledger, entry.position)
    first, last = act[0].position - 1, act[-1].position
    tags = (tag for one in act for tag in one.event.tags())
    clusters = dict.fromkeys(
        tag.removeprefix("cluster:").partition("/")[0] for tag in tags if tag.startswith("cluster:")
    )
    if clusters:
        found = (of_cluster(session.reader, first, last, one) for one in clusters)
        return tuple(row for rows in found for row in rows)
    return differences(session.reader, first, last, tables=EVERYWHERE)
