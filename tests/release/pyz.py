"""`thidua-VERSION-linux-x86_64.pyz`: one file for Linux with Python 3.11 to 3.14, made by shiv.

Libraries with parts of their own have one for each version of Python: their names differ.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.release import archive, packages, pins

ENTRY = "thidua_tui.cli.main:main"


def build(into: Path) -> Path:
    """Write the file into a folder, and return it."""
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        site = scratch / "site"
        (scratch / "own").mkdir()
        packages.unpack(packages.own_wheel(scratch / "own"), site)
        for target in pins.LINUX:
            fetched = scratch / target[0]
            fetched.mkdir()
            for wheel in pins.wheels(fetched, target):
                packages.unpack(wheel, site)
        pins.install_tools(scratch / "tools")
        file = into / f"thidua-{packages.version()}-linux-x86_64.pyz"
        _pack(scratch / "tools", site, file)
        return file


def _pack(tools: Path, site: Path, file: Path) -> None:
    """Let shiv pack a folder of packages, the same way each time."""
    words = ("--site-packages", str(site), "-e", ENTRY, "-o", str(file), "--reproducible")
    subprocess.run(
        [sys.executable, "-m", "shiv", *words],
        env={**os.environ, "PYTHONPATH": str(tools), "SOURCE_DATE_EPOCH": archive.EPOCH},
        check=True,
        stdout=subprocess.DEVNULL,
    )
