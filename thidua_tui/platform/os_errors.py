"""What the system says, as codes of ours: its own words are English, and not for people.

The sentences are in `choices.detail` of each language; a code without one is shown as it is.
"""

from __future__ import annotations

import errno
import re

_LINE = re.compile(r"line ([0-9]+), column")


def why(error: OSError | ValueError | RecursionError) -> str:
    """Why a file could not be read or written: `EISDIR`, `not-utf-8`, `not-toml`."""
    if isinstance(error, OSError):
        return errno.errorcode.get(error.errno or 0, "EIO")
    return "not-utf-8" if isinstance(error, UnicodeError) else "not-toml"


def line_of(error: OSError | ValueError | RecursionError) -> int | None:
    """The line of a TOML file in which its reader stumbled; None where it does not say."""
    found = _LINE.search(str(error))
    return int(found[1]) if found else None
