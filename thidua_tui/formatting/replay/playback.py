"""A replay as a machine without a clock: its position, whether it runs, how long it waits next.

The caller asks `wait` for the seconds until the next moment and calls `tick` when they are
over; so a test turns it by hand. Nothing here draws or sleeps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from msgspec import Struct

from events.event import Entry
from views.leadership import LeaderRow
from views.names import Names
from views.replay import Axis, Moment, Replay

SPEEDS = (0.5, 1.0, 2.0, 4.0, 8.0)
DECISION, MONTH = 3.0, 0.15
"""Seconds that a decision and a month without any stay on the screen, at speed 1."""


class Frame(Struct, frozen=True, kw_only=True):
    """A moment with everything that is seen of it."""

    moment: Moment
    rows: tuple[LeaderRow, ...]

    @property
    def decided(self) -> tuple[Entry, ...]:
        """What was decided at this moment; nothing where only time passed."""
        return self.moment.entries

    @property
    def leading(self) -> LeaderRow | None:
        """Who leads now, or the vacancy; none where no leader is recorded for this year."""
        year = self.moment.year
        led = [r for r in self.rows if r.year == year and r.role != "deputy"]
        return led[-1] if led else None

    @property
    def deputies(self) -> tuple[LeaderRow, ...]:
        """Who are deputies now."""
        of_year = (row for row in self.rows if row.year == self.moment.year)
        return tuple(row for row in of_year if row.role == "deputy" and not row.over)


def frames(replay: Replay) -> tuple[Frame, ...]:
    """The frames of a replay that was folded; rows are made once for all months in a row."""
    made: dict[int, tuple[LeaderRow, ...]] = {}
    found = []
    for moment in replay.moments():
        if moment.count not in made:
            made[moment.count] = replay.rows(moment)
        found.append(Frame(moment=moment, rows=made[moment.count]))
    return tuple(found)


def whole(frames: Sequence[Frame]) -> tuple[LeaderRow, ...]:
    """Every row that is seen at some moment, once a year, role and unit; in the order of time."""
    rows = {(r.year, r.role, r.unit): r for frame in frames for r in frame.rows}
    return tuple(sorted(rows.values(), key=lambda row: row.year))


@dataclass(frozen=True)
class Film:
    """The frames of a replay, along one axis, and all rows that will be seen."""

    replay: Replay
    frames: tuple[Frame, ...]
    rows: tuple[LeaderRow, ...]
    names: Names

    def at(self, moment: Moment | None) -> int:
        """The frame of a moment of another film, else the last one before it."""
        if moment is None:
            return 0
        position = (moment.day, moment.count)
        gone = [f for f in self.frames if (f.moment.day, f.moment.count) <= position]
        return max(0, len(gone) - 1)


@dataclass(frozen=True)
class Playback:
    """The position in a replay of so many moments; each action returns a new value.

    `stops` says that it stops by itself at every decision; `passing` is how many seconds a moment
    without one stays at speed 1.
    """

    decided: tuple[bool, ...]
    at: int = 0
    playing: bool = True
    stops: bool = False
    pace: int = 1
    axis: Axis = "true"
    passing: float = MONTH

    @property
    def speed(self) -> float:
        """How many times as fast as the ordinary."""
        return SPEEDS[self.pace]

    @property
    def last(self) -> bool:
        """Whether nothing comes after."""
        return self.at >= len(self.decided) - 1

    @property
    def wait(self) -> float | None:
        """Seconds until the next moment; None while it is paused."""
        if not self.playing or self.last:
            return None
        return (DECISION if self.decided[self.at] else self.passing) / self.speed

    def tick(self) -> Playback:
        """Advance to the next moment; stop at the end, and at a decision if `stops` is set."""
        if not self.playing or self.last:
            return replace(self, playing=False)
        there = replace(self, at=self.at + 1)
        halt = there.last or (there.stops and there.decided[there.at])
        return replace(there, playing=not halt)

    def toggled(self) -> Playback:
        """Run or pause; at the end, run again from the beginning."""
        if not self.playing and self.last:
            return replace(self, at=0, playing=len(self.decided) > 1)
        return replace(self, playing=not self.playing)

    def stepped(self, by: int) -> Playback:
        """Go to the next decision before or after; without any, to that end."""
        spots = [at for at, is_one in enumerate(self.decided) if is_one]
        ends = (0, max(0, len(self.decided) - 1))
        if by < 0:
            at = max((spot for spot in spots if spot < self.at), default=ends[0])
        else:
            at = min((spot for spot in spots if spot > self.at), default=ends[1])
        return replace(self, at=at, playing=False)

    def paced(self, by: int) -> Playback:
        """Faster or slower, within what there is."""
        return replace(self, pace=max(0, min(len(SPEEDS) - 1, self.pace + by)))

    def halting(self) -> Playback:
        """Stop at decisions from now on, or no longer."""
        return replace(self, stops=not self.stops)
