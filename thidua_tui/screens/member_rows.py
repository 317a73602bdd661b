"""The rows of the members of a year: columns by width, their heads, one or two lines a unit."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from rich.cells import cell_len
from textual.content import Content

from events.text import plain
from thidua_tui.formatting.pictures.small_bars import share_bar
from thidua_tui.formatting.sentences.award_forms import form_short
from thidua_tui.formatting.sentences.disagreements import SIGN, unsettled, values
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.member_order import ORDERS
from thidua_tui.screens.places_over_years import PlacesOverYears
from thidua_tui.screens.year_facts import Member, YearFacts, is_disputed
from thidua_tui.widgets import styled_text
from thidua_tui.widgets.meaning import award_text, place_text

COLUMNS = ("number", "unit", "role", "place", "rise", "years", "points", "bar", "awards")
RIGHT = frozenset({0, 6})
LONGEST_ROLE, LEAST_AWARDS, LONGEST_AWARDS, FULL = 18, (16, 30), 48, 44
"""Cells of a role; of the awards: least, most, and from which on their full names are shown."""
BAR = 8
"""Cells of the points as a bar."""
ROOMY = 84
"""From so many cells on, a long name gives way to the places over the years."""
RISES = {True: "$success", False: "$warning"}


APART = ("held", "knocked-out", "dissolved")
"""States of units without a place that are written behind their names."""


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
        members = self.facts.members
        head = len(self.head("unit")) + 1 + self._disputed_members().cell_length
        names = [(self.name(member).cell_length, cell_len(member.short)) for member in members]
        widths = self._share(total, max([head, *(full for full, _ in names)]))
        room = widths[1]
        shown = [short if full > room and short else full for full, short in names]
        return self._share(total, max([head, *shown]))  # a short name leaves room to the rest

    def _share(self, total: int, name: int) -> tuple[int, ...]:
        members, roomy = self.facts.members, total >= ROOMY
        awards = max([self._award_cells(member, roomy) for member in members], default=0)
        role, rise, bar = self._role_cells(), self._rise_cells(), self._bar_cells()
        place, points = self._place_cells(), self._point_cells()
        number, years = max(2, len(str(len(members)))), self.years.cells
        wanted = (number, name, role, place, rise, years, points, bar, LONGEST_AWARDS)
        least = (
            *(number, 24, role, place, rise if roomy else 0),
            *(years if roomy else 0, points, 0, max(awards, len(self.head("awards")))),
        )
        return styled_text.share(total, wanted, least)

    def _award_cells(self, member: Member, roomy: bool) -> int:
        """The cells of the awards by their short names, as far as they are reserved."""
        if self.tall == 1:
            return min(LEAST_AWARDS[roomy], self.awards(member, 0).cell_length)
        cells = [self.award(*one, full=False).cell_length for one in member.awards]
        return max(cells, default=0)

    def _role_cells(self) -> int:
        """The cells of a role; in rows of two lines it is below the name."""
        roles = [cell_len(self.role(member)) for member in self.facts.members]
        longest = max([*roles, len(self.head("role"))])
        return 0 if self.tall > 1 else min(LONGEST_ROLE, longest)

    def _place_cells(self) -> int:
        places = (self.place(member).cell_length for member in self.facts.members)
        return max([*places, len(self.head("place")) + 1])

    def _rise_cells(self) -> int:
        """The cells of a rise; in rows of two lines it is below the place."""
        rises = [self.rise(member).cell_length for member in self.facts.members]
        return 0 if self.tall > 1 else max([0, *rises])

    def _point_cells(self) -> int:
        if not self.facts.scored:
            return 0
        points = [cell_len(self.points(member)) for member in self.facts.members]
        return max([*points, len(self.head("points")) + 1])

    def _bar_cells(self) -> int:
        """The cells of a bar; in rows of two lines it is below the points, and as wide."""
        return BAR if self.facts.scored and self.facts.maximum and self.tall == 1 else 0

    @cached_property
    def years(self) -> PlacesOverYears:
        """The places over the years."""
        return PlacesOverYears(self.facts, numbered=self.tall > 1)

    def head(self, column: str) -> str:
        """Return the head of a column."""
        if column == "years":
            return self.years.head
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
        found = [r for r in unsettled(self.facts.disputes) if r.topic == "members" and not r.unit]
        return Content.styled(f" {SIGN} {values(found)}" if found else "", "bold $warning")

    def row(self, member: Member, total: int) -> Content:
        """Return the lines of a member."""
        widths = self.widths(total)
        awards = self.awards(member, widths[8]) + self.differs(member, "awards")
        cells: list[styled_text.Cell] = [
            Content.styled(str(member.number), "dim"),
            self._fitting_name(member, widths[1]),
            Content.styled(self.role(member), _role_style(member)) + self.differs(member, "role"),
            self.place(member) + self.differs(member, "place"),
            self.rise(member),
            self.years.bars(member),
            self.points(member),
            self.bar(member, widths[7] or widths[6]),
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
            self.years.numbers(member),
            cells[7],
            "",
            more,
        ]
        return first + Content("\n") + styled_text.row(below, widths, frozenset())

    def _two_lines(self, member: Member, width: int) -> tuple[Content, Content]:
        """The awards on the lines of a row, by their full names where these fit."""
        differs = self.differs(member, "awards")
        if len(member.awards) > 2:
            return self.awards(member, width) + differs, Content("")
        for full in (True, False):
            texts = [self.award(*one, full=full) for one in member.awards]
            if all(text.cell_length + differs.cell_length <= width for text in texts):
                break
        first, second, *_ = [*texts, Content(""), Content("")]
        return first + differs, second

    def differs(self, member: Member, column: str) -> Content:
        """Return a sign where sources differ on a cell."""
        gap = "" if column == "place" else " "  # a place fills its column
        known = is_disputed(self.facts.disputes, member, column)
        return Content.styled(f"{gap}{SIGN}" if known else "", "bold $warning")

    def name(self, member: Member, *, short: bool = False) -> Content:
        """Return the name of that year, whether it came, left or withdrew, and its successor."""
        name = Content(plain(member.short if short else member.name))
        others = {
            "joined": (member.joined, member.since),
            "left": (member.left, member.until),
            "withdrew": (member.withdrew, None),
        }
        for key, (there, on) in others.items():
            if there:
                name += Content.styled(f" ({self.words(f'screen.year.{key}', on=on)})", "dim")
        if member.unit_state in APART:
            state = self.words(f"rankings.state.{member.unit_state}")
            name += Content.styled(f" ({state})", "$warning")
        if member.now:
            name += Content.styled(f" → {plain(member.now)}", "dim")
        return name

    def _fitting_name(self, member: Member, width: int) -> Content:
        """The name, or the short one where it would be cut."""
        name, differs = self.name(member), self.differs(member, "unit")
        if member.short and name.cell_length + differs.cell_length > width:
            name = self.name(member, short=True)
        return name + differs

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

    def points(self, member: Member) -> str:
        """Return the points; nothing where none are recorded."""
        return self.words.number(member.points) if member.points is not None else ""

    def bar(self, member: Member, width: int) -> Content:
        """Return the points as a bar of the most that the rule book gives."""
        most = self.facts.maximum
        if member.points is None or not most or most <= 0:
            return Content("")
        text = share_bar(member.points / most, width)
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
        words, year = self.words, self.facts.year
        name = words.form(form, year) if full else form_short(form, words, year)
        return award_text(name, state)


def _role_style(member: Member) -> str:
    return "bold $primary" if member.role == "head" else ""
