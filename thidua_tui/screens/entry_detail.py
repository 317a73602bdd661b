"""An entry in full next to a list: nothing of a long line is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from events.event import Entry
from events.text import plain
from thidua_tui.formatting.tables import diff_cells
from thidua_tui.i18n.messages import Naming, Words
from thidua_tui.session.session import Session
from views import moments
from views.compared import EVERYWHERE
from views.differences import Difference, differences, of_cluster
from views.evidence import grade


class Detail(VerticalScroll, can_focus=False):
    """Below the list, or at its right where the screen is wide."""

    def compose(self) -> ComposeResult:
        """The text."""
        yield Static(id="detail-text")

    def show(self, content: Content) -> None:
        """Have this text, from its beginning."""
        self.query_one("#detail-text", Static).update(content)
        self.scroll_home(animate=False)


def entry_lines(entry: Entry, words: Words, names: Naming, meeting: str = "") -> Iterator[Content]:
    """What an entry says; who typed it, when, where; why, and from which paper."""
    yield Content.assemble(
        (f"{entry.position}. ", "bold"), plain(words.sentence(entry.event, names))
    )
    where = (words.instant(entry.at), plain(entry.by), plain(meeting))
    yield Content.styled(" · ".join(filter(None, where)), "dim")
    if entry.reason:
        yield Content(words("time.detail.reason", reason=entry.reason))
    source, kind = entry.source, words.choice("kind", grade(entry))
    yield Content(words("time.detail.source", kind=kind, title=source.title, on=source.on))


def change_lines(changes: Iterable[Difference], words: Words) -> Iterator[Content]:
    """Each field: its value before, and its value now."""
    for one in changes:
        subject = diff_cells.what(one, words)
        field = diff_cells.called(one, words)
        before, after = diff_cells.before(one, words), diff_cells.after(one, words)
        yield Content.assemble(
            ("• ", "bold"), f"{subject} – {field}: ", before, " → ", (after, "bold")
        )


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
