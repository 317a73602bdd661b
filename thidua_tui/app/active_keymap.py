"""The keys that are in force: the program's, and what a person's own file puts in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.events import Key, Paste

from thidua_tui.app import lazy
from thidua_tui.app.time_travel_actions import TimeTravelActions
from thidua_tui.keymap.action_registry import ACTIONS, BY_ID, actions_at, shown, with_twins
from thidua_tui.keymap.contexts import DIALOGS, PAGES, SLIDES, TIMED
from thidua_tui.widgets.key_order import WAY_OUT

if TYPE_CHECKING:
    from textual.binding import Binding
    from textual.dom import DOMNode

    from thidua_tui.keymap.keymap_file import Keymap
    from thidua_tui.keymap.learned_shortcuts import Learning
    from thidua_tui.widgets.jump_targets import Target

AT_ONCE = (*PAGES, "back", "quit", "help", "palette", "theme", "input-method")
"""Actions that mean the same whatever a page shows; so do those that move in time."""
AFTER = 0.4
"""Seconds after which a shorter key is named: behind the word of what was recorded."""


class ActiveKeymap(TimeTravelActions):
    """Whose keys a person may have chosen."""

    learning: Learning | None = None
    """Which shorter keys were named; None where none are."""
    tip = ""
    """The sentence that names one, until a page is in front."""

    def learn(self, learning: Learning) -> None:
        """Name shorter keys from now on, as far as this person does not know them."""
        self.learning = learning

    def key_used(self, name: str) -> None:
        """Its key need not be named again, unless it came from a list."""
        if self.from_list:
            self.from_list = False
            return
        if BY_ID[name].group == "dialog":  # a step of what the long way led to
            return
        self.long_way = ""
        if self.learning and self.learning.used(name):
            self._keep_learnt()

    def took_long_way(self, name: str) -> None:
        """An action was chosen from a list; of an act the key is named when it was recorded."""
        self.long_way = name if name in BY_ID and self.learning else ""

    def name_shorter(self, act: str = "") -> None:
        """Name the shorter key of what was done the long way, calmly and not for ever."""
        name = self.long_way or next((a.id for a in ACTIONS if act and a.act == act), "")
        self.long_way = ""
        if not name or not self.learning or not self.learning.names(name):
            return
        self._keep_learnt()
        what = lazy.keys.name(BY_ID[name], self.words, self.place)
        hint = self.words("keys.shorter", it=self.key_of(name), what=what)
        self.tip = hint
        self.tip_soon()

    def tip_soon(self) -> None:
        """Name the shorter key that waits for it, behind other notifications."""
        if self.tip:
            self.set_timer(AFTER, self.show_tip)

    def show_tip(self) -> None:
        """Name the shorter key that waits for it, on a page: in a form its letter would be text."""
        if self.tip and self.front_page:
            self.notify(self.tip, markup=False, timeout=5)
            self.tip = ""

    def _keep_learnt(self) -> None:
        if self.learning:
            self.run_worker(self.learning.keep, name="learnt", group="learnt", thread=True)

    def key_of(self, action: str) -> str:
        """The key in force of an action, as people read it."""
        return shown(self.own_keys.keys(BY_ID[action])[0])

    def use_keys(self, keymap: Keymap) -> None:
        """Have these keys in force on every page."""
        self.own_keys = keymap
        self.set_keymap(keymap.bound())

    def handle_bindings_clash(self, clashed_bindings: set[Binding], node: DOMNode) -> None:
        """Nothing: `keymap_file` has left out what clashes, and reported it.

        Textual calls this for a key rebound to a single key, too, which clashes with itself.
        """

    def report_key_problems(self) -> None:
        """Report the errors of the person's own keys; the rest of them works."""
        if self.own_keys.problems:
            problems = lazy.keys.problem_lines(self.own_keys, self.words)
            self.notify(problems, severity="warning", markup=False, timeout=20)

    def not_yet(self, event: Key | Paste) -> bool:
        """Hold a key back that means what a page shows until the page shows it.

        While the ledger is being opened there is no page yet, and every key but the way out waits.
        """
        place, page = self.place, self.front_page
        if place == "opening":
            return isinstance(event, Paste) or event.key != WAY_OUT
        if place not in TIMED or page is None or page.settled:
            return False
        if isinstance(event, Paste):
            return True
        pressed = {event.key, event.character}
        actions = (a for a in actions_at(place) if pressed & {*self.own_keys.keys(a)})
        return not any(action.id in AT_ONCE or action.group == "time" for action in actions)

    def where_it_works(self, event: Key) -> str:
        """Say of a key that does nothing on this page where it works; else empty.

        On a slide there is no message: the audience sees it.
        """
        if self.place in SLIDES:
            return ""
        pressed, keys_of = {event.key, event.character}, self.own_keys.keys
        pages = (action for action in ACTIONS if action.group != "dialog")
        bound = [action for action in pages if pressed & {*with_twins(keys_of(action))}]
        if not bound or any(self.place in action.where for action in bound):
            return ""
        # The acts of the year come first: on any page `c` is meant for scoring, not for a cell.
        order = ("year", *PAGES)
        tab = next((p for p in order if any(p in a.where for a in bound)), "")
        action = next((a for a in bound if tab in a.where), bound[0])
        place = self.words(f"screen.tab.{tab or action.where[0]}")
        what = lazy.keys.name(action, self.words, tab)
        facts = {"it": self.key_of(action.id), "what": what, "place": place}
        return self.words("hands.dead.key", **facts, tab=self.key_of(tab) if tab else "")

    async def do_tour(self) -> None:
        """Found a cluster step by step, with the forms of daily work."""
        self.clear_notifications()
        await self.push_screen(lazy.tour.Tour())

    async def do_jump(self) -> None:
        """Put a letter next to all that can be chosen on the screen; typing it goes there."""
        self.clear_notifications()
        found = [*lazy.jump_mode.targets(self.screen)]
        how = self.labels("hands.jump.page" if self.place not in DIALOGS else "hands.jump.dialog")
        if not found and self.place in DIALOGS:
            self.say(self.labels("screen.off.nothing-to-jump-to"))
            return
        await self.push_screen(lazy.jump_mode.Jump(found, how), self._jumped)

    action_jump = do_jump

    async def _jumped(self, to: Target | str | None) -> None:
        if isinstance(to, str):
            await self._to_tab(to)
        elif to:
            to.go()

    async def _to_tab(self, digit: str) -> None:
        """Do what the digit does on a page; in a form there are no tabs."""
        for action in actions_at(self.place):
            if digit in action.keys and action.id in PAGES:
                await self.run_action(f"do('{action.id}')")
