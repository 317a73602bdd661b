"""A year in short paragraphs, for a screen of few lines; in panels see `year_panels`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.content import Content

from events.text import plain
from thidua_tui.formatting.sentences.award_quotas import outside_lines
from thidua_tui.formatting.sentences.disagreements import disagreement_text, question
from thidua_tui.formatting.sentences.presence import quorum_text
from thidua_tui.formatting.sentences.ranking_report import report_lines
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.run_sheet_text import quorum_lost
from thidua_tui.screens.run_sheet_text import strip as agenda_lines
from thidua_tui.screens.year_checklist import checklist, checklist_strip
from thidua_tui.screens.year_facts import SECTIONS, YearFacts, dispute_mark
from thidua_tui.widgets.meaning import award_text
from thidua_tui.widgets.styled_text import hanging, sentence
from views.award_list import AwardRow
from views.compacts import CompactRow
from views.emulation_movements import MovementRow
from views.leadership import LeaderRow
from views.minutes import MeetingRow
from views.names import UnitName
from views.planned_meetings import PlannedMeetingRow
from views.quorums import QuorumRow
from views.standings import Result

WIDTH = 13
BULLET = "· "


def sections(facts: YearFacts, words: Words, width: int) -> Content:
    """Return all paragraphs, each with its label at the left and its lines indented after it."""
    lines: list[Content] = []
    for name, paragraph in _disputed(facts, words):
        area = "year" if name == "steps" else "screen"
        label = words(f"{area}.section.{name}", year=str(facts.year), next=str(facts.year + 1))
        for line in paragraph:
            for part in hanging(line, width - WIDTH):
                lines.append(Content.styled(label.ljust(WIDTH), "bold $secondary") + part)
                label = ""
    return Content("\n").join(lines)


def _disputed(facts: YearFacts, words: Words) -> Iterator[tuple[str, list[Content]]]:
    """The paragraphs, marked where sources differ; before them what has no paragraph here."""
    paragraphs = [*_all(facts, words)]
    shown = {name for name, _ in paragraphs}
    waiting = [row for row in facts.disputes if row.state == "open" or row.against]
    rest = [row for row in waiting if SECTIONS.get(row.topic) not in shown or row.unit]
    if rest:
        lines = [f"{question(row, words)} {disagreement_text(row, words)}" for row in rest]
        yield "sources", [Content.styled(plain(line), "bold $warning") for line in lines]
    for name, parts in paragraphs:
        yield name, [*parts[:-1], parts[-1] + dispute_mark(facts.disputes, name, words)]


def _all(facts: YearFacts, words: Words) -> Iterator[tuple[str, list[Content]]]:
    if facts.agenda:
        yield "agenda", [*quorum_lost(facts.quorum_lost, words), *agenda_lines(facts.agenda, words)]
    if not facts.members:
        yield "leaders", [leaders(facts.leaders, words)]
    if facts.partly:
        named = words("screen.year.partly", count=str(len(facts.members)))
        yield "members", [Content.styled(named, "bold")]
    tied = any(member.tied for member in facts.members)
    more = Content(words("screen.result.tied") if tied else "")
    yield "result", [result(facts.result, words) + more, *ranking_lines(facts, words)]
    yield "steps", [checklist_strip(checklist(facts), facts.year, words)]
    yield "meeting", meetings(facts, words) or [_none(words)]
    if facts.tasks:
        yield "tasks", tasks(facts, words)
    yield "awards", [*outside(facts, words), *awards(facts.awards, words)] or [_none(words)]
    yield "compact", [*compacts(facts, words)]
    if facts.following is not None:
        yield "next", [leaders(facts.following, words)]
    yield "movements", movements(facts, words, roomy=False)


REPORT_STYLES = {"departs": "bold $warning", "undecided": "bold $warning", "code": "dim"}
"""What a line below the ranking is about -> its style; others are plain."""


def ranking_lines(facts: YearFacts, words: Words) -> list[Content]:
    """What is below the ranking: both orders, ties and their chain, holds, the fingerprint last."""
    if facts.ranking is None:
        return []
    lines = report_lines(facts.ranking, facts.names, facts.year, words)
    lines.sort(key=lambda line: line.kind == "code")
    return [Content.styled(line.text, REPORT_STYLES.get(line.kind, "")) for line in lines]


def _none(words: Words) -> Content:
    return Content.styled(words("screen.none"), "dim")


def leaders(rows: Iterable[LeaderRow], words: Words) -> Content:
    """Head and deputies by name; who laid the role down is not among them."""
    parts = [
        Content.assemble(
            words(f"screen.role.{row.role}"),
            f" {row.rank}" if row.rank else "",
            ": " if row.unit_name else "",
            (plain(row.unit_name or ""), "bold"),
            (_successor(row.unit_now), "dim"),
        )
        for row in rows
        if not row.over
    ]
    return Content(" · ").join(parts) if parts else _none(words)


def _successor(now: Iterable[UnitName]) -> str:
    """What the unit is today, after its name of that year; empty where that is the same."""
    names = ", ".join(plain(one.name) for one in now)
    return f" → {names}" if names else ""


def result(known: Result, words: Words) -> Content:
    """How the places came about, and how many were given."""
    if known.state == "none":
        return _none(words)
    if known.state == "provisional":
        return Content(words("screen.result.provisional"))
    votes = None
    if known.votes_for is not None:
        of = words.choice("of", known.votes_of or "members")
        votes = f"{known.votes_for}/{known.votes_total} {of}"
    return Content(
        words(
            "screen.result.adopted",
            basis=known.basis,
            method=known.method,
            tally=votes,
            on=known.on,
            count=str(known.places),
        )
    )


def awards(rows: Iterable[AwardRow], words: Words, *, stated: bool = True) -> Iterator[Content]:
    """Yield a line for each form, addressee and state: its units; `stated` adds sign and state."""
    found: dict[tuple[str, int, str, str], list[str]] = {}
    for row in rows:
        name = row.unit_name + _successor(row.unit_now)
        name = f"{name} ({row.number})" if row.number else name
        found.setdefault((row.form, row.year, row.addressed_to, row.state), []).append(plain(name))
    for (form, year, to, state), names in found.items():
        form_name = words.form(form, year)
        yield Content.assemble(
            award_text(form_name, state) if stated else form_name,
            f" → {plain(to)}: " if to else ": ",
            (", ".join(names), "bold"),
            f" ({words(f'screen.award-state.{state}')})" if stated else "",
        )


def outside(facts: YearFacts, words: Words) -> list[Content]:
    """Return who just missed a quota of awards, a line for each quota."""
    return [sentence(Content(line)) for line in outside_lines(facts.outside, words)]


def movements(facts: YearFacts, words: Words, *, roomy: bool) -> list[Content]:
    """How many there are; all of them where there is room."""
    if not facts.movements:
        return [_none(words)]
    if roomy:
        no_year = f" ({words('screen.year.undated')})"
        return [
            Content(f"{BULLET}{plain(row.movement_name)}{no_year if _undated(row) else ''}")
            for row in facts.movements
        ]
    undated = sum(_undated(row) for row in facts.movements)
    counts = {"count": str(len(facts.movements)), "undated": str(undated) if undated else None}
    return [Content(words("screen.year.movements", **counts))]


def _undated(row: MovementRow) -> bool:
    """Whether its years are unknown: then it is listed under every year."""
    return row.since is None and row.until is None and not row.registrations


def meeting(row: MeetingRow, words: Words) -> Content:
    """What, when, where, and whether it still is in session."""
    state = words("screen.meeting.closed" if row.closed else "screen.meeting.open")
    held = words(
        "screen.meeting.told",
        kind=row.kind,
        part_of_day=row.part_of_day,
        on=row.on,
        place=row.place,
    )
    return Content.assemble(held, " ", (f"({state})", "" if row.closed else "bold reverse"))


def meetings(facts: YearFacts, words: Words) -> list[Content]:
    """Return a line per meeting; of one in session also whether enough members take part."""
    lines: list[Content] = []
    for row in facts.meetings:
        lines.append(meeting(row, words))
        above = facts.quorum_lost if facts.agenda else None  # shown with the agenda
        own = (one for one in facts.quorums if one.open and one.meeting == row.meeting)
        lines += [quorum(one, words) for one in own if one is not above]
    return [*lines, *(planned(row, words) for row in facts.planned)]


def planned(row: PlannedMeetingRow, words: Words) -> Content:
    """Return what is convened, when and where."""
    where = {"day": row.day, "at": plain(row.at) or None, "place": plain(row.place) or None}
    return Content(words("screen.meeting.planned", title=plain(row.title), **where))


def tasks(facts: YearFacts, words: Words) -> list[Content]:
    """Return how many tasks are open, and the open ones with the units that do them."""
    waiting = [row for row in facts.tasks if row.state in ("open", "in-work")]
    counts = {"open": str(len(waiting)), "count": str(len(facts.tasks))}
    lines = [Content(words("presence.tasks", **counts))]
    for row in waiting:
        more = {"by": plain(row.by.name) if row.by else None, "due": row.due}
        more["since"] = str(row.year) if row.year < facts.year else None
        state = words(f"tables.task.{row.state}")
        lines.append(Content(words("presence.task", text=plain(row.text), state=state, **more)))
    return lines


def quorum(row: QuorumRow, words: Words) -> Content:
    """Return whether enough members take part; loud when they are not."""
    return Content.styled(quorum_text(row, words), "" if row.met else "bold reverse $error")


def compacts(facts: YearFacts, words: Words) -> Iterator[Content]:
    """The compact of the year, and that of the next one."""
    for row in facts.compacts:
        yield compact(row, words)
    if not facts.compacts:
        yield _none(words)


def compact(row: CompactRow, words: Words) -> Content:
    """When it was signed, and by how many."""
    signed = None if row.signed is None else str(row.signed)
    return Content(
        words("screen.compact.told", year=str(row.year), on=row.signed_on, signed=signed)
    )
