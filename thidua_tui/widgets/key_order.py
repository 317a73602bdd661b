"""Keys in the order they were typed, within a field and from one field to the next.

Two races of Textual affect fast typing, and every Vietnamese input
method does: it sends backspaces and the corrected letters in one burst.

Within a widget: letters are inserted by the widget's own key handler, but `backspace` is a binding,
run by the app after the key bubbled up, behind the letters that came with it. Cure: the widget runs
its own bindings in its own handler (`textual_compat.widget_internals.run_own_binding`).

Across widgets: the app hands every key at once to the widget that has the focus *now*, so of
`abc<Tab>def` all six letters are in the first field's queue before Tab moves the focus. Moving it
early in the widget is no cure, the letters are in its queue already. Cure: the app holds a key back
until the one before has come to rest (`KeysInOrder`): handled by the widget and by everyone it
bubbles to, and the messages that it caused as well, so that the next key reaches the dialog that a
key opened, or the field to which a form went on at `Submitted`.

A page that has just come up shows nothing yet, and a key for what it shows would be lost: an app
says with `not_yet` which keys wait for that.

What was refused is the one end of type-ahead: the keys behind it are dropped and counted, as they
would land elsewhere than meant (`forget_ahead`).

However slow the machine is, a key waits for the one before. Only a handler that waits for nothing
that moves (a fault of ours) does not get to hold the keyboard: when the program has been idle for
a while, no thread at work, the next key goes on; `Ctrl+Q` then goes before all others.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from inspect import isawaitable
from time import monotonic, thread_time
from typing import Any

from textual.app import App, ReturnType
from textual.containers import Vertical
from textual.dom import DOMNode
from textual.driver import Driver
from textual.events import Event, Key, MouseDown, MouseScrollDown, MouseScrollUp, Paste, Resize
from textual.message import Message
from textual.reactive import reactive

from thidua_tui.textual_compat.driver import steady
from thidua_tui.textual_compat.outlasting import Outlasting
from thidua_tui.textual_compat.timers import sleep_in_loop
from thidua_tui.widgets.motion import Motions

_LEAST_ROUNDS = 2  # the key itself, then the messages that its handlers posted
_MOST_ROUNDS = 8  # a node that never falls silent (an animation) must not hold the keyboard
_PATIENCE = 2.0  # seconds that the program is idle while a key has not come to rest
_TICK = 0.1  # seconds between two looks at that
_IDLE = 0.05  # the share of a tick that polling and a blinking cursor take
_GLANCE = 0.01  # seconds between two looks whether the screen is ready for a key
WAY_OUT = "ctrl+q"
_DEEDS = (Key, Paste, MouseDown, MouseScrollDown, MouseScrollUp, Resize)
"""What a person does; a motion ends at it."""


class CountingThreads(ThreadPoolExecutor):
    """The threads in which an app works apart from its loop: `working` says how many do now."""

    def __init__(self) -> None:
        super().__init__()
        self._begun: set[Future[Any]] = set()

    @property
    def working(self) -> int:
        """How many calls have not ended."""
        return len(self._begun)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Count the call until it ends; it knows its app even when its screen is gone by then."""
        context = copy_context()  # a worker of Textual runs without one
        future: Future[Any] = super().submit(context.run, fn, *args, **kwargs)
        self._begun.add(future)
        future.add_done_callback(self._begun.discard)
        return future


class KeysInOrder(Outlasting, App[ReturnType]):
    """An app that hands a key to the focused widget once all earlier keys have come to rest.

    A round sends a call up the queues that the key takes: focused widget, its parents, screen, app.
    Queues are first in, first out, so when the call is back, everything before it was handled.
    A call rather than a bubbling message, because a widget that was removed drops its messages.
    """

    input_method: reactive[str] = reactive("")
    """The input method of the program itself: none, `telex` or `vni`; see `input_method`."""
    new_style = False
    """Whether it writes `hoà` rather than `hòa`."""

    def __init__(self, *args: Any, **options: Any) -> None:
        sleep_in_loop()
        super().__init__(*args, **options)
        self._held: deque[Key | Paste] = deque()
        self._turn = 0  # numbers the key that is on its way, so that a late call is known as late
        self._on_its_way = False
        self._texting = False  # what is on its way is a letter
        self._last: list[DOMNode] = []  # the way of the key handed on last, until it is followed
        self._target: DOMNode | None = None  # what had the key handed on last
        self._acting = 0  # how many actions have not ended
        self._watched = False
        self._idle = 0.0  # seconds that the program was idle in this turn
        self._since = 0.0  # when this turn began
        self._used = 0.0  # processor time of the loop's thread at the last look
        self._threads = CountingThreads()
        self.motions = Motions(self)

    def on_mount(self) -> None:
        """Know what works apart from the loop."""
        asyncio.get_running_loop().set_default_executor(self._threads)

    def get_driver_class(self) -> type[Driver]:
        """Have the terminal read by one thread, through the parser that keeps a paste together."""
        return steady(super().get_driver_class())

    async def on_event(self, event: Event) -> None:
        """Take keys and pastes in, one at a time; everything else passes.

        What moves comes to its end first: a key is never handled in the middle of a motion.
        """
        if self.motions.running and isinstance(event, _DEEDS):
            self.motions.finish()
        if not isinstance(event, Key | Paste) or event.is_forwarded:
            if self.screen_stack or not isinstance(event, Key):  # a key after the end would crash
                await super().on_event(event)
            return
        if isinstance(event, Key) and event.key == WAY_OUT and self._stuck:
            self._held.appendleft(event)
            await self._next_keys()
            return
        if isinstance(event, Paste) and self.refuses(event):
            return
        first = not self._held
        self._held.append(event)
        if not self._on_its_way or (first and self._texting and self._is_text(event)):
            await self._next_keys()
        else:
            self._follow()
            self._watch()

    async def run_action(self, *args: Any, **options: Any) -> bool:
        """Run an action; the next key waits for it even when the widget that began it is gone."""
        self._acting += 1
        try:
            return await super().run_action(*args, **options)
        finally:
            self._acting -= 1

    @property
    def keys_ahead(self) -> int:
        """How many keys wait for their turn; the input thread reads it and holds the next back."""
        target = self._target
        in_field = target.message_queue_size if target else 0
        return len(self._held) + self.message_queue_size + in_field

    def forget_ahead(self) -> int:
        """Drop what was typed behind the key that is being handled; returns how many keys.

        For a refusal: who typed on did not know of it; the keys would land elsewhere than meant.
        """
        kept = [key for key in self._held if isinstance(key, Key) and key.key == WAY_OUT]
        dropped = len(self._held) - len(kept)
        self._held = deque(kept)
        return dropped

    def refuses(self, _paste: Paste) -> bool:
        """Return whether a paste is refused, and notify the person of the reason."""
        return False

    def not_yet(self, _event: Key | Paste) -> bool:
        """Say whether the screen is not ready for this key; it is held back until it is."""
        return False

    def _is_text(self, event: Key | Paste) -> bool:
        """Say whether the focused field will take the key as a letter: that moves no focus."""
        if self.focused is None or isinstance(event, Paste):
            return False
        return event.is_printable and self.focused.check_consume_key(event.key, event.character)

    async def _next_keys(self, *, patient: bool = True) -> None:
        """Hand on the first key held, and follow it; letters in a row need not wait for another."""
        self._on_its_way = False
        while self._held and self.screen_stack:  # no screen: before the start, or after the end
            self._on_its_way = True
            if patient and self.not_yet(self._held[0]):
                self.set_timer(_GLANCE, partial(self._glance, self._turn))
                self._watch()
                return
            self._turn += 1
            self._since, self._idle = monotonic(), 0.0
            path = self._path([])
            self._target = path[0]
            key = self._held.popleft()
            self._texting = self._is_text(key)
            await super().on_event(key)
            if not (self._texting and self._held and self._is_text(self._held[0])):
                self._last = path
                if self._held or not self._texting:
                    self._follow()
                return

    async def _glance(self, turn: int) -> None:
        """Look again whether the screen is ready for the first key held."""
        if turn == self._turn:
            await self._next_keys()

    def _follow(self) -> None:
        """Follow the key that was handed on last, once; a letter not before another key waits."""
        path, self._last = self._last, []
        if path:
            self._call_up(path, 0, self._turn, 1)
            self._watch()  # a call is lost with a node that closes in between

    def _path(self, nodes: list[DOMNode]) -> list[DOMNode]:
        """Return the nodes given and those from the focus upwards, the app last."""
        target = self.focused or self.screen
        nodes = list(dict.fromkeys([*nodes, *target.ancestors_with_self]))
        return [*(node for node in nodes if node is not self), self]

    def _call_up(self, path: list[DOMNode], start: int, turn: int, rounds: int) -> None:
        """Call the next node of the path that still runs."""
        for index in range(start, len(path)):
            if path[index].call_later(self._called, path, index, turn, rounds):
                return

    async def _called(self, path: list[DOMNode], index: int, turn: int, rounds: int) -> None:
        """Go on to the next node; from the app start another round, or let the next key go."""
        if turn != self._turn:
            return
        if index + 1 < len(path):
            self._call_up(path, index + 1, turn, rounds)
            return
        path = self._path(path)  # the focus may have moved, a dialog may be opening
        stirring = any(node.message_queue_size for node in path)
        if rounds < _LEAST_ROUNDS or (stirring and rounds < _MOST_ROUNDS):
            self._call_up(path, 0, turn, rounds + 1)
        elif self._acting:
            self.set_timer(_GLANCE, partial(self._called, path, index, turn, rounds))
            self._watch()
        else:
            await self._next_keys()

    @property
    def _stuck(self) -> bool:
        """Whether a key has been on its way for longer than people wait."""
        return self._on_its_way and monotonic() - self._since > _PATIENCE

    def _watch(self) -> None:
        """Look from time to time what the key on its way, and those held, are waiting for."""
        if not self._watched:
            self._watched, self._used = True, thread_time()
            self.set_timer(min(_TICK, _PATIENCE), self._look)

    async def _look(self) -> None:
        """Hand on the next key when the one before waits for nothing that moves.

        A tick counts once, however late it comes: a machine that was halted is not impatient.
        """
        self._watched = False
        if thread_time() - self._used < _IDLE * _TICK and not self._threads.working:
            self._idle += min(_TICK, _PATIENCE)
        if self._on_its_way and self._idle >= _PATIENCE:
            await self._next_keys(patient=False)
        if self._held or (self._on_its_way and not self._last):
            self._watch()


class ActionRequested(Message):
    """What a key asks for; it waits its turn behind what was typed before."""

    def __init__(self, what: Callable[[], Awaitable[None] | None]) -> None:
        super().__init__()
        self.what = what


class ActionQueue(Outlasting, Vertical):
    """A part of a screen with a queue of its own: the screen stays alive while it waits."""

    async def on_action_requested(self, event: ActionRequested) -> None:
        """Do what a key asked for."""
        event.stop()
        if isawaitable(doing := event.what()):
            await doing
