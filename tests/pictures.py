"""The pictures of the documents, drawn by the running program: `python -m tests.pictures`."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Callable
from contextlib import chdir, redirect_stdout
from io import StringIO
from pathlib import Path
from textwrap import wrap
from typing import Any, NamedTuple
from unittest.mock import patch

from events.operators import NameOperator, Role
from events.signed_note import Signer
from events.store.ledger import Circumstances, Ledger
from events.store.sqlite.recorder import SQLiteRecorder
from tests.cells import Look, cells_of_app, cells_of_text
from tests.issued_papers import issue
from tests.pages import (
    BY,
    NOW,
    app_on,
    ledger_at,
    press,
    quiet,
    screen_text,
    settled,
    standing_still,
)
from tests.patience import PATIENCE
from tests.screen_svg import screen_svg
from tests.table_keys import to_table
from thidua_tui.cli import main as cli
from thidua_tui.screens.replay_player import PlayerPage

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"
SIZE = (100, 30)


class Picture(NamedTuple):
    """A page to draw: language, colours, keys that lead to it, size, and the ledger it shows."""

    lang: str
    theme: str
    keys: tuple[str, ...] = ()
    size: tuple[int, int] = SIZE
    ledger: str = "story"
    """A key of `LEDGERS`."""
    own: bool = False
    """Whether the acts were recorded in the window that is shown."""
    last: str = ""
    """What comes last where the page goes on thinking after a key."""


def light(*keys: str, **other: Any) -> Picture:
    """A Vietnamese page in the light colours."""
    return Picture("vi", "thidua-light", keys, **other)


def dark(*keys: str, **other: Any) -> Picture:
    """An English page in the dark colours."""
    return Picture("en", "thidua-dark", keys, **other)


def both(name: str, *keys: str, **other: Any) -> dict[str, Picture]:
    """The same page in both languages."""
    return {name: light(*keys, **other), f"{name}-en": dark(*keys, **other)}


WIDE = (160, 50)
TALL = (120, 40)
STAGED = (*"118/120", "tab", *"99", "tab", "0", "tab", *"88", "tab")
"""Keys that fill the first cells of the first unit: what was observed, one cell of each kind."""
IN_THE_ROOM = ("right", "o", "f2", "f6", *"12345678", "escape")
"""Keys that open the conference of 2021 and call the roll of the eight members."""
PAPERS = (*"stc 3; snv 3", "tab", *"8", "tab", *"8", "tab", *"2", "tab")
BALLOT = ("t", "shift+tab", "right", "right", "right", "tab", "tab", "tab", *PAPERS)
"""Keys that type a secret ballot in which no candidate has enough votes."""
CLIMAX = ("left", "r", *["space"] * 15)
"""Keys to the last slide of the ceremony of 2023 in the sample of six years."""

PICTURES = {
    "year-wide": Picture("vi", "thidua-dark", ("left",), size=WIDE, ledger="years"),
    "year-wide-en": dark("left", size=WIDE, ledger="years"),
    **both("podium", *CLIMAX, ledger="years"),
    **both("replay", "2", "space", "space", *["right"] * 30, ledger="years"),
    **both("cluster-year"),
    **both("tour", "f3", ledger="empty"),
    **both("members", "s"),
    **both("run-sheet", *IN_THE_ROOM, "space", size=WIDE),
    **both("roll-call", *IN_THE_ROOM, "f6"),
    **both("ballot", *IN_THE_ROOM, *BALLOT, size=TALL),
    **both("acts", "a"),
    **both("form", "m", *"Cải cách hành chính"),
    "line": light(":", *"bau truong cum 2022 snv 8/8", last="thay đổi:"),
    "line-en": dark(":", *"elect head 2022 snv 8/8", last="changes:"),
    **both("scores", "c", ledger="years"),
    **both("score-grid", "c", *STAGED, size=TALL, ledger="scored"),
    **both("unit-sheet", "left", "c", "v", "g", size=TALL, ledger="scored"),
    **both("why", "left", "down", "f12", size=TALL, ledger="scored"),
    **both("trial", "left", "down", "f12", "t", "1", "enter", size=TALL, ledger="scored"),
    **both("result", "left", size=(120, 40), ledger="years"),
    **both("undo", "ctrl+z", own=True),
    **both("past", "{"),
    **both("changes", "v"),
    **both("journal", "3"),
    "late": light("f7", *"Báo Lạng Sơn", "tab", *"15/1/2021", "tab", *"2020"),
    "late-en": dark("f7", *"Báo Lạng Sơn", "tab", *"15/1/2021", "tab"),
    **both("operators", *to_table("operators"), ledger="operators"),
    **both("projector", "i"),
    **both("ceremony", "r", *["space"] * 7),
    **both("player", "2", "space", "space", "right", "right", "right"),
    **both("leadership", "2", ledger="years"),
    **both("chronicle", "5"),
    **both("tables", "4", ledger="years"),
    **both("checkpoint", "x"),
    **both("paper-check", "#", *"1/bb ctd", "enter", ledger="issued"),
    **both("telex", "m", "f5", *"Cair cachs hanhf chinhs"),
    "contrast": Picture("vi", "thidua-contrast", ("left",), ledger="years"),
    "contrast-en": Picture("en", "thidua-contrast", ("left",), ledger="years"),
    "refusal": light(":", *"bau truong cum 2021 snv", last="Sở Tài chính"),
    "refusal-en": dark(":", *"elect head 2021 snv", last="Sở Tài chính"),
    "keys": dark("?"),
}
COMMANDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "verify": ("vi", ("verify", "--all")),
    "verify-en": ("en", ("verify", "--all")),
}
"""Name of the picture -> language, and the command whose answer it shows."""
ANSWER = Look("#1f2328", "#fbfaf6")
"""Colours of the answer of a command."""


def name_operators(path: Path) -> None:
    """Have a secretary and a verifier, the first of whom named both."""
    keys = [Signer(code, bytes([at]) * 32) for at, code in enumerate(("lan", "minh"), 1)]
    roles: tuple[Role, ...] = ("secretary", "verifier")
    named = zip(keys, ("Hoàng Thị Lan", "Nông Văn Minh"), roles, strict=True)
    with SQLiteRecorder(path) as recorder:
        ledger = Ledger(recorder, clock=lambda: NOW)
        for key, name, role in named:
            naming = NameOperator(operator=key.name, name=name, role=role, key=str(key.key))
            ledger.execute(naming, Circumstances(by=BY), lambda: keys[0])


def answered(picture: str, folder: Path) -> str:
    """What a command answers, as SVG; the ledger is where no machine's folders are named."""
    lang, args = COMMANDS[picture]
    with standing_still(), chdir(folder), redirect_stdout(StringIO()) as answer:
        ledger_at(Path("demo.ledger"), story=True)
        cli.answer(["--ledger", "demo.ledger", "--lang", lang, *args])
        Path("demo.ledger").unlink()
    command = " ".join(("thidua", *args))
    lines = [f"$ {command}", ""]
    for line in answer.getvalue().splitlines():
        lines += wrap(line, SIZE[0], subsequent_indent="  ")
    return screen_svg(cells_of_text([*lines, ""], SIZE[0] + 1, ANSWER), "thidua")


async def draw(picture: Picture, folder: Path) -> str:
    """The picture as SVG, the same on every machine; a replay waits for keys."""
    with standing_still(), patch.object(PlayerPage, "later", lambda *_: None):
        ledger = folder / "demo.ledger"
        LEDGERS[picture.ledger](ledger)
        app = app_on(ledger, picture.lang, picture.theme)
        async with app.run_test(size=picture.size) as pilot:
            await settled(pilot)
            if picture.own:
                app.own |= {*range(1, app.session.ledger.position() + 1)}
            await press(pilot, *picture.keys)
            async with asyncio.timeout(PATIENCE):
                while picture.last not in screen_text(app):
                    await pilot.pause(0.03)
            await quiet(pilot)
            return screen_svg(cells_of_app(app), "thidua")


LEDGERS: dict[str, Callable[[Path], object]] = {
    "story": lambda path: ledger_at(path, story=True),
    "empty": ledger_at,
    "years": lambda path: ledger_at(path, years=True),
    "scored": lambda path: ledger_at(path, scored=True),
    "issued": lambda path: issue(ledger_at(path, story=True)),
    "operators": lambda path: name_operators(ledger_at(path, story=True)),
}
"""What the ledgers of pictures hold."""


def main() -> None:
    """Draw all of them, or those that are named."""
    wanted = {*sys.argv[1:]} or {*PICTURES, *COMMANDS}
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in [p for p in PICTURES if p in wanted]:
        with tempfile.TemporaryDirectory() as folder:
            drawn = asyncio.run(draw(PICTURES[name], Path(folder)))
        (FOLDER / f"{name}.svg").write_text(drawn, "utf-8")
    for picture in [p for p in COMMANDS if p in wanted]:
        with tempfile.TemporaryDirectory() as folder:
            (FOLDER / f"{picture}.svg").write_text(answered(picture, Path(folder)), "utf-8")


if __name__ == "__main__":
    main()
