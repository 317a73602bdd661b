"""Files of data that the program ships, such as forms and templates, or that an office writes."""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

import msgspec

from thidua_tui.platform.os_errors import why

DATA = Path(__file__).parents[1] / "data"
LARGEST = 256 * 1024
"""Bytes that a file may have."""
Shape = TypeVar("Shape", bound=msgspec.Struct)


class UnknownName(LookupError):
    """A name that no shipped file has.

    Args:
        near: The names that are like it, or all.
    """

    def __init__(self, near: str) -> None:
        super().__init__(near)
        self.near = near


class UnreadableFile(ValueError):
    """A file that does not hold what it must.

    Args:
        detail: What is wrong.
    """

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


def shipped_in(folder: str) -> tuple[str, ...]:
    """Return the names of the files that the program ships in a folder of its data.

    Args:
        folder: The name of the folder.
    """
    return tuple(sorted(path.stem for path in (DATA / folder).glob("*.toml")))


def named_file(name: str, folder: str) -> Path:
    """Return the path of a file that is shipped, or of the office if the name ends in `.toml`.

    Args:
        name: A name of `shipped_in`, in any case and with or without points; or a path.
        folder: The folder of the data of the program.

    Raises:
        UnknownName: no shipped file has it.
    """
    if name.endswith(".toml"):
        return Path(name).expanduser()
    known = {_bare(stem): stem for stem in shipped_in(folder)}
    if (stem := known.get(_bare(name))) is None:
        near = get_close_matches(_bare(name), known) or known
        raise UnknownName(", ".join(known[one] for one in near))
    return DATA / folder / f"{stem}.toml"


def read_file(path: Path, shape: type[Shape]) -> Shape:
    """Return what a file holds.

    Args:
        path: The file.
        shape: What it must hold; its own checks raise `ValueError`.

    Raises:
        UnreadableFile: it cannot be read, or is not of this shape.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as error:
        raise UnreadableFile(why(error)) from error
    if len(raw) > LARGEST:
        raise UnreadableFile("EFBIG")
    try:
        return msgspec.convert(tomllib.loads(raw.decode()), shape)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise UnreadableFile(why(error)) from error
    except ValueError as error:  # msgspec's
        raise UnreadableFile(str(error)) from error


def _bare(name: str) -> str:
    """Return a name as it is compared: `0603.N/BNV-TĐKT` is `0603n`."""
    return name.partition("/")[0].replace(".", "").strip().casefold()
