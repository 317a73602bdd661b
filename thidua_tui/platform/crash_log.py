"""A fault of our own is written down, readable by this account alone; nothing else is logged.

What a fault quotes may bite: it is made harmless, for somebody will read the log in a terminal.
"""

from __future__ import annotations

import os
import traceback
from datetime import UTC, datetime
from pathlib import Path

from events.text import plain
from thidua_tui.platform import secure_files
from thidua_tui.platform.settings import log_file


def write(fault: BaseException) -> Path | None:
    """Add the fault to the log; returns the file, or None when it cannot be written."""
    file = log_file()
    trace = plain("".join(traceback.format_exception(fault)), multiline=True)
    try:
        secure_files.folder(file.parent)
        handle = os.open(file, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}\n{trace}\n")
    except OSError:
        return None
    return file
