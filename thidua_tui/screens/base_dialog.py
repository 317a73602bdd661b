"""The base of all dialogs: keys and footer from the registry, and discarding typed-ahead keys."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen, ScreenResultType

from thidua_tui.formatting.sentences.keys import name
from thidua_tui.keymap.action_registry import Action, actions_at, shown
from thidua_tui.keymap.contexts import CHOOSING, SOUGHT
from thidua_tui.keymap.key_names import spelt
from thidua_tui.keymap.keymap_file import AS_IT_COMES, Keymap
from thidua_tui.textual_compat.safe_unmount import UntilLeft
from thidua_tui.widgets.header_footer import KeyBar, StatusLine, Title
from thidua_tui.widgets.key_order import KeysInOrder
from thidua_tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from textual.app import App

    from thidua_tui.i18n.messages import Words
    from thidua_tui.screens.shell import Shell


Turn = Callable[[], Awaitable[None] | None]
JOINED = {"leave": "/", "choose": "", "answer": "–", "step": "–", "presence-number": "–"}
"""Actions whose keys the footer shows all, and the separator between these."""
ENDS = ("answer", "step", "presence-number")
"""Of these it names the first and the last."""
SEVERAL = ("choose", *ENDS)
"""Each of their keys does something else."""


class Dialog(UntilLeft[ScreenResultType], ModalScreen[ScreenResultType]):
    """A screen over a page. What a key does is its method `do_<action>`, else the app's.

    It is a frame with a title above `parts` and the keys below them.
    """

    CSS_PATH = "form.tcss"
    AUTO_FOCUS = ""
    PLACE: ClassVar[str] = ""
    FRAME: ClassVar[str] = "form"
    """The id of the frame; that of its title ends in `-title`."""
    FRAME_CLASSES: ClassVar[str] = ""

    @property
    def thidua(self) -> Shell:
        """The application, by its type."""
        return cast("Shell", self.app)

    def compose(self) -> ComposeResult:
        """The frame."""
        with Vertical(id=self.FRAME, classes=self.FRAME_CLASSES):
            yield Title(id=f"{self.FRAME}-title")
            yield from self.parts()
            yield KeyBar()

    def parts(self) -> ComposeResult:
        """Return what is between the title and the keys."""
        raise NotImplementedError

    def entitle(self, title: str, right: str = "") -> None:
        """Show the title, and something at the right end of its line."""
        line = self.query(StatusLine).first()
        line.show(Content.styled(f" {title} ", "bold reverse"), Content(right))

    async def do_leave(self) -> None:
        """Close, and change nothing."""
        self.dismiss(None)

    def queue(self, what: Turn) -> None:
        """Do this when it is its turn, behind what was typed before."""
        raise NotImplementedError

    async def action_do(self, name: str) -> None:
        """Do what a key asks for; the app says why not where it does not work now."""
        if do := getattr(self.app, "action_do", None):
            await do(name)
        elif own := getattr(self, f"do_{name.replace('-', '_')}", None):
            await own()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """Take the line that was clicked again."""
        event.stop()
        if self.PLACE in CHOOSING:
            self.app.call_later(self.action_do, "take")

    def foot(self, words: Words, labels: Mapping[str, str] | None = None) -> None:
        """Name the keys at the foot; `labels` are other words than usual, empty for none."""
        self.query_one(KeyBar).show(foot(self.app, self.PLACE, words, labels or {}))


def queued(
    act: Callable[[Any], Awaitable[None] | None],
) -> Callable[[Any], Coroutine[Any, Any, None]]:
    """Return the method of a key whose act waits its turn in the queue of the dialog."""

    async def do(dialog: Any) -> None:
        dialog.queue(lambda: act(dialog))

    return do


def foot(
    app: App[Any], place: str, words: Words, labels: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    """The keys of a dialog in the order of the registry, the list of all keys last.

    A click on a key does what the key does; a click on several keys, such as arrows, does nothing.
    """
    own: Keymap = getattr(app, "own_keys", AS_IT_COMES)
    actions = [a for a in actions_at(place) if a.bar and (a.group == "dialog" or a.id in labels)]
    actions.sort(key=lambda action: action.bar if action.group == "dialog" else 5.5)
    if place not in SOUGHT and "help" not in labels:
        actions += [action for action in actions_at(place) if action.id == "help"]
    for one in actions:
        keys, label = own.keys_at(one, place), labels.get(one.id, name(one, words, place))
        if keys and label:
            pressed = "" if one.id in SEVERAL else f"app.simulate_key('{spelt(keys[0])}')"
            yield _keys(one, keys), label, f"screen.do('{one.id}')" if one.bound else pressed


def _keys(action: Action, keys: tuple[str, ...]) -> str:
    between = JOINED.get(action.id)
    ends = (keys[0], keys[-1]) if action.id in ENDS else keys
    return shown(keys[0]) if between is None else between.join(map(shown, ends))


def discard_typeahead(app: App[object], words: Words) -> str:
    """Drop what was typed ahead, and say so; empty where nothing was."""
    count = app.forget_ahead() if isinstance(app, KeysInOrder) else 0
    return words("typing.forgotten", count=str(count)) if count else ""


def join_sentences(*sentences: str) -> str:
    """The sentences that say something, in a row."""
    return " ".join(filter(None, sentences))
