"""A walk of one minute through the running program: `python -m tests.walk`.

A script of keys with the pauses of a person drives the program in a pseudo-terminal, on the
sample of six years. What it writes becomes `docs/pictures/walk.cast` (asciicast v2) and
`docs/pictures/walk.svg`, which moves. The program has the clock of the other pictures.
"""

from __future__ import annotations

import codecs
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.pages import TZ, app_on, ledger_at, standing_still
from tests.patience import PATIENCE
from tests.terminal import Terminal
from tests.walk_cast import BYTES, cast, keys_of
from tests.walk_svg import Recorded, moving_svg

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "pictures"
COLUMNS, LINES = 110, 32
LANG, THEME = "vi", "thidua-dark"
TITLE = "thidua"
CAPS = {
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "tab": "Tab",
    "up": "↑",
    "down": "↓",
    "right": "→",
    "left": "←",
    "ctrl+z": "Ctrl+Z",
}
"""The same keys as the program writes them."""
PRIVATE = re.compile(r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[<=>?][0-9;$]*[pu]|\x1b\[c")
"""Titles and questions to the terminal, which a player must not answer."""


class Step(NamedTuple):
    """Keys, the seconds after each (or after the last), and what the screen must show then."""

    keys: Sequence[str]
    pause: float
    shows: str
    typed: bool = False
    """Whether the keys are letters that are typed quickly."""


def typed(text: str, pause: float, shows: str) -> Step:
    """A step that types a text."""
    return Step([*text], pause, shows, typed=True)


SCRIPT = (
    Step((), 3.0, "(Nhất=)"),
    Step((":",), 1.0, ":"),
    typed("diem bql i.2 14,25", 3.0, "81,00 → 95,25"),
    Step(("enter",), 2.5, "14,25"),
    Step(("escape",), 2.5, "95,25"),
    Step(("ctrl+z",), 3.0, "95,25 → 81,00"),
    Step(("escape",), 1.0, "95,25"),
    Step(("[",), 1.2, "643/644"),
    Step(("[",), 2.0, "642/644"),
    Step(("n",), 1.0, "95,25"),
    Step(("left",), 2.0, "97,25"),
    Step(("r",), 1.5, "1/16"),
    Step(["space"] * 15, 0.8, "16/16"),
    Step((), 2.0, "16/16"),
    Step(("escape",), 1.0, "97,25"),
    Step(("2",), 2.0, "2019"),
    Step(("space",), 2.0, "2019"),
    Step(["+"] * 3, 0.6, "2019"),
    Step((), 6.0, "2019"),
    Step(("escape",), 1.0, "2019"),
    Step(("1",), 2.5, "97,25"),
)
"""The walk."""
MOST = 30.0
"""Seconds that a step is waited for."""
QUICK = 0.09
"""Seconds between letters that are typed."""


def seconds(script: Sequence[Step] = SCRIPT) -> float:
    """Return how long the walk takes."""
    return sum(
        step.pause + QUICK * (len(step.keys) - 1)
        if step.typed
        else step.pause * max(len(step.keys), 1)
        for step in script
    )


def strokes(step: Step) -> Iterator[tuple[str, float]]:
    """Yield each key of a step with the seconds after it; a step without keys waits."""
    if not step.keys:
        yield "", step.pause
    for at, key in enumerate(step.keys, 1):
        yield key, QUICK if step.typed and at < len(step.keys) else step.pause


def record(argv: Sequence[str], home: Path) -> list[Recorded]:
    """Walk through the program in a terminal, and return what came and what was pressed.

    The time of what comes after a key is cut to the pause after it: a slow machine makes no
    longer walk.

    Raises:
        NotShown: when a step does not show what it must.
    """
    folders = ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "HOME")
    env = {name: str(home) for name in folders} | {"TZ": TZ, "COLORTERM": "truecolor"}
    decoder = codecs.getincrementaldecoder("utf-8")()
    found: list[Recorded] = []
    now = 0.0
    with Terminal(argv, env=env, cwd=ROOT, columns=COLUMNS, lines=LINES) as terminal:
        terminal.wait_for(SCRIPT[0].shows, PATIENCE)
        terminal.settle(1.0)
        first = PRIVATE.sub("", decoder.decode(terminal.raw))
        found.append(Recorded(0.0, "o", first))
        for step in SCRIPT:
            for key, pause in strokes(step):
                done = len(terminal.chunks)
                if key:
                    found.append(Recorded(now, "i", BYTES.get(key, key)))
                    terminal.send(BYTES.get(key, key))
                sent = time.perf_counter()
                while (left := pause - (time.perf_counter() - sent)) > 0:
                    terminal.read(left)
                began = sent - terminal.started
                for came, chunk in terminal.chunks[done:]:
                    at = now + min(max(came - began, 0), pause)
                    if text := PRIVATE.sub("", decoder.decode(chunk)):
                        found.append(Recorded(at, "o", text))
                now += pause
            terminal.wait_for(step.shows, MOST)
    return found


def run(ledger: Path) -> None:
    """Run the program on a ledger, with the clock of the sample."""
    with standing_still():
        ledger_at(ledger, years=True)
        app = app_on(ledger, LANG, THEME)
        app.motions.on = True
        app.run()


def main() -> None:
    """Record the walk; with the name of a file, be the program that is recorded."""
    if len(sys.argv) > 1:
        run(Path(sys.argv[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        argv = [sys.executable, "-m", "tests.walk", str(Path(folder) / "demo.ledger")]
        recorded = record(argv, Path(folder))
    write(recorded)


def write(recorded: Sequence[Recorded]) -> None:
    """Write the recording and its moving picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    size = (COLUMNS, LINES)
    text = cast(recorded, size, TITLE)
    (FOLDER / "walk.cast").write_text(text, "utf-8")
    moments = [event.at for event in recorded if event.kind == "i"]
    names = [CAPS.get(name, name) for name in keys_of(text)]
    caps = [*zip(moments, names, strict=True)]
    svg = moving_svg(recorded, caps, size, seconds(), TITLE)
    (FOLDER / "walk.svg").write_text(svg, "utf-8")


if __name__ == "__main__":
    main()
