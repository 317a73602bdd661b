"""What a disk may hold after the power went, at every moment of a recorded life.

The usual model: what was synced is there; of the rest any part may be, in pieces of a sector; a new
or deleted name is there once its folder was synced, before that perhaps, in the order of the acts.
Each image must open, hold every act acknowledged by then, whole, and take a further act.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from events.errors import UnreadableLedger
from tests.faults import shim
from tests.faults.acts import act, opened, wrong
from tests.faults.shim import Call
from tests.narrow import file_recorder

SECTOR = 512
SUFFIXES = {shim.MAIN: "", shim.LOG: "-wal", shim.JOURNAL: "-journal"}
Image: TypeAlias = dict[int, bytes]
"""Content of each file that is there."""


def applied(content: bytes, changes: Iterable[Call]) -> bytes:
    """A file's content after these writes and truncations."""
    now = bytearray(content)
    for change in changes:
        end = change.offset + len(change.data)
        now.extend(bytes(max(0, end - len(now))))
        if change.kind == shim.TRUNCATE:
            del now[change.offset :]
        else:
            now[change.offset : end] = change.data
    return bytes(now)


def sectors(change: Call) -> Iterator[Call]:
    """A write in the pieces in which a disk may lose it."""
    start, end = change.offset, change.offset + len(change.data)
    at = start
    while at < end:
        upto = min(end, (at // SECTOR + 1) * SECTOR)
        yield change._replace(offset=at, data=change.data[at - start : upto - start])
        at = upto
    if not change.data:
        yield change


@dataclass(eq=False)
class File:
    """What was synced of a file, and what came later."""

    synced: bytes = b""
    pending: list[Call] = field(default_factory=list)


@dataclass
class Disk:
    """The files under their names; what the folder's last sync made sure of, and changes since."""

    names: dict[int, File] = field(default_factory=dict)
    sure: dict[int, File] = field(default_factory=dict)
    renamed: list[tuple[int, File | None]] = field(default_factory=list)
    acts: list[str] = field(default_factory=list)

    def take(self, call: Call) -> None:
        """The next call of the record."""
        match call.kind, call.where:
            case shim.WRITE, shim.ACKS:
                self.acts.append(call.data.decode().strip())
            case shim.SYNC, shim.FOLDER:
                self.sure, self.renamed = dict(self.names), []
            case shim.SYNC, where:
                file = self.names[where]
                file.synced, file.pending = applied(file.synced, file.pending), []
            case shim.CREATE | shim.UNLINK as kind, where:
                self._name(where, File() if kind == shim.CREATE else None)
            case shim.WRITE | shim.TRUNCATE, where:
                self.names[where].pending.append(call)

    def _name(self, where: int, file: File | None) -> None:
        self.renamed.append((where, file))
        self.names = _renamed(self.names, [(where, file)])

    def images(self, dice: random.Random, more: int) -> Iterator[Image]:
        """None of what was not synced, all, each alone, all but each, and some parts at random."""
        files = {id(file): file for file in (*self.names.values(), *self.sure.values())}
        pending = [(file, change) for file in files.values() for change in file.pending]
        last = len(self.renamed)
        yield self._image(0, [])
        yield self._image(0, pending)
        yield self._image(last, pending)
        for one in pending:
            yield self._image(last, [one])
            yield self._image(last, [other for other in pending if other is not one])
        pieces = [(file, piece) for file, change in pending for piece in sectors(change)]
        for _ in range(more if pieces or self.renamed else 0):
            kept = [piece for piece in pieces if dice.random() < 0.5]
            yield self._image(dice.randint(0, last), kept)

    def _image(self, names: int, kept: Sequence[tuple[File, Call]]) -> Image:
        there = _renamed(self.sure, self.renamed[:names])
        return {
            where: applied(file.synced, [change for of, change in kept if of is file])
            for where, file in there.items()
            if where in SUFFIXES
        }


def _renamed(names: dict[int, File], changes: Iterable[tuple[int, File | None]]) -> dict[int, File]:
    now = dict(names)
    for where, file in changes:
        now.pop(where, None)
        if file is not None:
            now[where] = file
    return now


@dataclass
class Result:
    """How many moments and different images there were, and in which something was wrong."""

    moments: int = 0
    images: int = 0
    wrong: list[str] = field(default_factory=list)


def cut_everywhere(
    record: Path, folder: Path, seed: int, more: int, most: int | None = None
) -> Result:
    """Cut the power after every change that was recorded, and look at what may be there then.

    `more` images of parts at random at each moment; `most` of all images of a moment.
    """
    disk, dice, result = Disk(), random.Random(seed), Result()  # noqa: S311  nothing secret
    seen: set[bytes] = set()
    for call in shim.calls(record):
        if call.where == shim.INDEX or call.kind == shim.OPEN:
            continue  # the index is made anew by who opens the ledger first
        disk.take(call)
        result.moments += 1
        for image in islice(disk.images(dice, more), most):
            digest = sha256(repr((sorted(image.items()), len(disk.acts))).encode()).digest()
            if digest not in seen:
                seen.add(digest)
                result.images += 1
                found = _looked_at(image, disk.acts, folder, dice)
                result.wrong += [f"after call {result.moments}: {said}" for said in found]
    return result


def _looked_at(image: Image, acts: list[str], folder: Path, dice: random.Random) -> list[str]:
    file = folder / "image" / "ledger"
    file.parent.mkdir()
    try:
        for where, content in image.items():
            Path(f"{file}{SUFFIXES[where]}").write_bytes(content)
        if dice.random() < 0.5:  # whatever the index's file holds means nothing
            Path(f"{file}-shm").write_bytes(dice.randbytes(32768))
        ledger = opened(file)
        with closing(file_recorder(ledger)):
            act(ledger, "after")
            return wrong(ledger, [*acts, "after"])
    except UnreadableLedger as error:
        return [str(error)]
    finally:
        shutil.rmtree(file.parent)
