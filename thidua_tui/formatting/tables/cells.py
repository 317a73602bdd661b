"""Cells that show several fields at once, and the lines above groups of rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from events.text import plain
from thidua_tui.formatting.tables.columns import NONE, Cell, count, labelled, named, shown, votes
from thidua_tui.i18n.messages import Words
from views.names import UnitName


def stamped(row: Any, words: Words) -> str:
    """When an entry was typed, marked where the clock was set back before it."""
    at = words.instant(row.at)
    return words("time.clock.mark", at=at) if row.clock_back else at


def decision(row: Any, words: Words) -> str:
    """The decision's number, day and signer."""
    return _joined(row.number, row.decided_on, row.authority, row.signer, words=words)


def annulment(row: Any, words: Words) -> str:
    """The annulment's number, day and signer."""
    parts = (row.annulment_number, row.annulled_on, row.annulment_authority, row.annulment_signer)
    return _joined(*parts, words=words)


def _joined(*parts: object, words: Words) -> str:
    texts: Iterable[str] = (shown(part, words) for part in parts if part)
    return ", ".join(texts) or NONE


def unrecorded(field: str) -> Cell:
    """A field whose null means that it was not recorded."""

    def cell(row: Any, words: Words) -> str:
        value = getattr(row, field)
        recorded = value is not None and (value or field != "deputies")
        return shown(value, words) if recorded else words("tables.value.unrecorded")

    return cell


def places(row: Any, words: Words) -> str:
    """The places given, or that no result was adopted."""
    if not row.adopted:
        return NONE
    texts = "; ".join(f"{words.ordinal(one.place)}: {named(one, words)}" for one in row.places)
    return texts or words("tables.value.unplaced")


def honours(row: Any, words: Words) -> str:
    """Each award with its unit and state."""
    texts = (
        f"{labelled('form', one.form, words)}: {named(one, words)}"
        f" ({labelled('state', one.state, words)})"
        for one in row.awards
    )
    return "; ".join(texts) or NONE


def heads(row: Any, words: Words) -> str:
    """Who headed or acted as head."""
    acting = words.choice("role", "acting")
    texts = [named(one, words) for one in row.heads]
    texts += [f"{named(one, words)} ({acting})" for one in row.acting]
    return "; ".join(texts) or words("tables.value.unrecorded")


def signed(row: Any, words: Words) -> str:
    """Whether the compact was signed, and when."""
    if not row.compact:
        return NONE
    return shown(row.compact_on or True, words)


def minutes_state(row: Any, words: Words) -> str:
    """How far the minutes are, and how many additions wait for an approval."""
    state = labelled("minutes_state", row.state, words)
    return (
        words("minutes.state-additions", state=state, count=row.waiting) if row.waiting else state
    )


def read_out(row: Any, words: Words) -> str:
    """When the minutes were read out, and by whom."""
    return _joined(row.read_time, row.read_on, row.reader, words=words)


def approved(row: Any, words: Words) -> str:
    """When and how the minutes were approved."""
    if row.state not in ("approved", "signed"):
        return NONE
    return _joined(row.approved_time, row.approved_on, votes(row, words), words=words)


def meetings(row: Any, words: Words) -> str:
    """The days and titles of the meetings."""
    texts = (f"{shown(one.on, words)} {plain(one.title)}" for one in row.meetings)
    return "; ".join(texts) or NONE


def registered(row: Any, words: Words) -> str:
    """How many units registered, by cluster and year."""
    groups: dict[tuple[str, int], list[str]] = {}
    for one in row.registrations:
        groups.setdefault((one.cluster, one.year), []).append(named(one, words))
    texts = (f"{plain(code)} {year}: {'; '.join(names)}" for (code, year), names in groups.items())
    return " | ".join(texts) or NONE


def course(row: Any, words: Words) -> str:
    """Who joined or left in the course of the year, and when."""
    joined = words("tables.value.joined", on=row.since) if row.joined else ""
    left = words("tables.value.left", on=row.until) if row.left else ""
    return "; ".join(filter(None, (joined, left))) or NONE


def entry_sentence(row: Any, words: Words) -> str:
    """The entry in a sentence, and what took it back."""
    if row.retracted_by is None:
        sentence = plain(row.sentence)
        return words("provisional.entry", sentence=sentence) if row.provisional else sentence
    because = row.retracted_because
    return words(
        "tables.value.retracted", sentence=row.sentence, by=row.retracted_by, because=because
    )


def members(row: Any, words: Words) -> str:
    """How many belonged in the last year with a roster."""
    if row.members is None:
        return words("tables.value.unrecorded")
    return f"{row.members} ({row.members_year})"


def ending(row: Any, words: Words) -> str:
    """How and when it ended, and who carries it on."""
    if row.ending is None:
        return NONE
    how = labelled("ending", row.ending, words)
    return f"{how}, {shown(row.ended, words)}" if row.ended else how


def fingerprint(row: Any, _: Words) -> str:
    """The first hex digits of the text's SHA-256."""
    return row.sha256[:16] if row.sha256 else NONE


BY_MEETING = ("agenda", "presence")
"""Tables with a group for each meeting."""
BY_YEAR = ("quotas", "evidence", "award-counts", "deadlines", "deadline-breaches", "scores")
"""Tables whose groups are named by their year, too."""


def caption(table: str, rows: Sequence[Any], words: Words) -> str:
    """The line above a group: its cluster, its year, and how a ranking came about."""
    first = rows[0]
    if table == "unit":
        return shown((UnitName(unit=first.unit, name=rows[-1].unit_name),), words)
    if table == "operators":
        return plain(first.operator_name)
    cluster = {"name": first.cluster_name, "code": first.cluster}
    if table == "sheet":
        return _sheet(first, words)
    if table == "ranking":
        return _how(first, rows, words, cluster)
    if table == "roster":
        if not first.complete:
            known = {"named": len(rows), "count": first.count}
            return words("tables.caption.roster-partly", **cluster, year=first.year, **known)
        return words("tables.caption.roster", **cluster, year=first.year, count=len(rows))
    if table in BY_MEETING:
        title = plain(first.meeting_title)
        return words("tables.caption.meeting", **cluster, year=str(first.year), title=title)
    if not first.cluster:
        return words("tables.caption.no-cluster")
    if table in BY_YEAR and first.year:
        return words("tables.caption.year", **cluster, year=str(first.year))
    return words("tables.caption.cluster", **cluster)


def _sheet(first: Any, words: Words) -> str:
    """The unit and the year of a sheet, and who typed and read it, where it was read twice."""
    read = "; ".join(
        words(
            "scorechecks.sheet.read",
            stage=words.choice("stage", one.stage),
            first=plain(", ".join(one.first_by)),
            second=plain(one.second_by),
        )
        for one in first.read
    )
    named = {"cluster": first.cluster_name, "unit": first.unit_name}
    return words("scorechecks.sheet.caption", **named, year=str(first.year), read=read)


def _how(first: Any, rows: Sequence[Any], words: Words, cluster: dict[str, object]) -> str:
    placed = sum(row.place is not None for row in rows)
    how = words(
        f"tables.caption.{first.state}",
        **cluster,
        year=first.year,
        basis=first.basis,
        method=first.method,
        votes=count(first, words),
        on=first.on,
        placed=placed,
        count=len(rows) if first.members else None,
    )
    if not first.fingerprint:
        return how
    return f"{how}; {words('tables.caption.fingerprint', code=first.fingerprint)}"
