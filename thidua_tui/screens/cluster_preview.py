"""The preview of a cluster: its year at a glance, what comes next, and who headed it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual.content import Content

from events.text import plain
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.member_order import ordered
from thidua_tui.screens.member_rows import MemberRows
from thidua_tui.screens.year_checklist import checklist, checklist_lines, checklist_strip
from thidua_tui.screens.year_facts import YearFacts, gather_year
from thidua_tui.screens.year_panels import officers, steps_done
from thidua_tui.screens.year_text import meeting
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.styled_text import hanging
from views.clusters import ClusterRow
from views.leadership import LeaderRow, Leadership
from views.provisional import year_waits

HEADS = ("head", "acting")


@dataclass(frozen=True)
class Preview:
    """A cluster, what is recorded of a year of it, and its heads of all years."""

    row: ClusterRow
    facts: YearFacts
    heads: tuple[LeaderRow, ...]
    provisional: bool
    """Whether facts of the year wait for the approval of minutes."""


def gather_preview(session: Session, row: ClusterRow, year: int, here: Location) -> Preview:
    """Fold the preview of a cluster in a year; runs in a worker."""
    at = Location(cluster=row.cluster, year=year, known_at=here.known_at)
    leaders = session.see(Leadership(row.cluster), here.known_at).rows()
    heads = tuple(one for one in leaders if one.role in HEADS and one.unit)
    waits = year_waits(session.see, row.cluster, year, here.known_at)
    return Preview(row, gather_year(session, at), heads, waits)


def preview_lines(
    preview: Preview, words: Words, width: int, *, short: bool, now: bool
) -> list[Content]:
    """Return the lines of a preview.

    Args:
        preview: What was gathered.
        words: The words of the chosen language.
        width: The cells of a line.
        short: Whether there are so few lines that what comes next goes before all else.
        now: Whether something can be recorded, so that keys are named.
    """
    facts = preview.facts
    steps = checklist(facts)
    parts = [[*_summary(preview, words)]]
    if short:
        parts[0].append(checklist_strip(steps, facts.year, words))
    else:
        title = words("preview.steps", year=str(facts.year), count=steps_done(steps, words))
        before = words.key_of("open")
        lines = checklist_lines(steps, facts.year, words, before=before, now=now)
        parts.append([_title(title), *lines])
    parts += [[*_members(facts, words)], [*_heads(preview.heads, words)]]
    blank = [] if short else [Content("")]
    shown = [line for part in parts if part for line in (*part, *blank)]
    return [part for line in shown for part in hanging(line, width)]


def _title(text: str) -> Content:
    return Content.styled(text, "bold $secondary")


def _summary(preview: Preview, words: Words) -> Iterator[Content]:
    """What it is, since when it is known; who leads it this year; its last meeting."""
    row, facts = preview.row, preview.facts
    kind, level = words.choice("kind", row.kind), words.choice("level", row.level)
    what = words("preview.kind", kind=kind, level=level, place=plain(row.place))
    known = words("preview.no-years")
    if row.years:
        known = words("preview.years", count=str(len(row.years)), first=str(row.years[0]))
    yield Content(f"{what[:1].upper()}{what[1:]} · {known}")
    state = words(f"screen.state.{facts.result.state}")
    yield Content.styled(words("preview.year", year=str(facts.year), state=state), "bold")
    if preview.provisional:
        yield Content.styled(words("provisional.mark"), "bold $warning")
    held = [*officers(facts.leaders, words)]
    yield from held or [Content.styled(words("preview.nobody"), "dim")]
    label = words("preview.last-meeting")
    if facts.meetings:
        yield Content.assemble((f"{label}: ", "$secondary"), meeting(facts.meetings[-1], words))
    else:
        yield Content.styled(words("preview.no-meeting"), "dim")


def _members(facts: YearFacts, words: Words) -> Iterator[Content]:
    """The members with their places, the first at the top."""
    if not facts.members:
        yield Content.styled(words("preview.no-roster"), "dim")
        return
    count = str(len(facts.members))
    yield _title(words("preview.members", year=str(facts.year), count=count))
    rows = MemberRows(facts, words)
    placed = ordered(facts.members, "place")
    places = [rows.place(member) for member in placed]
    width = max(place.cell_length for place in places)
    for member, place in zip(placed, places, strict=True):
        yield place.pad_right(width - place.cell_length) + Content("  ") + rows.name(member)


def _heads(rows: Sequence[LeaderRow], words: Words) -> Iterator[Content]:
    """The heads by year, the latest first."""
    if not rows:
        return
    yield _title(words("preview.heads"))
    by_year: dict[int, dict[str, None]] = {}
    for row in rows:  # an acting head that was elected is named once
        by_year.setdefault(row.year, {})[plain(row.unit_name or "")] = None
    for year in sorted(by_year, reverse=True):
        yield Content.assemble((f"{year}", "$primary"), "  ", ", ".join(by_year[year]))
