"""The rows of the members of a year: columns by width, their heads, one or two lines a unit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from rich.cells import cell_len
from textual.content import Content

from events.collation import sort_key
from events.text import plain
from thidua_tui.formatting.sentences.disagreements import SIGN, open_ones, values
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.year_facts import Member, YearFacts, is_disputed
from thidua_tui.widgets import styled_text
from thidua_tui.widgets.meaning import PLACE_STYLES, award_text, place_text

COLUMNS = ("number", "unit", "role", "place", "rise", "years", "points", "bar", "awards")
RIGHT = frozenset({0, 6})
ORDERS = {"number": "roster", "unit": "name", "place": "place", "points": "points"}
"""Column -> the order of rows that a click on its head chooses."""
LONGEST_ROLE, FULL = 18, 44
"""Cells of a role; cells of the awards from which on their full names are shown."""
BAR, MOST_YEARS = 8, 8
EIGHTHS_UP, EIGHTHS_ON, NO_PLACE = "▁▂▃▄▅▆▇█", " ▏▎▍▌▋▊▉█", "·"
YEAR_CELLS = 3
"""Cells of a year where the places are written below their bars."""
RISES = {True: "$success", False: "$warning"}


def ordered(members: Sequence[Member], order: str) -> tuple[Member, ...]:
    """Return the members in an order: `roster`, `place`, `points` or `name`.

    Without a place or points they come last, in the order of the roster.
    """
    keys: dict[str, Callable[[Member], object]] = {
        "place": lambda m: (m.place is None, m.place or 0),
        "points": lambda m: (m.points is None, -(m.points or Decimal())),
        "name": lambda m: sort_key(m.name),
    }
    key = keys.get(order)
    return tuple(sorted(members, key=key)) if key else tuple(members)  # type: ignore[arg-type]  # each key compares with its like


@dataclass(frozen=True)
class MemberRows:
    """How the members of a year are written; `tall` is the number of lines of a row."""

    facts: YearFacts
    words: Words
    order: str = "roster"
    tall: int = 1
    _known: dict[int, tuple[int, ...]] = field(default_factory=dict, compare=False)

    def widths(self, total: int) -> tuple[int, ...]:
        """Return the width of each column within a total; 0 leaves a column out."""
        if total not in self._known:
            self._known[total] = self._shared(total)
        return self._known[total]

    def _shared(self, total: int) -> tuple[int, ...]:
        members, facts = self.facts.members, self.facts
        names = [self.name(member).cell_length for member in members]
        roles = [cell_len(self.role(member)) for member in members]
        role = 0 if self.tall > 1 else min(LONGEST_ROLE, max([*roles, len(self.head("role"))]))
        rises = [cell_len(self.rise(member).plain) for member in members]
        points = 7 if facts.scored else 0
        bar = BAR if facts.scored and facts.maximum else 0
        if self.tall > 1:
            points, bar = max(points, bar), 0
        place = max(
            [*(self.place(member).cell_length for member in members), len(self.head("place"))]
        )
        rise = 0 if self.tall > 1 else max([0, *rises])
        wanted = (
            max(2, len(str(len(members)))),
            max([*names, len(self.head("unit"))]),
            role,
            place,
            rise,
            self.years_width(),
            points,
            bar,
            48,
        )
        least = (2, 24, role, place, 0, 0, min(6, points), 0, self._least_awards())
        return styled_text.share(total, wanted, least)

    def _least_awards(self) -> int:
        """The signs and short names of two awards, or what there is."""
        shown = [self.awards(member, 0).cell_length for member in self.facts.members]
        return min(20, max([*shown, len(self.head("awards"))]))

    def years_width(self) -> int:
        """Return the cells of the places over the years; 0 where only this year is known."""
        years = self.years()
        return max(len(years) * (YEAR_CELLS if self.tall > 1 else 1), 7) if years else 0

    def years(self) -> range:
        """Return the latest years in which a place is known; empty where it is this one alone."""
        known = self.facts.years_placed
        return known[-MOST_YEARS:] if len(known) > 1 else range(0)

    def head(self, column: str) -> str:
        """Return the head of a column."""
        if column == "years":
            years = self.years()
            return f"{years[0]}–{years[-1] % 100:02}" if years else ""
        return self.words.find(f"year.head.{column}") or ""

    def heads(self, total: int) -> tuple[Content, list[tuple[int, int, str]]]:
        """Return the line of heads, and which order is chosen from which cell to which."""
        cells, spans, at = [], [], 0
        widths = self.widths(total)
        for column, width in zip(COLUMNS, widths, strict=True):
            order = ORDERS.get(column)
            head = Content(self.head(column))
            if order and order == self.order:
                head = (head if head.cell_length < width else Content("")) + Content("▾")
            if column == "unit":
                head += self._disputed_members()
            cells.append(head)
            if width:
                if order:
                    spans.append((at, at + width, order))
                at += width + 2
        return styled_text.row(cells, widths, RIGHT), spans

    def _disputed_members(self) -> Content:
        found = [r for r in open_ones(self.facts.disputes) if r.topic == "members" and not r.unit]
        return Content.styled(f" {SIGN} {values(found)}" if found else "", "bold $warning")

    def row(self, member: Member, total: int) -> Content:
        """Return the lines of a member."""
        widths = self.widths(total)
        awards = self.awards(member, widths[8]) + self.differs(member, "awards")
        cells = [
            Content.styled(str(member.number), "dim"),
            self.name(member) + self.differs(member, "unit"),
            Content.styled(self.role(member), _role_style(member)) + self.differs(member, "role"),
            self.place(member) + self.differs(member, "place"),
            self.rise(member),
            self._bars(member),
            self.words.number(member.points) if member.points is not None else "",
            self.bar(member),
            awards,
        ]
        if self.tall == 1:
            return styled_text.row(cells, widths, RIGHT)
        cells[8], more = self._two_lines(member, widths[8])
        first = styled_text.row(cells, widths, RIGHT)
        below: list[styled_text.Cell] = [
            "",
            cells[2],
            "",
            cells[4],
            "",
            self._places(member),
            cells[7],
            "",
            more,
        ]
        return first + Content("\n") + styled_text.row(below, widths, frozenset())

    def _two_lines(self, member: Member, width: int) -> tuple[Content, Content]:
        """The awards by their full names on the lines of a row, by short ones if that is needed."""
        full = [self.award(*one, full=True) for one in member.awards]
        differs = self.differs(member, "awards")
        if len(full) <= 2 and all(text.cell_length + differs.cell_length <= width for text in full):
            first, second, *_ = [*full, Content(""), Content("")]
            return first + differs, second
        return self.awards(member, width) + differs, Content("")

    def differs(self, member: Member, column: str) -> Content:
        """Return a sign where sources differ on a cell."""
        gap = "" if column == "place" else " "  # a place fills its column
        known = is_disputed(self.facts.disputes, member.unit, column)
        return Content.styled(f"{gap}{SIGN}" if known else "", "bold $warning")

    def name(self, member: Member) -> Content:
        """Return the name of that year, whether it came, left or withdrew, and its successor."""
        name = Content(plain(member.name))
        others = {
            "joined": (member.joined, member.since),
            "left": (member.left, member.until),
            "withdrew": (member.withdrew, None),
        }
        for key, (there, on) in others.items():
            if there:
                name += Content.styled(f" ({self.words(f'screen.year.{key}', on=on)})", "dim")
        if member.now:
            name += Content.styled(f" → {plain(member.now)}", "dim")
        return name

    def role(self, member: Member) -> str:
        """Return the role in words; nothing for a plain member."""
        if not member.role:
            return ""
        rank = f" {member.rank}" if member.rank else ""
        return self.words(f"screen.role.{member.role}") + rank

    @property
    def adopted(self) -> bool:
        """Whether the places are those of an adopted result."""
        return self.facts.result.state == "adopted"

    def place(self, member: Member) -> Content:
        """Return the place, whether it is shared, and whether it is only provisional."""
        return place_text(member.place, self.words, tied=member.tied, adopted=self.adopted)

    def rise(self, member: Member) -> Content:
        """Return by how many places it rose or fell since the year before."""
        change = member.rise(self.facts.year)
        if change is None:
            return Content("")
        if not change:
            return Content.styled(self.words("year.trend.same"), "dim")
        way = "up" if change > 0 else "down"
        text = self.words(f"year.trend.{way}", count=str(abs(change)))
        return Content.styled(text, RISES[change > 0])

    def places(self, member: Member) -> list[tuple[int | None, int | None]]:
        """Return the place and the number of members of each of the years shown."""
        found = [member.history.get(year) for year in self.years()[:-1]]
        earlier = [(one.place, one.members) if one else (None, None) for one in found]
        return [*earlier, (member.place, len(self.facts.members))]

    def _bars(self, member: Member) -> Content:
        """The places as bars: the best is tallest, a year without a place is a gap."""
        cells = YEAR_CELLS if self.tall > 1 else 1
        parts = [
            (_bar_of(place, of) * max(1, cells - 1), self._year_style(at, place))
            for at, (place, of) in enumerate(self.places(member))
        ]
        gap = Content(" " * (cells - max(1, cells - 1)))
        return gap.join([Content.styled(*part) for part in parts]) if self.years() else Content("")

    def _places(self, member: Member) -> Content:
        """The places in numbers, each below its bar."""
        if not self.years():
            return Content("")
        return Content("").join(
            Content.styled(str(place or "").ljust(YEAR_CELLS), self._year_style(at, place))
            for at, (place, _) in enumerate(self.places(member))
        )

    def _year_style(self, at: int, place: int | None) -> str:
        if place is None:
            return "dim"
        now = at == len(self.years()) - 1
        if now and not self.adopted:
            return "$provisional"
        return PLACE_STYLES.get(place, "").removeprefix("bold ")

    def bar(self, member: Member) -> Content:
        """Return the points as a bar of the most that the rule book gives."""
        most = self.facts.maximum
        if member.points is None or not most or most <= 0:
            return Content("")
        eighths = round(8 * BAR * min(Decimal(1), max(Decimal(0), member.points / most)))
        whole, part = divmod(int(eighths), 8)
        text = EIGHTHS_ON[8] * whole + (EIGHTHS_ON[part] if part else "")
        return Content.styled(text, "$secondary" if self.adopted else "$provisional")

    def awards(self, member: Member, width: int) -> Content:
        """Return the awards with the signs of their states, by full or short names."""
        for full in (True, False) if width >= FULL else (False,):
            awards = [self.award(*one, full=full) for one in member.awards]
            text = Content("; ").join(awards) if awards else Content("")
            if text.cell_length <= width:
                break
        return text

    def award(self, form: str, state: str, *, full: bool) -> Content:
        """Return an award by its full or short name behind the sign of its state."""
        name = None if full else self.words.find(f"screen.award-short.{form}")
        return award_text(name or self.words.choice("form", form), state)


def _role_style(member: Member) -> str:
    return "bold $primary" if member.role == "head" else ""


def _bar_of(place: int | None, members: int | None) -> str:
    if not place:
        return NO_PLACE
    of = max(members or place, place)
    return EIGHTHS_UP[round(7 * (of - place) / (of - 1)) if of > 1 else 7]
