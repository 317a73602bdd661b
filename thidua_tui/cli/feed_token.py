"""The token of the feed: made for a run, or kept in a file for this account alone."""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path

from events.errors import BadInput
from thidua_tui.session.private_file import others_who_read, publish_private

SHAPE = re.compile(r"[A-Za-z0-9_-]{32,128}\Z")
"""What a token is: letters that need no quoting in an address, too many to be guessed."""
LONGEST = 256
"""Characters of a token file that are looked at."""


def token_in(file: Path) -> str:
    """Return the token of a file; where there is no file, make one with a new token.

    Args:
        file: The file; what it holds is never replaced.

    Raises:
        BadInput: `token-not-private` where others can read the file, `token-unreadable` where it
            holds no token, `token-unprotectable` where no private file can be made.
        UnreadableLedger: what the operating system says about a new file.
    """
    if not os.path.lexists(file):
        token = secrets.token_urlsafe(32)
        if not publish_private(file, token):
            raise BadInput("token-unprotectable", path=str(file.parent))
        return token
    try:
        if not file.is_file():  # a pipe would be waited for
            raise BadInput("token-unreadable", path=str(file))
        with file.open(encoding="ascii") as opened:
            if others := others_who_read(opened, file):
                raise BadInput("token-not-private", **others)
            token = opened.read(LONGEST).removesuffix("\n")
    except (OSError, ValueError) as error:
        raise BadInput("token-unreadable", path=str(file)) from error
    if not SHAPE.match(token):
        raise BadInput("token-unreadable", path=str(file))
    return token
