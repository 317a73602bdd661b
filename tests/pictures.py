"""The pictures of the documents, drawn by the running program: `python -m tests.pictures`."""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path

from tests.pages import PATIENCE, app_on, ledger_at, press, screen_text, settled, standing_still

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
    "checkpoint": ("vi", "thidua-light", ("x",)),
    "checkpoint-en": ("en", "thidua-dark", ("x",)),
}
"""Name of the picture -> language, colours, keys that lead to the page."""
EMPTY = ("tour",)
"""Pictures of a ledger in which nothing stands yet."""
LAST = {"line": "thay đổi:", "line-en": "changes:"}
"""What comes last where the page goes on thinking after a key."""


async def draw(picture: str, folder: Path) -> str:
    """The picture as SVG, the same on every machine."""
    lang, theme, keys = PICTURES[picture]
    with standing_still():
        ledger = ledger_at(folder / f"{picture}.ledger", story=picture not in EMPTY)
        app = app_on(ledger, lang, theme)
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            await press(pilot, *keys)
            async with asyncio.timeout(PATIENCE):
                while LAST.get(picture, "") not in screen_text(app):
                    await pilot.pause(0.03)
            await settled(pilot)
            svg = app.export_screenshot(title="thidua")
    return re.sub(r"terminal-\d+-", "terminal-", svg).replace("\r\n", "\n")


def main() -> None:
    """Draw all of them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for picture in PICTURES:
            svg = asyncio.run(draw(picture, Path(folder)))
            (FOLDER / f"{picture}.svg").write_text(svg, "utf-8")


if __name__ == "__main__":
    main()
