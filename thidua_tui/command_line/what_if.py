"""Lines tried on a copy: a score that is recorded already is replaced, and places are compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from events.corrections import effective
from events.errors import Refused
from events.event import Entry
from events.score_book.compare import Moved, moved
from events.score_book.leaf_points import check_observation
from events.score_commits import CellKey, key_of
from events.scoring import RecordScore, ScoreRecorded, scores_of
from events.text import plain
from thidua_tui.command_line.execute import command_of
from thidua_tui.command_line.initial_location import clear_cluster
from thidua_tui.command_line.parser import parse_line
from thidua_tui.command_line.script import Ran, Script
from thidua_tui.formatting.sentences.moved_units import moved_line
from thidua_tui.i18n.messages import Words
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session, in_place_of
from views.place_reasons import PlaceReasons, YearReasons

REASON = "–"
"""The reason of a replacement in a copy, which is thrown away."""


class TriedScript(Script):
    """Lines on a copy of a ledger: `điểm` also replaces a score that is recorded already.

    After the result was adopted, scores are frozen: there they are tried over the sheet alone.
    """

    def __init__(self, session: Session, name: str, here: Location, words: Words) -> None:
        super().__init__(session, name, here, words)
        self.over: dict[tuple[str, int], list[ScoreRecorded]] = {}

    def _line(self, number: int, text: str) -> Ran | None:
        """Carry one line out; a recorded score is corrected by it."""
        try:
            return super()._line(number, text)
        except Refused as refused:
            if refused.code not in ("score-recorded", "scores-frozen"):
                raise
            filled = refused
        ground = self.ground()
        line = clear_cluster(parse_line(text, ground, self.directives.source), ground)
        command = command_of(line)
        if isinstance(command, RecordScore) and filled.code == "scores-frozen":
            self._over(command)
            return Ran(number=number, text=text)
        if not isinstance(command, RecordScore) or (wrong := self._recorded(command)) is None:
            raise filled
        if isinstance(wrong.event, ScoreRecorded) and _same(wrong.event, command):
            return None
        entries = self.session.do(in_place_of((wrong,), command), reason=REASON)
        return Ran(number=number, text=text, entries=tuple(entries))

    def _over(self, command: RecordScore) -> None:
        """Try a frozen score over the sheet, if it fits its line of the book."""
        year = self.session.see(PlaceReasons(command.cluster, command.year))
        reasons = year.reasons(command.cluster, command.year)
        if reasons is None:
            raise Refused("no-rules", year=command.year)
        score = command.fact(ScoreRecorded, book=len(reasons.issued))
        node = reasons.nodes.get(command.criterion)
        if node is None or node.criteria:
            raise Refused("unknown-criterion", criterion=command.criterion)
        if score.seen is not None:
            check_observation(node, score.seen)
        self.over.setdefault((command.cluster, command.year), []).append(score)

    def _recorded(self, command: RecordScore) -> Entry | None:
        """Return the entry of the cell that a command is about."""
        key = CellKey(command.unit, command.criterion, command.stage, command.scorer or "")
        of_year = effective(self.session.ledger.read(scores_of(command.cluster, command.year)))
        return next((entry for entry in of_year if _cell(entry) == key), None)


def _cell(entry: Entry) -> CellKey | None:
    return key_of(entry.event) if isinstance(entry.event, ScoreRecorded) else None


def _same(score: ScoreRecorded, command: RecordScore) -> bool:
    return (score.points, score.observed) == (command.points, command.observed)


class MovedYear(Struct, frozen=True, kw_only=True):
    """A cluster-year before and after, and the units whose total or place moves."""

    before: YearReasons | None
    after: YearReasons
    units: tuple[Moved, ...]


def years_of(session: Session) -> dict[tuple[str, int], YearReasons]:
    """Return what the places of each cluster-year with a rule book follow from.

    Args:
        session: A session at a ledger.
    """
    view = session.see(PlaceReasons())
    found = {key: view.reasons(*key) for key in view.years}
    return {key: year for key, year in found.items() if year is not None}


def moved_years(
    before: dict[tuple[str, int], YearReasons],
    after: dict[tuple[str, int], YearReasons],
    over: Mapping[tuple[str, int], Sequence[ScoreRecorded]] | None = None,
) -> Iterator[MovedYear]:
    """Yield the cluster-years in which a total or a place by the points moved.

    Args:
        before: The years before the lines.
        after: The years after them.
        over: Cluster and year -> scores that are tried over its sheet.
    """
    for key, year in after.items():
        was, board = before.get(key), year.board()
        for score in (over or {}).get(key, ()):
            board.put(key_of(score), score)
        units = moved(was.outcome if was else ((), {}), year.ordered(board))
        if units:
            yield MovedYear(before=was, after=year, units=units)


def moved_lines(year: MovedYear, words: Words) -> Iterator[str]:
    """Yield the units of a year that moved: places and totals before → after.

    Args:
        year: A cluster-year that moved.
        words: The words of the chosen language.
    """
    of = year.after
    cluster = plain(of.names.cluster(of.cluster, of.year))
    yield words("placereasons.what-if.year", cluster=cluster, year=str(of.year))
    if of.state == "adopted":
        yield f"  {words('placereasons.what-if.by-points')}"
    yield from (f"  {moved_line(one, of.name(one.unit), words)}" for one in year.units)
