"""What a person assigned to columns of sheets, remembered for the next sheet of the same cluster.

It says how files are read and is no fact of the cluster: a file of this account's settings, not an
event. A heading is compared as other headings are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec.structs import replace

from events.errors import BadInput
from events.text import plain
from thidua_tui.forms.sheet_columns import NAMING, folded
from thidua_tui.forms.sheet_source import Asked
from thidua_tui.parsing.fact_heads import MEANINGS
from thidua_tui.parsing.score_words import STAGE_HEADS, TEXT_HEADS
from thidua_tui.platform import folders, secure_files

LARGEST, MOST = 1_000_000, 200
"""Bytes of the file, and headings of a cluster: the oldest are forgotten."""
COLUMNS: tuple[str, ...] = (*dict.fromkeys((*MEANINGS, *NAMING, *STAGE_HEADS, *TEXT_HEADS)),)
"""What a column may be assigned to hold."""


def columns_file() -> Path:
    """Return the file of the assigned columns, which need not be there."""
    return folders.config() / "columns.json"


def remembered(cluster: str) -> dict[str, str]:
    """Return folded heading -> what its column holds, as it was assigned for a cluster.

    A file that cannot be read is passed over.

    Args:
        cluster: The code of the cluster.
    """
    known = _all().get(cluster, {})
    return {head: holds for head, holds in known.items() if holds in COLUMNS}


def remember(cluster: str, assigned: Mapping[str, str]) -> bool:
    """Remember what columns hold; a later assignment replaces an earlier one.

    Args:
        cluster: The code of the cluster.
        assigned: Folded heading -> what its column holds.

    Returns:
        Whether the file could be written.
    """
    every = _all()
    known = {h: holds for h, holds in every.get(cluster, {}).items() if h not in assigned}
    every[cluster] = dict([*known.items(), *assigned.items()][-MOST:])
    try:
        secure_files.replace(columns_file(), json.dumps(every, ensure_ascii=False, indent=1))
    except OSError:
        return False
    return True


def parse_columns(texts: Iterable[str]) -> dict[str, str]:
    """Return folded heading -> what its column holds, of texts such as `Tên gọi=unit`.

    Args:
        texts: The texts, each a heading and what its column holds.

    Raises:
        BadInput: `column-unclear` with the `value` and the `known` contents of columns.
    """
    found = {}
    for text in texts:
        head, _, holds = text.rpartition("=")
        if not head.strip() or holds.strip() not in COLUMNS:
            raise BadInput("column-unclear", value=plain(text), known=", ".join(COLUMNS))
        found[folded(head)] = holds.strip()
    return found


def with_remembered(asked: Asked, cluster: str) -> Asked:
    """Return what is asked, with what was assigned for the cluster before.

    Args:
        asked: What the person says of the sheet; this goes first.
        cluster: The code of the cluster.
    """
    return replace(asked, assigned={**remembered(cluster), **asked.assigned})


def _all() -> dict[str, dict[str, str]]:
    with suppress(OSError, ValueError, RecursionError):
        path = columns_file()
        if path.stat().st_size <= LARGEST:
            return msgspec.json.decode(path.read_bytes(), type=dict[str, dict[str, str]])
    return {}
