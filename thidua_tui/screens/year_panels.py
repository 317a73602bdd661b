"""A year in framed panels: title, note and lines of each; of fewer lines see `year_text`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from rich.cells import cell_len
from textual.content import Content

from events.text import plain
from thidua_tui.formatting.minutes.sentences import minutes_sections
from thidua_tui.formatting.sentences.disagreements import disagreement_text, question
from thidua_tui.i18n.messages import Words
from thidua_tui.screens import year_text
from thidua_tui.screens.run_sheet_text import panel_lines, progress, quorum_lost
from thidua_tui.screens.score_progress import progress_of_year
from thidua_tui.screens.year_checklist import Step, checklist, checklist_lines
from thidua_tui.screens.year_facts import SECTIONS, YearFacts, dispute_mark
from thidua_tui.widgets.meaning import AWARD_SIGNS, AWARD_STYLES, place_text
from thidua_tui.widgets.panel_stack import FramedText
from thidua_tui.widgets.styled_text import sentence
from views.award_list import AwardRow
from views.award_states import AwardState
from views.leadership import LeaderRow

FIRST = ("agenda", "sources", "steps", "scores", "result", "leaders")
SECOND = ("minutes", "meeting", "tasks", "awards", "compact", "next", "movements")
"""The panels in the order of the stacks, which are one below the other or side by side."""
BELOW = ("awards", "movements")
"""The panels that are below the members on a broad screen, and so not in the stack."""
LATEST = 8
"""So many sentences of the minutes are shown while they are taken."""
MEDALS = 3
"""So many places are named with the result."""


@dataclass(frozen=True)
class PanelText:
    """What a panel shows; without lines it is left out."""

    lines: Sequence[Content]
    note: str = ""


def panel_texts(facts: YearFacts, words: Words, *, now: bool) -> dict[str, FramedText]:
    """Return the text of each panel by its name, with its title.

    Args:
        facts: What is recorded of the year.
        words: The words of the chosen language.
        now: Whether something can be recorded, so that keys are named.
    """
    steps = checklist(facts)
    run_sheet = f"{words.key_of('run-sheet')} · {progress(facts.agenda, words)}"
    agenda = [*quorum_lost(facts.quorum_lost, words), *panel_lines(facts.agenda, words)]
    texts = {
        "agenda": PanelText(agenda if facts.agenda else [], run_sheet),
        "steps": PanelText(
            checklist_lines(steps, facts.year, words, now=now), steps_done(steps, words)
        ),
        "scores": _scores(facts, words, now=now),
        "result": _result(facts, words),
        "leaders": _officers(facts.leaders, words),
        "minutes": PanelText(_minutes(facts, words), words.key_of("read-minutes")),
        "meeting": PanelText([sentence(line) for line in year_text.meetings(facts, words)]),
        "tasks": PanelText(year_text.tasks(facts, words) if facts.tasks else []),
        "awards": PanelText([*year_text.outside(facts, words), *awards(facts.awards, words)]),
        "compact": PanelText([year_text.compact(row, words) for row in facts.compacts]),
        "next": _officers(facts.following or (), words),
        "movements": PanelText(
            year_text.movements(facts, words, roomy=True) if facts.movements else [],
            words("year.panel.movements-count", count=str(len(facts.movements))),
        ),
    }
    years = {"year": str(facts.year), "next": str(facts.year + 1)}
    return {
        name: FramedText(name, words(f"year.panel.{name}", **years), text.lines, text.note)
        for name, text in _disputed(facts, words, texts).items()
    }


def _minutes(facts: YearFacts, words: Words) -> list[Content]:
    """The last sentences of the minutes that are being taken, the newest first."""
    view = facts.minutes
    parts = minutes_sections(view, words) if view else ()
    sentences = [one for part in parts for one in part.sentences]
    latest = sorted(sentences, key=lambda one: max(one.entries), reverse=True)[:LATEST]
    return [Content(plain(one.text.split("\n")[0])) for one in latest]


def steps_done(steps: Sequence[Step], words: Words) -> str:
    """Return how many of the steps are recorded."""
    done = sum(step.state == "done" for step in steps)
    return words("year.panel.steps-done", done=str(done), of=str(len(steps)))


def _disputed(facts: YearFacts, words: Words, texts: dict[str, PanelText]) -> dict[str, PanelText]:
    """Mark the panels in which sources differ; list what has no panel here."""
    shown = {name for name, text in texts.items() if text.lines}
    waiting = [row for row in facts.disputes if row.state == "open" or row.against]
    rest = [row for row in waiting if SECTIONS.get(row.topic) not in shown or row.unit]
    lines = [f"{question(row, words)} {disagreement_text(row, words)}" for row in rest]
    texts["sources"] = PanelText([Content.styled(plain(line), "bold $warning") for line in lines])
    for name in shown:
        if mark := dispute_mark(facts.disputes, name, words):
            text = texts[name]
            texts[name] = PanelText([text.lines[0] + mark, *text.lines[1:]], text.note)
    return texts


def _result(facts: YearFacts, words: Words) -> PanelText:
    """How the places came about, and the first of them."""
    if facts.result.state == "none":
        return PanelText([])
    tied = any(member.tied for member in facts.members)
    more = Content(words("screen.result.tied") if tied else "")
    how = sentence(year_text.result(facts.result, words) + more)
    below = year_text.ranking_lines(facts, words)
    return PanelText([how, *_first_places(facts, words), *below])


def _scores(facts: YearFacts, words: Words, *, now: bool) -> PanelText:
    """How far each stage is while no result is adopted; which units are late."""
    if facts.result.state == "adopted":
        return PanelText([])
    key = f"{words.key_of('missing-scores')}: {words('unitsheet.to-missing')}" if now else ""
    return PanelText([*progress_of_year(facts.progress, words)], key if facts.missing else "")


def _first_places(facts: YearFacts, words: Words) -> Iterator[Content]:
    placed = [member for member in facts.members if member.place and member.place <= MEDALS]
    placed.sort(key=lambda member: member.place or 0)
    adopted = facts.result.state == "adopted"
    texts = [place_text(m.place, words, tied=m.tied, adopted=adopted) for m in placed]
    width = max((text.cell_length for text in texts), default=0)
    for member, text in zip(placed, texts, strict=True):
        yield Content.assemble(text.pad_right(width - text.cell_length), "  ", plain(member.name))


def officers(rows: Iterable[LeaderRow], words: Words, *, dated: bool = False) -> Iterator[Content]:
    """Yield a line per role that is held: the role, the unit, its successor.

    Args:
        rows: The roles of a year.
        words: The words of the chosen language.
        dated: Whether a line says since when the role is held.
    """
    held = [row for row in rows if not row.over]
    ranks = [f" {row.rank}" if row.rank else "" for row in held]
    roles = [words(f"screen.role.{row.role}") + rank for row, rank in zip(held, ranks, strict=True)]
    width = max(map(cell_len, roles), default=0)
    for row, role in zip(held, roles, strict=True):
        since = words("screen.leaders.since", since=row.since) if dated and row.since else ""
        now = ", ".join(plain(one.name) for one in row.unit_now)
        yield Content.assemble(
            role + " " * (width - cell_len(role)),
            "  ",
            (plain(row.unit_name or ""), "bold"),
            (f" → {now}" if now else "", "dim"),
            (f" · {since}" if since else "", "dim"),
        )


def _officers(rows: Iterable[LeaderRow], words: Words) -> PanelText:
    """The roles; a day since which all of them are held is named once."""
    rows = [*rows]
    days = {row.since for row in rows if not row.over}
    day = next(iter(days)) if len(days) == 1 else None
    note = words("screen.leaders.since", since=day) if day else ""
    return PanelText([*officers(rows, words, dated=not day)], note)


def awards(rows: Sequence[AwardRow], words: Words) -> Iterator[Content]:
    """Yield the awards by state: a head with its sign and number, then a line per form."""
    for state in get_args(AwardState):
        found = [row for row in rows if row.state == state]
        if not found:
            continue
        head = f"{AWARD_SIGNS[state]} {words(f'year.awards.{state}')} · {len(found)}"
        yield Content.styled(head, AWARD_STYLES[state])
        yield from (
            Content("  ") + Content(year_text.BULLET) + line
            for line in year_text.awards(found, words, stated=False)
        )
