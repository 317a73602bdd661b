"""Sample ledgers as data: `data/samples/*.toml` holds a record for each source, and its acts."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from pkgutil import resolve_name
from typing import Any, NamedTuple

import msgspec

from events.command import Command
from events.event import Source
from events.meetings import OpenMeeting
from events.store.ledger import Circumstances, Ledger

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
BY = "Thư ký"


class Record(NamedTuple):
    """An article and its acts; `meeting` is the meeting that it reports, or empty."""

    code: str
    article: str
    acts: tuple[Command, ...]
    on: date | None = None
    meeting: str = ""

    @property
    def source(self) -> Source:
        """The newspaper, as the source of every act."""
        return Source(kind="newspaper", title=self.article, on=self.on)


def read_records(name: str) -> tuple[Record, ...]:
    """Read the records of a file, in their order."""
    data = tomllib.loads((SAMPLES / f"{name}.toml").read_text("utf-8"))
    return tuple(
        Record(**{**one, "acts": tuple(map(_command, one["acts"]))}) for one in data["record"]
    )


def command_type(name: str) -> type[Command]:
    """Return the command that is named as `module:class` of `events`."""
    found: type[Command] = resolve_name(f"events.{name}")
    return found


def _command(fields: dict[str, Any]) -> Command:
    return msgspec.convert(fields, command_type(fields.pop("act")))


def execute(record: Record, ledger: Ledger) -> None:
    """Execute the acts of a record; what follows the opening of its meeting belongs to it."""
    meeting = ""
    for command in record.acts:
        ledger.execute(command, Circumstances(by=BY, source=record.source, meeting=meeting))
        if isinstance(command, OpenMeeting):
            meeting = record.meeting
