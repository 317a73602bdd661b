"""`thidua-VERSION-win64.zip`: unzip, double-click; no installer, no rights, no network.

thidua.cmd and a text next to it; `python`, as python.org publishes it; `app-VERSION`, the program
with the libraries that have parts for Windows. The other libraries, and what of the program reads
no file of its own, are in one file: many small files are slow to unzip and to read over a network.
Unzipping over an older version mixes nothing.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from tests.release import archive, packages, pins, windows_python

FOLDER = Path(__file__).parent / "folder"
TOP = "thidua"
"""The folder in the zip file: the same in each version, so that shortcuts stay right."""
COMMAND = "thidua.cmd"
"""What people double-click."""
LIBRARIES = "libraries.zip"
WITHOUT_DATA = ("events", "views")
"""The packages of the program that read no file of their own: they go into the one file, too."""
LARGEST = 25_000_000
"""What may still go by mail in most offices."""


def build(into: Path) -> Path:
    """Write the zip file into a folder, and return it."""
    with tempfile.TemporaryDirectory() as scratch:
        top = Path(scratch, TOP)
        lay_out(top, Path(scratch))
        target = into / f"thidua-{packages.version()}-win64.zip"
        archive.pack(top, target, below=TOP)
    if target.stat().st_size > LARGEST:
        raise SystemExit(f"{target.name} is larger than {LARGEST / 1e6:.0f} MB")
    return target


def lay_out(top: Path, scratch: Path) -> None:
    """Lay out everything that the zip file holds."""
    python, app = pins.WINDOWS[0], top / f"app-{packages.version()}"
    windows_python.unpack(pins.windows_python(_new(scratch / "python")), top / "python")
    windows_python.set_paths(top / "python", f"..\\{app.name}", f"..\\{app.name}\\{LIBRARIES}")
    libraries, native = scratch / "libraries", scratch / "native"
    ours = packages.own_wheel(_new(scratch / "own"))
    for wheel in (ours, *pins.wheels(_new(scratch / "wheels"), pins.WINDOWS)):
        packages.take_licences(wheel, top / "licences")
        known = libraries if packages.pure(wheel) else native
        packages.unpack(wheel, app if wheel == ours else known)
    for package in WITHOUT_DATA:
        shutil.move(app / package, libraries / package)
    packages.compile_all(app, python)
    for folder in (libraries, native):
        packages.compile_all(folder, python, alone=True)
    shutil.copytree(native, app, dirs_exist_ok=True)
    archive.pack(libraries, app / LIBRARIES, compress=False)
    (top / "licences" / "python").mkdir()
    shutil.copy(top / "python" / "LICENSE.txt", top / "licences" / "python")
    for source in FOLDER.iterdir():
        text = source.read_text("utf-8").replace("{version}", packages.version())
        (top / source.name).write_text(text, "utf-8", newline="\r\n")
    archive.add_sums(top)


def _new(folder: Path) -> Path:
    folder.mkdir()
    return folder
