"""The pictures of the documents, drawn by the running program: `python -m tests.pictures`."""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path

from tests.pages import app_on, ledger_at, press, settled, standing_still

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"
SIZE = (100, 30)
PICTURES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "cluster-year": ("vi", "thidua-light", ()),
    "cluster-year-en": ("en", "thidua-dark", ()),
    "leadership": ("vi", "thidua-light", ("2",)),
    "journal": ("vi", "thidua-light", ("3",)),
    "keys": ("en", "thidua-dark", ("?",)),
}
"""Name of the picture -> language, colours, keys that lead to the page."""


async def draw(picture: str, folder: Path) -> str:
    """The picture as SVG, the same on every machine."""
    lang, theme, keys = PICTURES[picture]
    with standing_still():
        app = app_on(ledger_at(folder / f"{picture}.ledger", story=True), lang, theme)
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            await press(pilot, *keys)
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
