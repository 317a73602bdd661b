"""A world as a ledger's file: real entries through the codec, in a valid chain, quickly written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path

from events.corrections import EntriesRetracted
from events.event import Event, Source, name_of
from events.hash_chain import New, genesis
from events.store.codec import Record, encode
from events.store.sqlite import chain_rows as chain
from events.store.sqlite import schema
from tests.benchmarks.world import Typed, clusters_in, province

BY = "Thư ký"
START, PACE = datetime(2002, 1, 2, 8, tzinfo=UTC), timedelta(seconds=300)
BATCH = 2000


def build(file: Path, entries: int) -> None:
    """Make a ledger of so many entries; there is no such file yet."""
    made = file.with_suffix(".making")
    made.touch(mode=0o600)
    with closing(schema.connect(made, "write", 5.0)) as connection:
        # Whatever interrupts this leaves a file of another name, which is thrown away.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -400000")
        schema.initialise(connection)
        name = schema.name(connection)
        connection.execute("BEGIN IMMEDIATE")
        position, last = 0, genesis(name)
        told = islice(stored(province(clusters_in(entries))), entries)
        while batch := list(islice(told, BATCH)):
            position = chain.add(connection, batch, position, last)
            _, last = chain.last(connection, name)
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode = WAL")
    made.rename(file)


def stored(world: Iterator[Typed]) -> Iterator[New]:
    """Each entry as it is stored, from the first position on; an act takes five minutes or more."""
    position, at = 0, START
    for number, typed in enumerate(world):
        at = max(at + PACE, _morning(typed.fact))
        position += 1
        yield entry(typed.fact, f"{number:016x}", at, typed.meeting)
        if typed.instead:
            at += PACE
            act = f"c{number:015x}"
            gone = EntriesRetracted(
                positions=(position,),
                concerns=typed.fact.tags(),
                place=position,
                kinds=(name_of(typed.fact),),
            )
            for fact in (gone, typed.instead):
                position += 1
                yield entry(fact, act, at, typed.meeting, reason="Đọc nhầm dòng")


def _morning(fact: Event) -> datetime:
    """The morning of its day, or of New Year's Day where it has a year alone."""
    on = getattr(fact, "on", None) or date(getattr(fact, "year", START.year), 1, 1)
    return datetime(on.year, on.month, on.day, 8, tzinfo=UTC)


def entry(fact: Event, act: str, at: datetime, meeting: str = "", reason: str = "") -> New:
    """Name, tags and data of an entry, as the ledger stores them."""
    record = Record(
        source=Source(),  # the ledger says it, too
        at=at,
        by=BY,
        act=act,
        reason=reason,
        meeting=meeting,
        v=fact.version,
        event=fact,
    )
    session = (f"meeting:{meeting}",) if meeting else ()
    tags = dict.fromkeys((*fact.tags(), *session, f"act:{act}"))
    return name_of(fact), list(tags), encode(record)
