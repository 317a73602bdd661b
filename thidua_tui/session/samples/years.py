"""Six years of an invented cluster, to show every page filled; its data is `years.toml`.

Nothing in it happened: the name of the cluster and the source of every entry say so. Each act is
recorded on its own day, so that the ledger can also be looked at as it was known in those years.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import msgspec

from events.command import Command
from events.corrections import Correct
from events.emulation_movements import LaunchMovement
from events.event import Entry, Event, Source
from events.meetings import CloseMeeting, OpenMeeting
from events.rule_book import Criterion, IssueRules
from events.scoring import RecordScores, Scored
from events.store.ledger import Circumstances, Ledger
from events.unit_commands import FoundUnit
from thidua_tui.session.samples.records import SAMPLES, command_type

CLUSTER = "mau"
PROVISIONAL = 2024
"""The year whose scores are not complete and whose result is not adopted."""
MORNING, PACE = time(2, tzinfo=UTC), timedelta(minutes=2)
LISTS = ("units", "signatories")
OF_UNKNOWN_DAY = (FoundUnit, LaunchMovement)
"""What was recorded on a day and began earlier: without a day of its own, it has none."""
Fields = dict[str, Any]


def play(ledger: Ledger) -> None:
    """Record the six years into an empty ledger, each act on its day."""
    data = tomllib.loads((SAMPLES / "years.toml").read_text("utf-8"))
    story = _Story(data, ledger)
    for day in data["day"]:
        story.record(day)


class _Story:
    """The data of the sample and the ledger into which it is recorded."""

    def __init__(self, data: Fields, ledger: Ledger) -> None:
        self.data = data
        self.now = datetime.combine(date.min, MORNING)
        self.ledger = Ledger(ledger.recorder, clock=lambda: self.now)
        self.how = Circumstances(
            by=data["by"], source=Source(kind="document", title=data["source"])
        )
        self.recorded: dict[type[Command], list[Entry]] = {}

    def record(self, day: Fields) -> None:
        """Record the acts of a day, inside its meeting where it has one."""
        self.now = datetime.combine(day["on"], MORNING)
        here = {"cluster": self.data["cluster"], "year": day["year"], "on": day["on"]}
        meeting = day.get("meeting")
        if meeting:
            self._execute(_command(OpenMeeting, here, meeting))
            here["meeting"] = meeting["meeting"]
        for act in day["acts"]:
            self._act(dict(act), here)
        if meeting:
            self._execute(_command(CloseMeeting, here, {}), here["meeting"])

    def _act(self, fields: Fields, here: Fields) -> None:
        meeting = here.get("meeting", "")
        if "rules" in fields:
            self._execute(self._rules(fields["rules"], here), meeting)
        elif "scores" in fields:
            for block in self._scores(fields["scores"], here):
                self._execute(block, meeting)
        else:
            wrong, reason = fields.pop("correct", None), fields.pop("reason", "")
            command = _command(command_type(fields.pop("act")), here, self._expanded(fields))
            if wrong:
                command = _correction(self.recorded[command_type(wrong)], command)
            self._execute(command, meeting, reason)

    def _execute(self, command: Command, meeting: str = "", reason: str = "") -> None:
        how = msgspec.structs.replace(self.how, meeting=meeting, reason=reason)
        self.recorded[type(command)] = self.ledger.execute(command, how)
        self.now += PACE

    def _expanded(self, fields: Fields) -> Fields:
        """Replace lists and places that are written as text."""
        for name in LISTS:
            if name in fields:
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

    def _rules(self, document: str, here: Fields) -> IssueRules:
        maxima = self.data["points"][str(here["year"])]["maxima"].split()
        lines = zip(self.data["criteria"].items(), maxima, strict=True)
        criteria = [
            msgspec.convert({"code": code, "name": name, "max_points": most}, Criterion)
            for (code, name), most in lines
        ]
        return IssueRules(**here, document=document, criteria=tuple(criteria))

    def _scores(self, stage: str, here: Fields) -> Iterator[RecordScores]:
        """Yield the sheet of one stage, unit by unit; what is not filled yet is left out."""
        for unit, line in self.data["points"][str(here["year"])].items():
            if unit == "maxima":
                continue
            cells = zip(self.data["criteria"], line.split(), strict=True)
            points = ((code, *cell.partition("/")[::2]) for code, cell in cells)
            given = [(code, own or ours if stage == "self" else ours) for code, ours, own in points]
            scored = [
                msgspec.convert({"unit": unit, "criterion": code, "points": value}, Scored)
                for code, value in given
                if value != "-"
            ]
            year = {name: here[name] for name in ("cluster", "year")}
            yield msgspec.convert({**year, "stage": stage, "cells": scored}, RecordScores)


def _command(kind: type[Command], here: Fields, fields: Fields) -> Command:
    """Make a command; what it does not say itself is what its day says."""
    given = {name: value for name, value in here.items() if name in kind.__struct_fields__}
    if kind.__name__ in (
        "FoundUnit",
        "LaunchMovement",
    ):  # without a day of their own, it is unknown
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
