"""The guided tour: a cluster founded in two minutes, in the forms of every day.

Each step says what to press, opens its form, and is ticked off when the ledger holds the fact; so
the tour can be left at any time, and continues from the state of the ledger.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from events.errors import ThiduaError
from events.roles import HeadElected, officers
from events.text import plain
from thidua_tui.acts.context import ActContext
from thidua_tui.keymap.action_registry import BY_ID, bindings_at, shown
from thidua_tui.screens.base_dialog import Dialog

if TYPE_CHECKING:
    from thidua_tui.i18n.messages import Words
    from thidua_tui.session.location import Location
    from thidua_tui.session.session import Session

STEPS = ("found-unit", "found-cluster", "record-roster", "elect-head")
"""The acts of the tour, in their order."""
DONE, NEXT, TO_COME = "✓", "▸", "·"


class Reached(Struct, frozen=True):
    """How far the ledger is, a step each: what of it is there, empty when nothing is."""

    done: tuple[str, ...]

    @property
    def next(self) -> int:
        """The first step of which nothing is there; as many as there are steps when all is done."""
        return next((at for at, done in enumerate(self.done) if not done), len(self.done))


def reached(session: Session, here: Location, words: Words) -> Reached:
    """How far the ledger is."""
    ground = ActContext(session, here, words)
    names, year = ground.names, ground.year
    units, members = ground.living(), ground.members(year + 1)
    held = [officers(ground.of_cluster, ground.cluster, one) for one in (year, year + 1)]
    heads = [
        unit for of_year in held for unit, by in of_year.items() if isinstance(by, HeadElected)
    ]
    return Reached(
        (
            words("tour.count", count=str(len(units))) if units else "",
            plain(names.cluster(ground.cluster)) if ground.cluster in names.clusters else "",
            words("tour.count", count=str(len(members))) if members else "",
            plain(names.unit(heads[0])) if heads else "",
        )
    )


class Tour(Dialog[None]):
    """The steps, the progress, and what to press next."""

    CSS_PATH = "tour.tcss"
    PLACE = "tour"
    FRAME = "tour"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_at("tour", to="screen"),
        *(Binding(str(n), f"step({n - 1})", "", show=False) for n in range(1, len(STEPS) + 1)),
    ]
    rendered = False

    def __init__(self) -> None:
        super().__init__()
        self.reached = Reached(("",) * len(STEPS))

    def parts(self) -> ComposeResult:
        """Title, steps, keys."""
        yield Static(id="tour-steps")

    def on_mount(self) -> None:
        """Say what this is."""
        words = self.thidua.words
        self.entitle(words("tour.title"))
        self.foot(words)

    def on_screen_resume(self) -> None:
        """A form was left: look what it recorded."""
        self.reload()

    def reload(self) -> None:
        """Look how far the ledger is, without holding up the keyboard."""
        self._look()

    @work(name="tour", group="tour", exclusive=True)
    async def _look(self) -> None:
        app = self.thidua
        if app.session is None:
            return
        try:
            self.reached = await asyncio.to_thread(reached, app.session, app.here, app.words)
        except ThiduaError as error:
            app.unreadable(error)
            return
        self.rendered = True
        if not self.leaving:
            self.query_one("#tour-steps", Static).update(Content("\n").join(self._lines()))

    def _lines(self) -> Iterator[Content]:
        words, at = self.thidua.words, self.reached.next
        yield Content.styled(words("tour.about"), "italic")
        for number, (act, done) in enumerate(zip(STEPS, self.reached.done, strict=True)):
            mark = DONE if done else NEXT if number == at else TO_COME
            name = f"{mark} {number + 1}. {words(f'acts.act.{act}')}"
            yield Content("")
            yield Content.assemble((name, "bold" if number == at else ""), (done and f"  {done}"))
            if number == at:
                yield from (Content(f"     {line}") for line in self._how(act).split("\n"))
        if at == len(STEPS):
            yield Content("")
            yield Content.styled(words("tour.done"), "bold")

    def _how(self, act: str) -> str:
        words = self.thidua.words
        key = shown(self.thidua.own_keys.keys(BY_ID[act])[0])
        return f"{words(f'tour.how.{act}')}\n{words('tour.later', it=key)}"

    async def do_next_step(self) -> None:
        """Open the form of the next step; when all is done, the year."""
        if self.reached.next < len(STEPS):
            await self.action_step(self.reached.next)
        else:
            app = self.thidua
            self.dismiss()
            app.call_later(app.go, "year")

    async def action_step(self, at: int) -> None:
        """Open the form of a step; report the step that must come before it."""
        if at > self.reached.next:
            self.thidua.say(self.thidua.words("tour.first", it=str(self.reached.next + 1)))
            return
        await self.thidua.do_act(STEPS[at])

    do_leave_list = do_tour = Dialog.do_leave
