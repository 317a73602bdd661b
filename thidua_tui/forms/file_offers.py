"""The files and folders that a typed path may mean: bounded, newest files first, then folders."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from msgspec import Struct

from events.errors import BadInput
from events.text import fold
from thidua_tui.platform.os_errors import why

SHEETS = (".xlsx", ".csv", ".tsv", ".txt")
"""How the names of files that may be sheets end; what a file is follows from its content."""
LOOKED_AT, SHOWN = 20_000, 300
"""So many entries of a folder are looked at, and so many are offered."""
PARENT = ".."


class Offer(Struct, frozen=True, kw_only=True):
    """A file or a folder that may be meant.

    Attributes:
        name: Its name.
        path: Its path.
        folder: Whether it is a folder.
        size: The bytes of a file.
        changed: When a file was changed, in the zone of the machine; None for a folder.
    """

    name: str
    path: str
    folder: bool = False
    size: int = 0
    changed: datetime | None = None


class Offers(Struct, frozen=True, kw_only=True):
    """What may be meant in a folder.

    Attributes:
        folder: The folder that was looked at.
        found: The files, the newest first, then the folders.
        more: How many fit beyond those.
        refusal: Why the folder cannot be looked at; None where it can.
    """

    folder: str
    found: tuple[Offer, ...] = ()
    more: int = 0
    refusal: BadInput | None = None


def resolved(text: str, start: Path) -> Path:
    """Return the path that is typed; `~` is the home folder, another name is below `start`.

    Args:
        text: What was typed.
        start: The folder in which the typing begins.

    Raises:
        BadInput: `file-unreadable` with the `path`.
    """
    try:
        return start / Path(text.strip()).expanduser()
    except (RuntimeError, ValueError) as error:
        raise BadInput("file-unreadable", path=text, detail="ENOENT") from error


def offers(text: str, start: Path, endings: tuple[str, ...] = SHEETS) -> Offers:
    """Return what a typed path may mean: what begins with its last part.

    Args:
        text: What was typed so far; empty for all of the folder.
        start: The folder in which the typing begins.
        endings: How the names of the files that are offered end.
    """
    try:
        path = resolved(text, start)
    except BadInput as bad:
        return Offers(folder=str(start), refusal=bad)
    whole = not text.strip() or text.endswith(("/", os.sep)) or text.strip() in ("~", ".", "..")
    folder, begin = (path, "") if whole else (path.parent, fold(path.name))
    try:
        fitting = [*_fitting(folder, begin, endings)]
    except (OSError, ValueError) as error:
        detail = why(error) if isinstance(error, OSError) else "ENOENT"
        refusal = BadInput("file-unreadable", path=str(folder), detail=detail)
        return Offers(folder=str(folder), refusal=refusal)
    files = sorted((o for o in fitting if o.changed), key=_newest, reverse=True)
    folders = sorted((o for o in fitting if o.folder), key=lambda one: fold(one.name))
    above = [Offer(name=PARENT, path=str(folder.parent), folder=True)] if whole else []
    found = [*files, *folders]
    return Offers(
        folder=str(folder), found=(*found[:SHOWN], *above), more=max(0, len(found) - SHOWN)
    )


def _newest(offer: Offer) -> tuple[float, str]:
    return (offer.changed.timestamp() if offer.changed else 0.0), offer.name


def _fitting(folder: Path, begin: str, endings: tuple[str, ...]) -> Iterator[Offer]:
    """Yield what of a folder may be meant; hidden entries only where a dot is typed."""
    with os.scandir(folder) as entries:
        for entry in islice(entries, LOOKED_AT):
            name = entry.name
            if not fold(name).startswith(begin) or (name.startswith(".") and begin[:1] != "."):
                continue
            offer = _offer(entry, endings)
            if offer is not None:
                yield offer


def _offer(entry: os.DirEntry[str], endings: tuple[str, ...]) -> Offer | None:
    """Return an entry as an offer; None for another file, no folder, or what is gone."""
    try:
        if entry.is_dir():
            return Offer(name=entry.name, path=entry.path, folder=True)
        if not entry.name.lower().endswith(endings) or not entry.is_file():
            return None
        found = entry.stat()
        # By UTC: Windows refuses to convert a local time in the first day of 1970.
        changed = datetime.fromtimestamp(found.st_mtime, UTC).astimezone()
        return Offer(name=entry.name, path=entry.path, size=found.st_size, changed=changed)
    except (OSError, ValueError, OverflowError):
        return None


def completed(text: str, found: Offers) -> str:
    """Return what was typed, completed as far as all that fits agrees; as it was without an offer.

    Args:
        text: What was typed.
        found: What it may mean.
    """
    fitting = [offer for offer in found.found if offer.name != PARENT]
    if not fitting:
        return text
    common = _agreed([offer.name for offer in fitting])
    head = text[: max(text.rfind("/"), text.rfind(os.sep)) + 1]
    if text.strip() in ("~", ".", ".."):
        return f"{text.strip()}{os.sep}"
    if len(fitting) == 1 and fitting[0].folder:
        return f"{head}{common}{os.sep}"
    return f"{head}{common}" if len(common) >= len(text) - len(head) else text


def _agreed(names: Sequence[str]) -> str:
    """Return what all names begin with; the least and the greatest differ first."""
    least, greatest = min(names), max(names)
    pairs = enumerate(zip(least, greatest, strict=False))
    return least[: next((at for at, (one, other) in pairs if one != other), len(least))]
