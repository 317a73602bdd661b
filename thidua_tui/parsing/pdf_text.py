"""The words of a PDF file, page by page, read by pypdf in a process of its own.

A file may make its reader run for minutes or take all memory: the process is ended after a time,
and its memory is limited where the system can do that.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec

import msgspec

from events.errors import BadInput
from thidua_tui.parsing import pdf_text_process

UNREADABLE = "pdf-words-unreadable"
"""The refusal of a file whose words were not read, or are none that can be compared."""
WAIT = 20
"""Seconds until the process is ended."""


def pdf_pages(raw: bytes) -> tuple[str, ...]:
    """Return the text of each page of a PDF.

    Args:
        raw: The content of the file.

    Raises:
        BadInput: `pdf-words-not-installed`; `pdf-words-unreadable` where the file is damaged, or
            more than is read.
    """
    if find_spec("pypdf") is None:
        raise BadInput("pdf-words-not-installed")
    command = [sys.executable, "-P", "-m", pdf_text_process.__name__]
    try:
        done = subprocess.run(  # noqa: S603 - the program itself, with a file as its input
            command, input=raw, capture_output=True, timeout=WAIT, check=True
        )
        return msgspec.convert(json.loads(done.stdout), tuple[str, ...])
    except (subprocess.SubprocessError, OSError, ValueError) as error:
        raise BadInput(UNREADABLE) from error
