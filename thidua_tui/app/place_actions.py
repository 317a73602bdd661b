"""Why a unit has its place: from a page, from a table, from the grid."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from thidua_tui.app import lazy
from thidua_tui.screens.shell import Shell

if TYPE_CHECKING:
    from events.score_commits import CellKey
    from thidua_tui.screens.trial import Thrown, TrialEnd
    from views.place_reasons import YearReasons


class PlaceActions(Shell):
    """The unit whose place is explained is the one under the cursor."""

    thrown_trials: dict[tuple[str, int], Thrown]
    """Cluster and year -> the trial that was thrown away last, until the program ends."""

    async def do_why_place(self) -> None:
        """Explain the place of the unit under the cursor."""
        screen: Any = self.screen
        if self.place == "grid":
            at = screen.at()
            there = {"unit": at[0]} if at else {}
        else:
            row = self.page_choice()
            fields = ("cluster", "year", "unit")
            there = {name: value for name in fields if (value := getattr(row, name, None))}
        if "unit" not in there:
            self.say(self.words("placereasons.page.no-ranking"))
            return
        self.here = lazy.structs.replace(self.here, **there)
        await self.go("why")

    async def do_replay_year(self) -> None:
        """Replay the year and its meetings."""
        await self.go("course")

    async def do_trial(self) -> None:
        """Try other scores of the unit whose place is explained."""
        screen: Any = self.screen
        if self.place != "why" or screen.reasons is None:
            self.say(self.words("placereasons.trial.no-book"))
            return
        await self._open_trial(screen.reasons, self.here.unit or "", screen.leaf())

    async def do_try_scores(self) -> None:
        """Try other scores of the cell under the cursor of the grid."""
        screen: Any = self.screen
        at = screen.at()
        reasons = await asyncio.to_thread(self._reasons)
        if reasons is None or not reasons.units or at is None:
            self.say(self.words("placereasons.trial.no-book"))
            return
        await self._open_trial(reasons, at[0], at[1].code)

    def _reasons(self) -> YearReasons | None:
        """Fold the year of the location; may take long."""
        if self.session is None:
            return None
        return lazy.place_reasons.gather_reasons(self.session, self.here)

    async def _open_trial(self, reasons: YearReasons, unit: str, leaf: str | None) -> None:
        key = (reasons.cluster, reasons.year)
        thrown = self.thrown_trials.pop(key, {})
        trial = lazy.trial.Trial(reasons, self.words, unit, leaf, thrown)
        await self.push_screen(trial, partial(self._trial_ended, key))

    def _trial_ended(self, key: tuple[str, int], end: TrialEnd | None) -> None:
        """Say that the trial was thrown away, or stage what was tried in the grid."""
        if end is None:
            return
        if end.staged:
            self.call_later(self._stage, end.staged)
        elif end.thrown:
            self.thrown_trials[key] = end.thrown
            self.say(self.words("placereasons.trial.gone", count=str(len(end.thrown))))

    async def _stage(self, texts: Mapping[CellKey, str]) -> None:
        """Stage texts in the grid in front, else in a grid that is opened for them."""
        grid: Any = self.screen
        if self.place != "grid":
            if self.session is None:
                return
            stage = next(iter(texts)).stage
            grid = lazy.score_faces.ScoreFaces(self.session, self.here, self.words, stage)
            await self.push_screen(grid)
        if why := grid.why_not():
            self.say(why)
            return
        for cell, text in texts.items():
            lazy.score_grid_staging.stage(grid, cell, text)
        lazy.score_grid_staging.keep(grid, "")
        grid.redraw()
        self.say(self.words("placereasons.trial.staged", count=str(len(texts))))
