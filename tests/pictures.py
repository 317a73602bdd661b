"""The pictures of the documents, drawn by the running program: `python -m tests.pictures`."""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from contextlib import chdir, redirect_stdout
from io import StringIO
from pathlib import Path
from textwrap import wrap

from events.operators import NameOperator, Role
from events.signed_note import Signer
from events.store.ledger import Circumstances, Ledger
from events.store.sqlite.recorder import SQLiteRecorder
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
from thidua_tui.cli import main as cli
from thidua_tui.formatting.pictures.svg import svg

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"
SIZE = (100, 30)
PICTURES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "cluster-year": ("vi", "thidua-light", ()),
    "cluster-year-en": ("en", "thidua-dark", ()),
    "leadership": ("vi", "thidua-light", ("2",)),
    "journal": ("vi", "thidua-light", ("3",)),
    "keys": ("en", "thidua-dark", ("?",)),
    "tour": ("vi", "thidua-light", ("f3",)),
    "form": ("vi", "thidua-light", ("m", *"Cải cách hành chính")),
    "line": ("vi", "thidua-light", (":", *"bau truong cum 2022 snv 7/7")),
    "line-en": ("en", "thidua-dark", (":", *"elect head 2022 snv 7/7")),
    "undo": ("vi", "thidua-light", ("ctrl+z",)),
    "past": ("vi", "thidua-light", ("{",)),
    "changes": ("vi", "thidua-light", ("v",)),
    "chronicle": ("vi", "thidua-light", ("5",)),
    "chronicle-en": ("en", "thidua-dark", ("5",)),
    "projector": ("vi", "thidua-light", ("i",)),
    "player": ("vi", "thidua-light", ("2", "space", "space", "right", "right", "right")),
    "player-en": ("en", "thidua-dark", ("2", "space", "space", "right", "right", "right")),
    "ceremony": ("vi", "thidua-light", ("r", *["space"] * 7)),
    "ceremony-en": ("en", "thidua-dark", ("r", *["space"] * 7)),
    "telex": ("vi", "thidua-light", ("m", "f5", *"Cair cachs hanhf chinhs")),
    "telex-en": ("en", "thidua-dark", ("m", "f5", *"Cair cachs hanhf chinhs")),
    "late": ("vi", "thidua-light", ("f7", *"Báo Lạng Sơn", "tab", *"15/1/2021", "tab", *"2020")),
    "late-en": ("en", "thidua-dark", ("f7", *"Báo Lạng Sơn", "tab", *"15/1/2021", "tab")),
    "operators": ("vi", "thidua-light", ("4", "shift+tab")),
    "operators-en": ("en", "thidua-dark", ("4", "shift+tab")),
    "checkpoint": ("vi", "thidua-light", ("x",)),
    "checkpoint-en": ("en", "thidua-dark", ("x",)),
}
"""Name of the picture -> language, colours, keys that lead to the page."""
COMMANDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "verify": ("vi", ("verify", "--all")),
    "verify-en": ("en", ("verify", "--all")),
}
"""Name of the picture -> language, and the command whose answer it shows."""
OPERATORS = ("operators", "operators-en")
"""Pictures of a ledger that names who may write."""
OWN = ("undo",)
"""Pictures in which the last act was recorded in the window that is shown."""
EMPTY = ("tour",)
"""Pictures of a ledger in which nothing stands yet."""
LAST = {"line": "thay đổi:", "line-en": "changes:"}
"""What comes last where the page goes on thinking after a key."""


def name_operators(path: Path) -> None:
    """Have a secretary and a verifier, the first of whom named both."""
    keys = [Signer(code, bytes([at]) * 32) for at, code in enumerate(("lan", "minh"), 1)]
    roles: tuple[Role, ...] = ("secretary", "verifier")
    told = zip(keys, ("Hoàng Thị Lan", "Nông Văn Minh"), roles, strict=True)
    with SQLiteRecorder(path) as recorder:
        ledger = Ledger(recorder, clock=lambda: NOW)
        for key, name, role in told:
            naming = NameOperator(operator=key.name, name=name, role=role, key=str(key.key))
            ledger.execute(naming, Circumstances(by=BY), lambda: keys[0])


def answered(picture: str, folder: Path) -> str:
    """What a command answers, as SVG; the ledger lies where no machine's folders are named."""
    lang, args = COMMANDS[picture]
    with standing_still(), chdir(folder), redirect_stdout(StringIO()) as said:
        ledger_at(Path("demo.ledger"), story=True)
        cli.answer(["--ledger", "demo.ledger", "--lang", lang, *args])
        Path("demo.ledger").unlink()
    command = " ".join(("thidua", *args))
    lines = [f"$ {command}", ""]
    for line in said.getvalue().splitlines():
        lines += wrap(line, SIZE[0], subsequent_indent="  ")
    return svg(lines, "thidua")


async def draw(picture: str, folder: Path) -> str:
    """The picture as SVG, the same on every machine."""
    lang, theme, keys = PICTURES[picture]
    with standing_still():
        ledger = ledger_at(folder / f"{picture}.ledger", story=picture not in EMPTY)
        if picture in OPERATORS:
            name_operators(ledger)
        app = app_on(ledger, lang, theme)
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            if picture in OWN:
                app.own |= {*range(1, app.session.ledger.position() + 1)}
            await press(pilot, *keys)
            async with asyncio.timeout(PATIENCE):
                while LAST.get(picture, "") not in screen_text(app):
                    await pilot.pause(0.03)
            await quiet(pilot)
            told = app.export_screenshot(title="thidua")
    return re.sub(r"terminal-\d+-", "terminal-", told).replace("\r\n", "\n")


def main() -> None:
    """Draw all of them, or those that are named."""
    wanted = {*sys.argv[1:]} or {*PICTURES, *COMMANDS}
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for picture in [p for p in PICTURES if p in wanted]:
            drawn = asyncio.run(draw(picture, Path(folder)))
            (FOLDER / f"{picture}.svg").write_text(drawn, "utf-8")
    for picture in [p for p in COMMANDS if p in wanted]:
        with tempfile.TemporaryDirectory() as folder:
            (FOLDER / f"{picture}.svg").write_text(answered(picture, Path(folder)), "utf-8")


if __name__ == "__main__":
    main()
