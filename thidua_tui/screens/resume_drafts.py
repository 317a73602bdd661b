"""What was left half filled when the program ended: Enter opens it again where one typed."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from events.text import plain
from thidua_tui.acts.registry import ACTS
from thidua_tui.forms import form_labels
from thidua_tui.forms.draft_storage import Kept
from thidua_tui.forms.drafts import BLIND, BLOCK, GRID, Drafts
from thidua_tui.forms.staged_drafts import staged_texts
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.screens.base_dialog import Dialog
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.virtual_list import VirtualList
from views.names import Names


class Resume(Dialog[Kept | None]):
    """Dismissed with the draft to go on with, or None; drafts that are not chosen stay."""

    AUTO_FOCUS = "VirtualList"
    PLACE = "resume"
    BINDINGS = bindings_at("resume", to="screen")

    def __init__(self, session: Session, words: Words) -> None:
        super().__init__()
        self.words, self.drafts = words, Drafts(session)
        self.names = session.see(Names())
        self.kept = tuple(reversed(self.drafts.forms))
        self.list = VirtualList(self.line, name="drafts", tall=2)

    def parts(self) -> ComposeResult:
        """What was left, the one typed last at the top."""
        yield Static(Content(self.words("forgiving.draft.ask")), classes="ask")
        yield self.list

    def on_mount(self) -> None:
        """Show them."""
        self.entitle(self.words("forgiving.draft.title"))
        self.foot(self.words)
        self.list.show(len(self.kept), 0)

    def line(self, at: int, _: int) -> Content:
        """Describe a draft: its act and place; and the text at the cursor, or before it."""
        kept, words = self.kept[at], self.words
        act = ACTS.get(kept.act.partition("@")[0])
        part = {GRID: "grid", BLOCK: "block", BLIND: "blind"}.get(kept.act)
        title = form_labels.title(act, words) if act else ""
        name = words(f"forgiving.draft.{part}") if part else title
        cluster = self.names.cluster(kept.cluster) if kept.cluster else ""
        facts = {"act": name, "cluster": cluster, "year": str(kept.year or "")}
        head = words("forgiving.draft.one", **facts)
        at_field = _filled_up_to(kept)
        field = act.field(at_field) if act else None
        label = form_labels.label(act, field, words) if act and field else ""
        text = kept.raw.get(at_field, "")
        text = _named(text, self.names) if field and field.options else " ".join(text.split())
        typed = words("forgiving.draft.typed", field=label, text=text)
        if kept.act == GRID and (staged := staged_texts(kept.raw)):
            typed = words("scorestaging.waiting", count=str(len(staged)))
        return Content.styled(plain(head), "bold") + Content(f"\n  {plain(typed)}")

    async def do_take(self) -> None:
        """Open it again."""
        self.dismiss(self.kept[self.list.chosen or 0] if self.kept else None)

    async def do_give_up(self) -> None:
        """Forget this one on purpose."""
        if not self.kept:
            return
        gone = self.kept[self.list.chosen or 0]
        self.drafts.drop(gone.act, Location(cluster=gone.cluster, year=gone.year))
        self.kept = tuple(one for one in self.kept if one is not gone)
        self.app.notify(self.words("forgiving.draft.given-up"), markup=False)
        if self.kept:
            self.list.show(len(self.kept))
        else:
            self.dismiss(None)


def _filled_up_to(kept: Kept) -> str:
    """The field that had the cursor; where it is empty, the nearest one before with a text."""
    names = [*kept.raw]
    last = names.index(kept.field) if kept.field in names else len(names)
    filled = [name for name in names if kept.raw[name].strip()]
    before = [name for name in filled if names.index(name) <= last and not _is_choice(kept, name)]
    return (before or filled or [""])[-1]


def _is_choice(kept: Kept, name: str) -> bool:
    act = ACTS.get(kept.act.partition("@")[0])
    field = act.field(name) if act else None
    return bool(field and field.kind in ("choice", "flag"))


def _named(text: str, names: Names) -> str:
    """What was typed on one line; codes of units as their names."""
    words = text.split()
    if all(word in names.units for word in words):
        return "; ".join(names.unit(word) for word in words)
    return " ".join(words)
