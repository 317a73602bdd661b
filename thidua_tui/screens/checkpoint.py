"""The checkpoint of this moment to write down, and an old one held against today's ledger.

The chain is verified before a code is shown: a damaged ledger must not be written down.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from events import checkpoint, checkpoint_code
from events.errors import BadInput, ThiduaError
from events.text import plain
from thidua_tui.formatting.no_operators import no_operators
from thidua_tui.formatting.pictures.qr_code import INK, picture
from thidua_tui.formatting.sentences.changes_since_checkpoint import changes_since
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import actions_at, bindings_at, shown
from thidua_tui.keymap.keymap_file import AS_IT_COMES, Keymap
from thidua_tui.session.backup import note_of, point_now, store
from thidua_tui.session.operator_key import own_signer
from thidua_tui.session.session import Session
from thidua_tui.widgets.field_editors import Sign
from thidua_tui.widgets.header_footer import KeyBar, Title
from thidua_tui.widgets.text_input import Entry


class CheckpointText(Struct, frozen=True, kw_only=True):
    """What is shown: the point, its code and its pictures, the greater one with the whole text."""

    name: str
    entries: int
    head: str
    at: datetime | None
    code: str
    signed: str
    writers: str
    pictures: tuple[tuple[str, ...], tuple[str, ...]]


class Read(Message):
    """The checkpoint, or why there is none."""

    def __init__(self, point: CheckpointText | None, why: str = "") -> None:
        super().__init__()
        self.point, self.why = point, why


class Held(Message):
    """Whether today's ledger still contains the point of a code that was typed."""

    def __init__(self, sentence: str, *, good: bool) -> None:
        super().__init__()
        self.sentence, self.good = sentence, good


class Checkpoint(ModalScreen[None]):
    """The page of the checkpoint, over the page that it was called from."""

    PLACE = "checkpoint"
    CSS_PATH = "checkpoint.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings_at("checkpoint")

    def __init__(self, session: Session, words: Words, ledger_name: str) -> None:
        super().__init__()
        self.session, self.words, self.ledger_name = session, words, ledger_name
        self.point: CheckpointText | None = None
        self.entry = Sign(placeholder=words("checkpoint.placeholder"))

    def compose(self) -> ComposeResult:
        """Title; what to write down and its picture; a line for an old code; the keys."""
        with Vertical(id="point"):
            yield Title(id="point-title")
            with Horizontal(id="point-sides"):
                yield Static(Content(self.words("checkpoint.reading")), id="point-text")
                yield Static(id="point-picture")
            yield Static(Content(self.words("checkpoint.old")), id="point-old")
            yield self.entry
            yield Static(id="point-answer")
            yield KeyBar()

    def on_mount(self) -> None:
        """Verify the chain in a worker; the page waits."""
        title = Content.styled(f" {self.words('checkpoint.title')} ", "bold reverse")
        self.query_one("#point-title", Title).show(
            title, Content.styled(plain(self.ledger_name), "dim")
        )
        actions = sorted(actions_at(self.PLACE), key=lambda action: action.bar)
        own: Keymap = getattr(self.app, "own_keys", AS_IT_COMES)
        self.query_one(KeyBar).show(
            (shown(own.keys(a)[0]), self.words(f"screen.action.{a.id}"), f"app.do('{a.id}')")
            for a in actions
        )
        self.run_worker(self._read, name="checkpoint", group="checkpoint", thread=True)

    def _read(self) -> None:
        try:
            self.post_message(Read(checkpoint_text(self.session, self.words)))
        except ThiduaError as error:
            self.post_message(Read(None, self.words.refusal(error)))

    def on_read(self, message: Read) -> None:
        """Show it."""
        message.stop()
        self.point = message.point
        if message.point is None:
            wrong = Content.styled(plain(message.why), "bold $error")
            self.query_one("#point-text", Static).update(wrong)
        self.on_resize()

    def on_resize(self) -> None:
        """Draw the greater picture where there is room for it, else that of the code."""
        if self.point is None:
            return
        side = self.query_one("#point-sides")
        whole, code = self.point.pictures
        room = side.size.width - TEXT >= len(whole[0]) and side.size.height >= len(whole)
        drawn = whole if room else code
        text = "\n".join(lines(self.point, self.words, whole=room))
        self.query_one("#point-text", Static).update(Content(text))
        self.query_one("#point-picture", Static).update(Content.styled("\n".join(drawn), INK))

    async def do_copy_code(self) -> None:
        """Copy the code, through the terminal."""
        if self.point is None:
            self._say(self.words("checkpoint.nothing"))
            return
        self.app.copy_to_clipboard(self.point.code)
        self._say(self.words("checkpoint.copied", code=self.point.code))

    def _say(self, sentence: str, style: str = "") -> None:
        self.query_one("#point-answer", Static).update(Content.styled(plain(sentence), style))

    async def do_old_code(self) -> None:
        """Go to the line for an old code."""
        self.entry.focus()

    async def do_leave_point(self) -> None:
        """Leave the line, then the page."""
        if self.entry.has_focus:
            self.set_focus(None)
        else:
            self.dismiss()

    def on_input_submitted(self, event: Entry.Submitted) -> None:
        """Hold what was typed against the ledger."""
        event.stop()
        typed = self.entry.value
        if typed.strip():
            self.run_worker(lambda: self._hold(typed), name="against", group="against", thread=True)

    def _hold(self, typed: str) -> None:
        good, sentence = held(self.session, typed, self.words)
        self.post_message(Held(sentence, good=good))

    def on_held(self, message: Held) -> None:
        """Say whether it holds, in words and not by colour alone."""
        message.stop()
        mark, style = ("✓", "bold $success") if message.good else ("✗", "bold $error")
        self._say(f"{mark} {message.sentence}", style)


TEXT = 48
"""Columns that the words next to the picture need."""


def checkpoint_text(session: Session, words: Words) -> CheckpointText:
    """The checkpoint of this moment, once the chain was walked; runs in a worker.

    Raises:
        UnreadableLedger: `chain-broken` and so on.
    """
    recorder = store(session.ledger)
    recorder.verify()
    point = point_now(session.ledger)
    code = checkpoint_code.written(point)
    note, signed = checkpoint.text(point), words("checkpoint.unsigned")
    try:
        if signer := own_signer():
            note, signed = note_of(point), words("checkpoint.signed", name=signer.name)
    except BadInput as error:
        signed = words.refusal(error)
    operator_status = session.operator_status
    missing = no_operators(session.ledger, words, of_file="checkpoint.no-operators")
    named = words("checkpoint.operators") if operator_status.named else missing
    return CheckpointText(
        name=recorder.name,
        entries=point.entries,
        head=point.head,
        at=point.at,
        code=code,
        signed=signed,
        writers=named,
        pictures=(tuple(picture(note)), tuple(picture(code))),
    )


def lines(point: CheckpointText, words: Words, *, whole: bool) -> Sequence[str]:
    """Return the lines next to the picture."""
    head = "\n".join(point.head[i : i + 32] for i in (0, 32))
    drawn = words(f"checkpoint.picture-{'whole' if whole else 'code'}")
    return (
        words("checkpoint.ledger", name=point.name),
        words("checkpoint.entries", entries=point.entries, at=point.at),
        "",
        words("checkpoint.code"),
        *(f"  {part}" for part in _parted(point.code)),
        "",
        words("checkpoint.head"),
        *(f"  {part}" for part in head.split("\n")),
        "",
        point.signed,
        point.writers,
        drawn,
    )


def _parted(code: str) -> Sequence[str]:
    """A code in two lines that can be read out: the number and three groups, then the rest."""
    groups = code.split("-")
    return "-".join(groups[:4]) + "-", "-".join(groups[4:])


def held(session: Session, typed: str, words: Words) -> tuple[bool, str]:
    """Whether today's ledger contains the point of a code, and a sentence; runs in a worker."""
    recorder = store(session.ledger)
    try:
        point = checkpoint_code.read(typed)
        recorder.verify()
        checkpoint.compare(point, recorder)
    except ThiduaError as error:
        return False, words.refusal(error)
    later = recorder.head() - point.entries
    if changes := changes_since(session.ledger, point.entries, words):
        facts = {"entries": point.entries, "later": later, "count": len(changes)}
        return True, "\n".join((words("checkpoint.holds-since", **facts), *changes))
    return True, words("checkpoint.holds", entries=point.entries, later=later)
