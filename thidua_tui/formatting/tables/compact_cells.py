"""Cells of movements and compacts: results of units, ends, signatures, files of the text."""

from __future__ import annotations

from typing import Any

from events.text import plain
from thidua_tui.formatting.tables.columns import NONE, named
from thidua_tui.i18n.messages import Words


def results(row: Any, words: Words) -> str:
    """The results of the units, by cluster and year."""
    groups: dict[tuple[str, int], list[str]] = {}
    for one in row.results:
        number = "" if one.amount is None else words.amount(one.amount)
        amount = f"{number} {plain(one.measure)}" if number else ""
        parts = ", ".join(filter(None, (plain(one.text), amount.strip())))
        groups.setdefault((one.cluster, one.year), []).append(f"{named(one, words)}: {parts}")
    texts = (f"{plain(code)} {year}: {'; '.join(parts)}" for (code, year), parts in groups.items())
    return " | ".join(texts) or NONE


def movement_end(row: Any, words: Words) -> str:
    """Whether and when it was concluded, and what it led to."""
    if not row.ended:
        return NONE
    summary = plain(row.summary.replace("\n", " "))
    return words("targets.movement-ended", on=row.ended_on, summary=summary)


def signatures(row: Any, words: Words) -> str:
    """Who signed for which unit, and when."""
    return "; ".join(signature(one, words) for one in row.signatures) or NONE


def signature(one: Any, words: Words) -> str:
    """A unit, who signed for it, and when.

    Args:
        one: A `Signature` of `views.compacts`.
        words: The words of the chosen language.
    """
    facts = {
        "person": plain(one.person),
        "office": plain(one.office),
        "time": one.time,
        "on": one.on,
    }
    return words("targets.signature", unit=named(one, words), **facts)


def files(row: Any, _words: Words) -> str:
    """The files of the text, with the first hex digits of their SHA-256."""
    return "; ".join(f"{plain(one.name)} ({one.sha256[:16]})" for one in row.texts) or NONE
