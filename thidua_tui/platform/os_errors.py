"""What the system says, as codes of ours: its own words are English, and not for people.

The sentences are in `choices.detail` of each language; a code without one is shown as it is.
"""

from __future__ import annotations

import errno
import re
from pathlib import Path

_LINE = re.compile(r"line ([0-9]+), column")


def why(error: OSError | ValueError | RecursionError) -> str:
    """Why a file could not be read or written: `EISDIR`, `not-utf-8`, `not-toml`."""
    if isinstance(error, OSError):
        if getattr(error, "winerror", 0) is None and _is_opened_folder(error):
            return "EISDIR"
        # Windows has a second code for a fault of the network: WSAENETUNREACH.
        return errno.errorcode.get(error.errno or 0, "EIO").removeprefix("WSA")
    return "not-utf-8" if isinstance(error, UnicodeError) else "not-toml"


def _is_opened_folder(error: OSError) -> bool:
    """Return whether a folder was opened as a file: Windows' C library calls that no permission."""
    return error.errno == errno.EACCES and bool(error.filename) and Path(error.filename).is_dir()


def line_of(error: OSError | ValueError | RecursionError) -> int | None:
    """The line of a TOML file in which its reader stumbled; None where it does not say."""
    found = _LINE.search(str(error))
    return int(found[1]) if found else None
