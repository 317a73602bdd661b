"""Installed packages without an installer: wheels unpacked, compiled, and their licences."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

from tests.release import pins

UNUSED = re.compile(
    r"(cffi|pycparser)/|pygments/lexers/(?!__init__|_mapping|python|special)|textual/demo/"
    r"|eventsourcing/tests/|.*\.(pyi|h|typed)$|[^/]+\.data/"
    r"|[^/]+\.dist-info/(?!METADATA)"
)
"""What no release needs: a compiler's half of cffi, colours of languages, a demo, tests, types.

Licences are kept apart: `take_licences`.
"""
LICENCES = ("licen", "copying", "notice", "authors")
"""What the name of a licence begins with, in small letters."""


def version() -> str:
    """Return the version of the program."""
    project = tomllib.loads((pins.ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["version"])


def own_wheel(folder: Path) -> Path:
    """Build the wheel of the program itself."""
    build = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", build, str(folder)], cwd=pins.ROOT, check=True)
    [wheel] = folder.glob("thidua_tui-*.whl")
    return wheel


def pure(wheel: Path) -> bool:
    """Tell whether a wheel holds Python alone: no library of a system."""
    return wheel.stem.endswith("none-any")


def unpack(wheel: Path, folder: Path) -> None:
    """Lay the packages of a wheel into a folder, without what no release needs."""
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if not UNUSED.match(name):
                archive.extract(name, folder)


def take_licences(wheel: Path, folder: Path) -> None:
    """Copy the licences of a wheel into a folder of its name.

    Raises:
        SystemExit: when it has none: it must not be passed on then.
    """
    with zipfile.ZipFile(wheel) as archive:
        found = [name for name in archive.namelist() if _is_licence(name)]
        if not found:
            raise SystemExit(f"{wheel.name} holds no licence")
        for name in found:
            target = folder / "-".join(wheel.name.split("-")[:2]) / Path(name).name
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(name) as source, target.open("wb") as copy:
                shutil.copyfileobj(source, copy)


def _is_licence(name: str) -> bool:
    folder, _, file = name.rpartition("/")
    return ".dist-info" in folder and file.lower().startswith(LICENCES)


def compile_all(folder: Path, python: str, *, alone: bool = False) -> None:
    """Compile every module for a version of Python; `alone` keeps no source.

    The result holds neither time nor path, and is used without a look at the source: the first
    start is as fast as the next, and a folder that must not be written to stays as it is.
    """
    name = f"python{python}"
    here = f"{sys.version_info[0]}.{sys.version_info[1]}" == python
    command = sys.executable if here else shutil.which(name)
    if command is None:
        raise SystemExit(f"{name} is needed to compile for it, and is not here")
    words = ["-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash", "-s", str(folder)]
    again = {"PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run(
        [command, *words, *(["-b"] if alone else []), str(folder)],
        env={**os.environ, **again},
        check=True,
    )
    if alone:
        for source in folder.rglob("*.py"):
            source.unlink()
