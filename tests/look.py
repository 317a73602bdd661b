"""What a browser makes of a picture, without a network and with one font: PNGs for the eye.

`python -m tests.look FOLDER picture.svg …` shows each as an `<img>` in headless Chromium, once for
each font below that is on this machine. Nothing judges the result: look at it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FONTS = {
    "dejavu": ("dejavu", "DejaVuSansMono*"),
    "noto": ("noto", "NotoSansMono*"),
    "liberation": ("liberation", "LiberationMono*"),
}
"""Short name -> folder and file names under the system's TrueType fonts."""
TRUETYPE = Path("/usr/share/fonts/truetype")
SCALE = 2
ALONE = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--hide-scrollbars",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    f"--force-device-scale-factor={SCALE}",
)
"""Options of a browser that reaches nothing."""


def browser() -> str | None:
    """Return the path of Chromium, if it is installed."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def font_settings(font: str, folder: Path) -> Path | None:
    """Write a fontconfig file that knows this font alone; nothing if it is not installed."""
    under, pattern = FONTS[font]
    files = [*(TRUETYPE / under).glob(pattern)]
    if not files:
        return None
    only = folder / font
    only.mkdir()
    for file in files:
        (only / file.name).symlink_to(file)
    settings = folder / f"{font}.conf"
    settings.write_text(
        f"<fontconfig><dir>{only}</dir><cachedir>{folder}/cache</cachedir></fontconfig>", "utf-8"
    )
    return settings


def size_of(svg: str) -> tuple[int, int]:
    """Return the width and height that the picture claims."""
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    assert found, "no viewBox"
    width, height = (int(float(size)) + 1 for size in found.groups())
    return width, height


def photograph(picture: Path, png: Path, font: str, wait_ms: int = 0) -> bool:
    """Show a picture as an `<img>` with one font, and write what is seen.

    Args:
        picture: The SVG file.
        png: Where the photograph goes.
        font: A key of `FONTS`.
        wait_ms: For moving pictures: the time on their clock.

    Returns:
        Whether browser and font are there.
    """
    if not (chromium := browser()):
        return False
    width, height = size_of(picture.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if not (settings := font_settings(font, folder)):
            return False
        page = folder / "page.html"
        page.write_text(
            f'<body style="margin:0"><img src="{picture.resolve().as_uri()}"'
            f' width="{width}" height="{height}">',
            "utf-8",
        )
        subprocess.run(
            [
                chromium,
                *ALONE,
                *([f"--virtual-time-budget={wait_ms}"] if wait_ms else []),
                f"--user-data-dir={folder}/profile",
                f"--window-size={width},{height}",
                f"--screenshot={png.resolve()}",
                page.as_uri(),
            ],
            env={**os.environ, "FONTCONFIG_FILE": str(settings)},
            capture_output=True,
            timeout=90,
            check=True,
        )
    return True


def main() -> None:
    """Photograph the pictures that are named."""
    out, *pictures = map(Path, sys.argv[1:])
    out.mkdir(parents=True, exist_ok=True)
    for picture in pictures:
        for font in FONTS:
            png = out / f"{picture.stem}-{font}.png"
            done = photograph(picture, png, font)
            sys.stdout.write(f"{png}\n" if done else f"not here: Chromium, or {font}\n")


if __name__ == "__main__":
    main()
