"""The C shim between a program and the disk: compiled here, steered from inside the program."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
SOURCE = Path(__file__).with_name("shim.c")

OPEN, WRITE, SYNC, TRUNCATE, MAP, UNLINK, ALLOCATE, CREATE = (1 << n for n in range(8))
EVERY_KIND = 255
CHANGING = WRITE | TRUNCATE | ALLOCATE | UNLINK
MAIN, LOG, INDEX, JOURNAL, FOLDER, ACKS = range(1, 7)
ONCE, EVER, SHORT = range(3)
"""How the n-th call fails: alone; it and all after it; a write half done, and then its rest."""
_HEAD = struct.Struct("=IIQQ")


class Call(NamedTuple):
    """One recorded call: its kind, which file, where; `length` is the size of what was written."""

    kind: int
    where: int
    offset: int
    data: bytes


def compiler() -> str | None:
    """The C compiler, if there is one."""
    return shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")


def compiled(folder: Path) -> Path:
    """The shim, made in `folder`."""
    target = folder / "shim.so"
    command = [str(compiler()), "-O2", "-Wall", "-Werror", "-shared", "-fPIC"]
    subprocess.run([*command, "-o", target, SOURCE], check=True)
    return target


def under(shim: Path, module: str, *arguments: object) -> Any:
    """What a module of `tests.faults` prints as JSON when it runs above the shim."""
    command = [sys.executable, "-m", f"tests.faults.{module}", *map(str, arguments)]
    environment = os.environ | {"LD_PRELOAD": str(shim)}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


class Shim:
    """The shim that this process runs above."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(None)
        self._library.shim_count.restype = ctypes.c_long

    def watch(self, file: Path, record: Path | None = None) -> None:
        """Be concerned with this ledger from now on; write down what changes it, if asked."""
        new = os.O_CREAT | os.O_WRONLY | os.O_APPEND
        to = -1 if record is None else os.open(record, new, 0o600)
        self._library.shim_watch(os.fsencode(file), to)

    def arm(self, at: int, error: int = 0, kinds: int = EVERY_KIND, how: int = ONCE) -> None:
        """Count calls of these kinds from now on, and fail the one with number `at`; 0: none."""
        self._library.shim_arm(ctypes.c_long(at), error, kinds, how)

    def count(self) -> int:
        """Calls since it was armed."""
        return int(self._library.shim_count())


def calls(record: Path) -> Iterator[Call]:
    """Everything that was written down, in order."""
    told, at = record.read_bytes(), 0
    while at < len(told):
        kind, where, offset, length = _HEAD.unpack_from(told, at)
        at += _HEAD.size
        yield Call(kind, where, offset, told[at : at + length])
        at += length
