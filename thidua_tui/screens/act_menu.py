"""All acts, in groups: found by a few letters, and where one is off, why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from events.text import plain
from thidua_tui.acts.act import Act
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.preconditions import first_step
from thidua_tui.acts.registry import ACTS, GROUP_OF, GROUPS, LATE_GROUPS
from thidua_tui.forms import form_labels
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.parsing.fuzzy_match import Option, matches, places
from thidua_tui.screens.base_dialog import Dialog
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.field_editors import OneLine
from thidua_tui.widgets.header_footer import StatusLine
from thidua_tui.widgets.jump_targets import Target
from thidua_tui.widgets.styled_text import highlight
from thidua_tui.widgets.text_input import Entry


class ActList(Static, can_focus=False):
    """The acts that the letters let through, and titles of groups among them."""

    class Picked(Message):
        """An act was gone to from afar: its place among those that were found."""

        def __init__(self, at: int) -> None:
            super().__init__()
            self.at = at

    def __init__(self) -> None:
        super().__init__()
        self.drawn: Sequence[int | None] = ()

    def show(self, lines: Sequence[tuple[int | None, Content]]) -> None:
        """Have these lines, each with the place of its act, or None for a title."""
        self.drawn = [at for at, _ in lines]
        self.update(Content("\n").join(line for _, line in lines))

    def jumps(self) -> Iterator[Target]:
        """The acts in sight."""
        area = self.content_region
        for y, at in enumerate(self.drawn, area.y):
            if at is not None:
                yield Target(area.x - 1, y, partial(self.post_message, self.Picked(at)))


class ActMenu(Dialog[str | None]):
    """Dismissed with the id of the act that was chosen, or None.

    `keys` are the keys that open an act without the menu, by act.
    """

    PLACE = "menu"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_at("menu", to="screen"),
        Binding("up", "mark(-1)", "", show=False),
        Binding("down", "mark(1)", "", show=False),
        Binding("pageup", "mark(-10)", "", show=False),
        Binding("pagedown", "mark(10)", "", show=False),
    ]

    def __init__(
        self, session: Session, here: Location, words: Words, keys: Mapping[str, str] | None = None
    ) -> None:
        super().__init__()
        self.words, self.keys = words, dict(keys or {})
        ground = ActContext(session, here, words)
        self.year = ground.year
        self.groups = LATE_GROUPS if session.late else tuple(GROUPS)
        self.off = {act.id: act.obstacle(ground) for act in ACTS.values()}
        self.first = first_step(ground)
        if session.late and self.first == "record-roster":
            self.first = "record-known-members"  # a late source seldom names them all
        self.entry = OneLine(placeholder=words("acts.menu.find"))
        self.list = ActList()
        self.found: list[Act] = list(ACTS.values())
        self.marked = 0

    def parts(self) -> ComposeResult:
        """Title, a line to type, the list, the keys."""
        yield self.entry
        yield self.list
        yield StatusLine(id="why-off")

    def on_mount(self) -> None:
        """Show all acts; the first that can be done and is needed most is marked."""
        self.entitle(self.words("acts.menu.title"))
        self.foot(self.words)
        self.entry.focus()
        self._find()

    def _find(self) -> None:
        acts = sorted(ACTS.values(), key=lambda act: self.groups.index(GROUP_OF[act.id]))
        options = [Option(code=a.id, name=form_labels.title(a, self.words)) for a in acts]
        self.found = [ACTS[option.code] for option in matches(self.entry.value, options)]
        on = [at for at, act in enumerate(self.found) if not self.off[act.id]]
        first = [at for at in on if self.found[at].id == self.first]
        self.marked = next(iter(first if first and not self.entry.value.strip() else on), 0)
        self._draw()

    def _draw(self) -> None:
        lines = [*self._lines()] or [(None, Content(self.words("acts.menu.none")))]
        height = max(1, self.list.size.height or self.app.size.height - 6)
        row = next((row for row, (at, _) in enumerate(lines) if at == self.marked), 0)
        first = max(0, min(row - height // 2, len(lines) - height))
        self.list.show(lines[first : first + height])
        act = self._act()
        why = self.off[act.id] if act else None
        about = self.words(f"acts.about.{act.id}") if act else ""
        about = form_labels.obstacle(why, self.words, self.year) if why else about
        style = "bold $warning" if why else "italic"
        self.query_one("#why-off", StatusLine).show(Content.styled(plain(about), style))

    def _act(self) -> Act | None:
        return self.found[self.marked] if self.found else None

    def _lines(self) -> Iterator[tuple[int | None, Content]]:
        """Every act with its key or why it is off; under its group while nothing is sought."""
        group = ""
        for at, act in enumerate(self.found):
            if GROUP_OF[act.id] != group and not self.entry.value.strip():
                group = GROUP_OF[act.id]
                yield None, Content.styled(self.words(f"acts.group.{group}"), "bold $primary")
            yield at, self._line(act, marked=at == self.marked)

    def _line(self, act: Act, *, marked: bool) -> Content:
        title = form_labels.title(act, self.words)
        name = highlight(
            f"{'▸' if marked else ' '} {title:<32}", places(self.entry.value, title), 2
        )
        code = self.off[act.id]
        obstacle = form_labels.obstacle(code, self.words, self.year) if code else ""
        key = self.keys.get(act.id, "")
        style = "reverse" if marked else "dim" if code else ""
        note = f"✗ {obstacle}" if code else self.words("acts.menu.key", it=key) if key else ""
        return name.stylize_before(style) + Content.styled(f" {plain(note)}", "dim")

    def on_input_changed(self, event: Entry.Changed) -> None:
        """Search again."""
        event.stop()
        self._find()

    def on_input_submitted(self, event: Entry.Submitted) -> None:
        """Open the marked act, unless it is disabled: then the reason is shown below."""
        event.stop()
        act = self._act()
        if act and not self.off[act.id]:
            self.dismiss(act.id)
        else:
            self.app.bell()

    def on_act_list_picked(self, event: ActList.Picked) -> None:
        """Mark the act; Enter opens it."""
        event.stop()
        self.marked = event.at
        self._draw()

    def on_resize(self) -> None:
        """Show as many lines as fit."""
        self._draw()

    def action_mark(self, step: int) -> None:
        """Go up or down the list."""
        if self.found:
            leap = abs(step) > 1
            at = self.marked + step
            self.marked = max(0, min(at, len(self.found) - 1)) if leap else at % len(self.found)
            self._draw()
