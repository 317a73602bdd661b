"""An invented cluster as data: days with their acts, each recorded on its own day, or all now.

On its own day, so that the ledger can be looked at as it was known then. What an act of the data
does not say itself (cluster, year, day, meeting) is what its day says.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeAlias

import msgspec

from events.command import Command
from events.corrections import Correct
from events.emulation_movements import LaunchMovement
from events.event import Entry, Event, Source
from events.meetings import CloseMeeting, OpenMeeting
from events.store.ledger import Circumstances, Ledger
from events.unit_commands import FoundUnit
from thidua_tui.session.samples.records import SAMPLES, command_type
from views.agenda import Agenda

MORNING, PACE = time(2, tzinfo=UTC), timedelta(minutes=2)
LISTS = ("units", "signatories")
OF_UNKNOWN_DAY = (FoundUnit, LaunchMovement)
"""What was recorded on a day and began earlier: without a day of its own, it has none."""
Fields: TypeAlias = dict[str, Any]


class Story:
    """The data of a sample and the ledger into which it is recorded.

    Args:
        name: The name of the file in `data/samples`.
        ledger: The ledger; with `days` an empty one.
        days: Whether each act is recorded on its own day; else now, as the ledger's clock says.
    """

    def __init__(self, name: str, ledger: Ledger, *, days: bool = True) -> None:
        self.data: Fields = tomllib.loads((SAMPLES / f"{name}.toml").read_text("utf-8"))
        self.now = datetime.combine(date.min, MORNING)
        self.ledger = Ledger(ledger.recorder, clock=lambda: self.now) if days else ledger
        source = Source(kind="document", title=self.data["source"])
        self.how = Circumstances(by=self.data["by"], source=source)
        self.agenda = Agenda("")
        self.recorded: dict[type[Command], list[Entry]] = {}

    def play(self) -> None:
        """Record all days in their order."""
        for day in self.data["day"]:
            self._day(day)

    def commands(self, fields: Fields, here: Fields) -> Iterable[Command]:
        """Return the commands of an act that is not named as a command of `events`.

        Args:
            fields: The act in the data.
            here: What its day says: cluster, year, on, meeting.
        """
        raise NotImplementedError(fields)

    def _day(self, day: Fields) -> None:
        self.now = datetime.combine(day["on"], MORNING)
        here = {"cluster": self.data["cluster"], "year": day["year"], "on": day["on"]}
        meeting = day.get("meeting")
        if meeting:
            items = {"agenda": day.get("agenda", ())}
            entries = self._execute(command(OpenMeeting, here, meeting | items))
            self.agenda = Agenda(meeting["meeting"])
            self.agenda.apply(entries[0])
            here["meeting"] = meeting["meeting"]
        for act in day["acts"]:
            self._act(dict(act), here)
        if meeting:
            self._execute(command(CloseMeeting, here, {}), here["meeting"])
            self.agenda = Agenda("")

    def _act(self, fields: Fields, here: Fields) -> None:
        meeting, reason = here.get("meeting", ""), fields.pop("reason", "")
        item = fields.pop("under", "")
        if "act" not in fields:
            for block in self.commands(fields, here):
                self._execute(block, meeting, reason)
            return
        wrong = fields.pop("correct", None)
        made = command(command_type(fields.pop("act")), here, self._expanded(fields))
        if wrong:
            made = _correction(self.recorded[command_type(wrong)], made)
        self._execute(made, meeting, reason, item)

    def _execute(
        self, made: Command, meeting: str = "", reason: str = "", item: str = ""
    ) -> list[Entry]:
        how = msgspec.structs.replace(self.how, meeting=meeting, reason=reason, item=item)
        entries = self.ledger.execute(made, how, item_of=self.agenda.item_of)
        for entry in entries:
            self.agenda.apply(entry)
        self.recorded[type(made)] = entries
        self.now += PACE
        return entries

    def _expanded(self, fields: Fields) -> Fields:
        """Replace lists and places that are written as text."""
        for name in LISTS:
            if isinstance(fields.get(name), str):
                fields[name] = [*self._units(fields[name])]
        if "places" in fields:
            fields["places"] = [*_places(fields["places"])]
        return fields

    def _units(self, text: str) -> list[str]:
        units: list[str] = []
        for word in text.split():
            if word.startswith("@"):
                units += self.data["rosters"][word[1:]].split()
            elif word.startswith("-"):
                units.remove(word[1:])
            else:
                units.append(word)
        return units


def command(kind: type[Command], here: Fields, fields: Fields) -> Command:
    """Return a command; what it does not say itself is what its day says.

    Args:
        kind: The type of the command.
        here: What its day says.
        fields: What it says itself.
    """
    given = {name: value for name, value in here.items() if name in kind.__struct_fields__}
    if kind in OF_UNKNOWN_DAY:
        given.pop("on", None)
    return msgspec.convert({**given, **fields}, kind)


def _places(text: str) -> Iterator[Fields]:
    """Yield the places of `a b=c d`: 1, 2, 2, 4."""
    place = 1
    for tied in text.split():
        units = tied.split("=")
        yield from ({"place": place, "unit": unit} for unit in units)
        place += len(units)


def _correction(wrong: list[Entry], instead: Command) -> Correct:
    events: list[Event] = [entry.event for entry in wrong]
    concerns = dict.fromkeys(tag for event in events for tag in event.tags())
    positions = tuple(entry.position for entry in wrong)
    return Correct(positions=positions, concerns=tuple(concerns), instead=instead)
