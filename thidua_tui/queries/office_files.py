"""Files of data that the program ships, such as forms and templates, or that an office writes."""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

import msgspec

from events.errors import BadInput
from thidua_tui.platform.os_errors import why

DATA = Path(__file__).parents[1] / "data"
LARGEST = 256 * 1024
"""Bytes that a file may have."""
Shape = TypeVar("Shape", bound=msgspec.Struct)


def shipped_in(folder: str) -> tuple[str, ...]:
    """Return the names of the files that the program ships in a folder of its data.

    Args:
        folder: The name of the folder.
    """
    return tuple(sorted(path.stem for path in (DATA / folder).glob("*.toml")))


def named_file(name: str, folder: str, unknown: str) -> Path:
    """Return the path of a file that is shipped, or of the office if the name ends in `.toml`.

    Args:
        name: A name of `shipped_in`, in any case and with or without points; or a path.
        folder: The folder of the data of the program.
        unknown: The code of the refusal of a name that is not known.

    Raises:
        BadInput: that code, with the `name` and those that are `near`.
    """
    if name.endswith(".toml"):
        return Path(name).expanduser()
    known = {_bare(stem): stem for stem in shipped_in(folder)}
    if (stem := known.get(_bare(name))) is None:
        near = get_close_matches(_bare(name), known) or known
        raise BadInput(unknown, name=name, near=", ".join(known[one] for one in near))
    return DATA / folder / f"{stem}.toml"


def read_file(path: Path, shape: type[Shape], unreadable: str) -> Shape:
    """Return what a file holds.

    Args:
        path: The file.
        shape: What it must hold; its own checks raise `ValueError`.
        unreadable: The code of the refusal of a file that is not of this shape.

    Raises:
        BadInput: that code, with `path` and `detail`.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
        if len(raw) > LARGEST:
            raise BadInput(unreadable, path=str(path), detail="EFBIG")
        return msgspec.convert(tomllib.loads(raw.decode()), shape)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadInput(unreadable, path=str(path), detail=why(error)) from error
    except ValueError as error:  # msgspec's
        raise BadInput(unreadable, path=str(path), detail=str(error)) from error


def _bare(name: str) -> str:
    """Return a name as it is compared: `0603.N/BNV-TĐKT` is `0603n`."""
    return name.partition("/")[0].replace(".", "").strip().casefold()
