"""Half-filled forms: leaving a form loses nothing, and opening the act again restores it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from weakref import WeakKeyDictionary

from events.event import Source
from thidua_tui.forms.draft_storage import Kept
from thidua_tui.parsing.dates import format_date
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session

Draft = dict[str, str]
SOURCE = ("source_kind", "source_title", "source_on")
GRID = "record-score@grid"
"""The draft of a cell of the score grid."""
BLOCK = "record-score@block"
"""The draft of a block of scores that was pasted into the grid."""

CONTROLS = "record-score@controls"
"""The totals typed from paper; no form that is half filled: they stay when all is recorded."""
BLIND = "read-twice@blind"
"""The draft of a second reading."""
LATE = "late-entry"
"""No form: the source of a series of late entries (`late_entry`)."""
LINE = "line"
"""No form: the text of the command line."""


class _Desk:
    """The drafts and the last source of a session."""

    def __init__(self) -> None:
        self.kept: dict[Hashable, Kept] = {}
        self.source: Draft = {}
        self.changed: Callable[[], None] = lambda: None


_DESKS: WeakKeyDictionary[Session, _Desk] = WeakKeyDictionary()


class Drafts:
    """The drafts of a session, by act and place."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._desk = _DESKS.setdefault(session, _Desk())

    def restore(self, kept: Sequence[Kept], changed: Callable[[], None]) -> None:
        """Begin with these; `changed` is called at every change from now on."""
        self._desk.kept = {(it.act, it.cluster, it.year): it for it in kept}
        self._desk.changed = changed

    @property
    def all(self) -> tuple[Kept, ...]:
        """All that is kept, what was typed last at the end."""
        return tuple(self._desk.kept.values())

    @property
    def forms(self) -> tuple[Kept, ...]:
        """The forms that were left half filled, the last typed at the end."""
        return tuple(kept for kept in self.all if kept.act not in (LATE, LINE, CONTROLS))

    def keep(
        self,
        act: str,
        here: Location,
        draft: Mapping[str, str],
        field: str = "",
        cursor: tuple[int, ...] = (),
    ) -> None:
        """Keep what was typed, and where; an empty draft is none."""
        if not any(text.strip() for text in draft.values()):
            self.drop(act, here)
            return
        key = (act, here.cluster, here.year)
        new = Kept(
            act=act,
            cluster=here.cluster,
            year=here.year,
            raw=dict(draft),
            field=field,
            cursor=cursor,
        )
        if self._desk.kept.pop(key, None) != new:
            self._desk.changed()
        self._desk.kept[key] = new

    def kept(self, act: str, here: Location) -> Kept | None:
        """What was typed and not recorded, and where the cursor was."""
        return self._desk.kept.get((act, here.cluster, here.year))

    def of(self, act: str, here: Location) -> Draft:
        """What was typed and not recorded; empty when nothing was."""
        kept = self.kept(act, here)
        return dict(kept.raw) if kept else {}

    def drop(self, act: str, here: Location) -> None:
        """Forget a draft: it was recorded, or given up on purpose."""
        if self._desk.kept.pop((act, here.cluster, here.year), None):
            self._desk.changed()

    @property
    def acts(self) -> list[str]:
        """The acts of which something was typed and not recorded."""
        return [kept.act.partition("@")[0] for kept in self.forms]

    @property
    def source(self) -> Draft:
        """The source that the next act begins with.

        That of a series of late entries; else of the last act, if it was not the room: a document
        is copied for a while.
        """
        if late := self._session.late:
            return format_source(late)
        return dict(self._desk.source)

    def remember_source(self, raw: Mapping[str, str]) -> None:
        """Keep the source of an act for the next act."""
        source = {name: raw.get(name, "") for name in SOURCE}
        self._desk.source = {} if source["source_kind"] in ("", "room") else source


def format_source(source: Source) -> dict[str, str]:
    """Return the raw texts of a source; the room needs none."""
    if source == Source():
        return {}
    raw = {"source_kind": source.kind, "source_title": source.title}
    return raw | {"source_on": format_date(source.on)}
