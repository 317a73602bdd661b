"""Fields through a real terminal: pilot tests wait between keys and cannot show these faults.

The program they type into is `typing_app.py`.
"""

from __future__ import annotations

import asyncio
import io
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from textual import constants
from textual.app import ComposeResult
from textual.events import Key
from textual.screen import Screen
from textual.widgets import Static

from events.errors import BadInput
from tests.driven import Driven
from tests.pages import until
from tests.patience import PATIENCE
from tests.terminal import KITTY, NotShown, Terminal
from thidua_tui.platform.terminal import require_terminal
from thidua_tui.textual_compat.terminal_input import Keyboard
from thidua_tui.widgets import key_order as keys
from thidua_tui.widgets.key_order import KeysInOrder
from thidua_tui.widgets.text_input import Entry

ROOT = Path(__file__).parents[1]
APP = Path(__file__).with_name("typing_app.py")
BACKSPACES = ["\x7f", "\x08"]
SWITCH = "TEXTUAL_DISABLE_KITTY_KEY"
GAPS = [0, 0.0005, 0.001, 0.002, 0.004, 0.008]

# What an input method shows after each keystroke of Telex; it sends the difference.
TYPED = {
    "tiếng": "t ti tie tiê tiên tiêng tiếng",
    "Việt": "V Vi Vie Viê Viêt Việt",
    "đường": "d đ đu đuo đươ đươn đương đường",
    "nghiêng": "n ng ngh nghi nghie nghiê nghiên nghiêng",
    "thưởng": "t th thu thuo thươ thươn thương thưởng",
    "gõ": "g go gõ",
}


def burst(word: str, back: str) -> str:
    """Return what an input method sends for a word: letters, and backspaces for corrections."""
    sent, before = "", ""
    for after in TYPED[word].split():
        same = next(
            (at for at, pair in enumerate(zip(before, after, strict=False)) if len({*pair}) > 1),
            min(len(before), len(after)),
        )
        sent += back * (len(before) - same) + after[same:]
        before = after
    return sent


class Typist(Terminal):
    """Someone who types into `typing_app.py`, and reads the lines that it writes to a file."""

    def __init__(self, out: Path, *variant: str, within: Sequence[str] = (), **how: Any) -> None:
        command = [*within, sys.executable, str(APP), str(out), *variant]
        super().__init__(command, {"PYTHONPATH": str(ROOT)} | how.pop("env", {}), **how)
        self.out, self.lines_read = out, 0

    def line(self) -> object:
        """Wait for the next line of the program."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self.read(0.005)
            *lines, _ = (self.out.read_text("utf-8") if self.out.exists() else "").split("\n")
            if len(lines) > self.lines_read:  # the last of them may still be being written
                self.lines_read += 1
                return json.loads(lines[self.lines_read - 1])
        raise NotShown(self.text)

    def fields(self, text: str, gap: float = 0, pause: float = 0) -> dict[str, object]:
        """Type into fresh fields, then have the program tell what they hold."""
        self.type(text, gap)
        if pause:
            self.settle(pause)
        self.type("\x1b[15~")  # F5
        told = self.line()
        assert isinstance(told, dict)
        return told


@contextmanager
def typing(folder: Path, *variant: str, **how: Any) -> Iterator[Typist]:
    """Start the program and wait for its first frame."""
    with Typist(folder / "out", *variant, **how) as typist:
        assert typist.line() == "ready"
        yield typist


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Typist]:
    with typing(tmp_path_factory.mktemp("ours")) as typist:
        yield typist


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Typist]:
    with typing(tmp_path_factory.mktemp("plain"), "plain") as typist:
        yield typist


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Typist]:
    with typing(tmp_path_factory.mktemp("stock"), "stock") as typist:
        yield typist


PROTOCOL_ON = b"\x1b[>25u"
"""A program asks a terminal for the keyboard protocol."""
PROSE = "\x1b[13~"  # F3 puts the focus into the text field


@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize("back", BACKSPACES)
def test_an_input_method_writes_what_it_means_on_a_line(ours, back, gap):
    for word in TYPED:
        assert ours.fields(burst(word, back), gap)["one"] == word


@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize("back", BACKSPACES)
def test_an_input_method_writes_what_it_means_in_prose(ours, back, gap):
    for word in TYPED:
        assert ours.fields(PROSE + burst(word, back), gap)["text"] == word


@pytest.mark.parametrize("back", BACKSPACES)
def test_our_fields_keep_the_order_in_any_app(plain, back):
    for word in TYPED:
        assert plain.fields(burst(word, back))["one"] == word
        plain.type("\x1b[18~")  # F7
        assert plain.line() == "prose"
        assert plain.fields(burst(word, back))["text"] == word


def test_the_stock_field_fails_the_burst_else_our_cure_may_go(stock):
    right = [
        stock.fields(burst(word, back), pause=0.2)["one"] == word
        for word in ["tiếng", "Việt", "nghiêng", "thưởng"]
        for back in BACKSPACES
    ]
    assert not all(right)  # a race: now and then a word comes out right


@pytest.mark.parametrize("start", ["", PROSE])
@pytest.mark.parametrize(
    ("given", "value"),
    [
        ("abc\x1b[Hx", "xabc"),  # home
        ("abc\x1b[D\x1b[Dx\x1b[Fy", "axbcy"),  # left, left, end
        ("abc\x1b[H\x1b[3~x", "xbc"),  # home, delete
        ("một hai\x17ba", "một ba"),  # ctrl+w
        ("abc\x15d", "d"),  # ctrl+u
        ("abc\x01\x0bd", "d"),  # ctrl+a, ctrl+k
        ("abc\x1b[1;2D\x1b[1;2Dx", "ax"),  # shift+left twice, then over the selection
        ("ab\x1b[Cc\x1b[Ax", "abcx"),  # right at the end; up, where there is no line above
    ],
)
def test_every_key_of_a_field_keeps_its_place_in_a_burst(ours, start, given, value):
    if start and given.endswith("\x1b[Ax"):
        value = "xabc"  # up on the first line of a text goes to its start
    assert ours.fields(start + given)["text" if start else "one"] == value


@pytest.mark.parametrize("start", ["", PROSE])
@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize(
    ("given", "value"),
    [
        ("a\u0306\u0301n", "ắn"),
        ("tie\u0302\u0301ng", "tiếng"),
        ("o\u031b\u0309\x7f", ""),  # one letter, one backspace
        ("ab\x1b[Du\u031b", "aưb"),  # in the middle of a word
    ],
)
def test_a_mark_joins_its_letter_as_it_is_typed(ours, start, gap, given, value):
    assert ours.fields(start + given, gap)["text" if start else "one"] == value


def pasted(text: str) -> str:
    return f"\x1b[200~{text}\x1b[201~"


def test_a_paste_is_composed_and_loses_its_control_characters_with_a_count(ours):
    told = ours.fields("x" + pasted("tie\u0302\u0301ng\x1b[31m \u202eViệt\x1b") + "y")
    assert told["one"] == "xtiếng[31m Việty"
    assert told["dropped"] == 3


def test_a_paste_in_prose_keeps_its_lines(ours):
    told = ours.fields(PROSE + "x" + pasted("một\r\nhai\r\tba\x9b\x1b]0;t\x07\r\n") + "y")
    assert told["text"] == "xmột\nhai\n ba]0;t\ny"
    assert told["dropped"] == 3


def test_a_paste_of_lines_becomes_one_line_and_nothing_is_lost(ours):
    assert ours.fields(pasted("Sở\tTài chính\r\nSở Nội vụ\n"))["one"] == "Sở Tài chính Sở Nội vụ"


def test_a_paste_cannot_press_enter(ours):
    told = ours.fields(pasted("a\x1b\rb"))
    assert (told["one"], told["two"]) == ("a b", "")


def test_the_time_and_the_bytes_of_a_key_can_be_measured(ours):
    seconds, size = ours.painted_after("a")
    assert 0 < seconds < 60
    assert 0 < size < 10_000
    assert ours.fields("b")["one"] == "ab"


def test_undo_in_prose_takes_typing_back(ours):
    assert ours.fields(PROSE + "abc\rde\x1a")["text"] == "abc\n"


@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize("mover", ["\t", "\r"])
def test_letters_behind_tab_or_enter_belong_to_the_next_field(ours, mover, gap):
    told = ours.fields(f"abc{mover}def", gap)
    assert (told["one"], told["two"]) == ("abc", "def")


def test_a_burst_walks_through_all_fields_in_both_directions(ours):
    told = ours.fields("go\x7fõ\tvie\x7fê\tba\r\tx\x1b[Zy\x1b[Z\x1b[Fz", pause=0)
    assert (told["one"], told["two"], told["text"]) == ("x", "viêz", "ba\ny")


def test_tab_leaves_prose_and_never_indents(ours):
    told = ours.fields(PROSE + "a\tb")
    assert (told["one"], told["text"]) == ("b", "a")


def test_letters_behind_the_key_of_a_dialog_belong_to_the_dialog(ours):
    told = ours.fields("abc\x1bOQxo\x7fõ\rdef")  # F2 opens it, Enter closes it
    assert (told["answer"], told["one"]) == ("xõ", "abcdef")


def test_a_paste_keeps_its_place_among_keys(ours):
    told = ours.fields("a\t" + pasted("b") + "c\td")
    assert (told["one"], told["two"], told["text"]) == ("a", "bc", "d")


def test_a_field_that_goes_away_does_not_hold_the_keyboard(ours):
    told = ours.fields("ab\x1bOScd")  # F4 puts a new field in the place of the first
    assert told["one"] == "cd"


def test_the_stock_app_sends_type_ahead_to_the_wrong_field(stock):
    told = [stock.fields("abc\tdef", pause=0.2) for _ in range(5)]
    assert not all(fields["two"] == "def" for fields in told)


def test_what_is_typed_before_the_first_frame_is_not_lost(tmp_path):
    with Typist(tmp_path / "out") as typist:
        typist.type("go\x7fõ\tx")
        assert typist.line() == "ready"
        told = typist.fields("y")
    assert (told["one"], told["two"]) == ("gõ", "xy")


def test_typing_on_after_the_key_that_quits_does_no_harm(tmp_path):
    with typing(tmp_path) as typist:
        typist.type("abc\x11def\x7f\t" * 5)  # Ctrl+Q
        assert typist.wait_exit() == 0


def test_no_field_prints_control_characters_that_code_put_there(tmp_path):
    with typing(tmp_path) as typist:
        typist.type("\x1b[17~")  # F6
        assert typist.line() == "evil"
        typist.settle()
        raw, shown = typist.raw.decode(), typist.text
    for bad in ["\x1b]52;c;ZXZpbA", "\x9b", "\u202e"]:
        assert bad not in raw
    assert shown.count("a␛]52;c;ZXZpbA==␇�31m�b") == 4  # two values, two placeholders
    assert shown.count("[red]đỏ[/nope]") == 2


def test_the_stock_parser_lets_a_paste_press_enter_else_ours_may_go(stock):
    told = stock.fields(pasted("a\x1b\rb"), pause=0.3)
    assert told["one"] != "a b"


def test_the_kitty_protocol_is_never_asked_for(ours, stock):
    assert PROTOCOL_ON not in ours.raw
    stock.wait_for_bytes(PROTOCOL_ON)


COMPOSED = ["nghiêng", "thưởng ", "ệ", "Nguyễn Thị Thưởng, Trưởng cụm năm 2021"]


def composed_text(typist: Typist, *, drops: bool = False) -> str:
    for text in COMPOSED:
        typist.compose(text, drops=drops)
        typist.send("|")
    return str(typist.fields("", pause=0.3)["one"])


@pytest.mark.parametrize("drops", [False, True])
def test_composed_syllables_arrive_whole_from_a_terminal_that_knows_the_protocol(tmp_path, drops):
    with typing(tmp_path, replies=KITTY) as typist:
        assert composed_text(typist, drops=drops) == "|".join([*COMPOSED, ""])


def test_composed_syllables_arrive_whole_with_the_protocol_on_too(tmp_path):
    with typing(tmp_path, replies=KITTY, env={SWITCH: "0"}) as typist:
        typist.wait_for_bytes(PROTOCOL_ON)
        assert composed_text(typist) == "|".join([*COMPOSED, ""])
        half = "\x1b[0;;110:103:104:105:234:110:103u"
        for part in (half[:5], half[5:20], half[20:]):
            typist.send(part)
            typist.settle(0.02)
        assert typist.fields("", pause=0.3)["one"] == "nghiêng"


def test_the_stock_field_cuts_a_composed_syllable_else_our_cure_may_go(tmp_path):
    with typing(tmp_path, "stock", replies=KITTY) as typist:
        typist.wait_for_bytes(PROTOCOL_ON)
        typist.compose("nghiêng")
        assert typist.fields("", pause=0.3)["one"] != "nghiêng"


@pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not on this machine")
@pytest.mark.parametrize("start", ["", PROSE])
def test_an_input_method_writes_what_it_means_within_tmux(tmp_path, start):
    tmux = ["tmux", "-u", "-S", str(tmp_path / "tmux"), "-f", "/dev/null"]
    try:
        with typing(tmp_path, within=[*tmux, "new-session"]) as typist:
            for gap in GAPS:
                for back in BACKSPACES:
                    for word in TYPED:
                        told = typist.fields(start + burst(word, back), gap)
                        assert told["text" if start else "one"] == word, (gap, back)
            assert typist.fields("abc\tde\x7fe")["two"] == "de"
            assert typist.fields("x" + pasted("tie\u0302\u0301ng\r\nViệt"))["one"] == "xtiếng Việt"
    finally:
        subprocess.run([*tmux, "kill-server"], check=False, capture_output=True)


@pytest.mark.parametrize(("chosen", "off"), [(None, True), ("1", True), ("0", False)])
@pytest.mark.parametrize("early", [True, False])
def test_the_kitty_protocol_is_off_early_or_late_unless_the_person_chose(chosen, off, early):
    prepare = "from thidua_tui.platform.terminal import prepare; prepare()"
    steps = [prepare, "import textual.constants as c"]
    code = "; ".join([*(steps if early else steps[::-1]), "print(c.DISABLE_KITTY_KEY)"])
    env = {name: value for name, value in os.environ.items() if name != SWITCH}
    env |= {"PYTHONPATH": str(ROOT)} | ({SWITCH: chosen} if chosen else {})
    command = [sys.executable, "-c", code]
    told = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    assert told.stdout == f"{off}\n"


def test_a_pipe_is_not_a_terminal(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    with pytest.raises(BadInput) as refused:
        require_terminal()
    assert (refused.value.code, refused.value.facts) == ("not-a-terminal", {"stream": "stdin"})


async def test_a_key_whose_call_was_lost_comes_to_rest_though_no_other_key_comes(monkeypatch):
    """The call back goes with a node that closes in between."""
    monkeypatch.setattr(keys, "_PATIENCE", 0.05)

    class Closing(Static, can_focus=True):
        closing = False

        def call_later(self, *call: Any, **told: Any) -> bool:
            return self.closing or super().call_later(*call, **told)

    class Program(Driven, KeysInOrder[None]):
        def compose(self) -> ComposeResult:
            yield Closing()

    app = Program()
    async with app.run_test() as pilot:
        widget = app.query_one(Closing)
        widget.focus()
        await pilot.pause()
        widget.closing = True
        app.post_message(Key("f2", None))
        async with asyncio.timeout(PATIENCE):
            while not app._turn or app._on_its_way:
                await asyncio.sleep(0.01)
        widget.closing = False


async def test_worker_of_a_closed_screen_knows_its_app():
    gone, seen = threading.Event(), list[object]()

    class Brief(Screen[None]):
        def on_mount(self) -> None:
            self.run_worker(self.work, thread=True)

        def work(self) -> None:
            gone.wait(PATIENCE)
            seen.append(self.app)

    app = KeysInOrder[None]()
    async with app.run_test() as pilot:
        brief = Brief()
        await app.push_screen(brief)
        await app.pop_screen()
        brief._parent = None  # as it is once the screen is removed
        gone.set()
        await until(pilot, lambda: not app._threads.working)
    assert seen == [app]


async def test_a_handler_that_never_ends_does_not_hold_the_keyboard(monkeypatch):
    monkeypatch.setattr(keys, "_PATIENCE", 0.05)
    done = asyncio.Event()

    class Stuck(Entry):
        async def on_key(self, event: Key) -> None:
            if event.key == "f9":
                self.screen.focus_next()
                await done.wait()

    class Fields(Driven, KeysInOrder[None]):
        def compose(self) -> ComposeResult:
            yield Stuck()
            yield Entry(id="next")

    async with Fields().run_test() as pilot:
        for key, char in [("a", "a"), ("f9", None), ("b", "b"), ("c", "c")]:
            pilot.app.post_message(Key(key, char))
        end = time.monotonic() + PATIENCE
        while pilot.app.query_one("#next", Entry).value != "bc" and time.monotonic() < end:
            await asyncio.sleep(0.01)
        done.set()
        assert pilot.app.query_one("#next", Entry).value == "bc"


@pytest.mark.parametrize(
    ("sequence", "keys"),
    [
        ("\x1b[97:65;2u", ["A"]),
        ("\x1b[2:20~", ["insert"]),
        ("\x1b[99999999999;1u", []),
        ("\x1b[0;;1114112u", []),
        ("\x1b[1;2:3A", []),
    ],
)
def test_a_key_told_in_an_odd_way_does_not_end_the_reading(monkeypatch, sequence, keys):
    """An error of the parser would end the thread that reads: no key would come any more."""
    monkeypatch.setattr(constants, "DISABLE_KITTY_KEY", False)
    keyboard = Keyboard()
    found = [event.key for event in keyboard.feed(sequence.encode()) if isinstance(event, Key)]
    assert found == keys
    assert [event.key for event in keyboard.feed(b"x") if isinstance(event, Key)] == ["x"]
