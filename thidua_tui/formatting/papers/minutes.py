"""Minutes as a paper (biên bản; TT 62/2025/TT-BNNMT, Mẫu 03): their sentences between blanks.

The sentences are those of `thidua minutes`, with the wording that operators gave them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import copy

from events.award_events import AwardNominated
from events.meeting_roles import MeetingRole
from events.presence import UnitAbsent
from events.text import plain
from thidua_tui.formatting.minutes.additions import correction_lines, lines_of
from thidua_tui.formatting.minutes.clock import times
from thidua_tui.formatting.minutes.sentences import (
    Sentence,
    TextSection,
    minutes_sections,
    usual_agenda,
)
from thidua_tui.formatting.minutes.text import (
    minutes_number,
    of_office,
    sheets_text,
    status_lines,
)
from thidua_tui.formatting.papers.blocks import (
    SHORT_DOTS,
    Block,
    Column,
    Issue,
    LabelledLine,
    Paper,
    Paragraph,
    SectionTitle,
    Signature,
    Table,
)
from thidua_tui.formatting.papers.drafting import Draft, ended
from thidua_tui.formatting.papers.minutes_view import PaperMinutes
from thidua_tui.formatting.sentences.meeting_people import role_lines
from thidua_tui.i18n.messages import Words
from views.meeting_roles import RoleHeld, roles_at, roles_opened
from views.papers.minutes import MinutesFacts, RankedUnit, RankingFacts

ABBREVIATION = "BB"
HELD: tuple[MeetingRole, ...] = ("chair", "secretary")
"""The roles without which minutes are not complete."""
SIGNING: tuple[MeetingRole, ...] = ("secretary", "co-chair", "chair")
"""Who signs, from left to right."""
_CLOCK = re.compile(r"(\d\d):(\d\d)\Z")


def wording(facts: MinutesFacts, words: Words, issue: Issue | None = None) -> Paper:
    """Return the minutes of a meeting as a paper.

    Args:
        facts: The facts.
        words: The messages of the language to use.
        issue: What issuing gives; None for a draft.

    Raises:
        UnreadableLedger: at an event of a newer program.
    """
    words = copy(words)
    view = PaperMinutes(facts)
    words.names = view.names
    draft = Draft(facts, words, issue, ABBREVIATION)
    roles = (*roles_opened(view), *roles_at(view))
    draft.add(*(Paragraph(text=plain(line), style="italic") for line in status_lines(view, words)))
    _opening(draft, view, roles)
    for section in _sections(draft, view):
        _body(draft, view, section)
    _corrections(draft, view)
    _end(draft, view)
    number = minutes_number(view) if not (issue and issue.number) else ""
    if number and "/" not in number:
        symbol = draft.known(facts.office.symbol, "symbol", SHORT_DOTS)
        number = f"{number}/{ABBREVIATION}-{symbol}"
    return draft.paper(
        facts.title,
        _signatures(draft, roles) if of_office(view) else (),
        heading=draft.heading(dated=False, number=plain(number)),
    )


def clock_text(draft: Draft, at: str | None, what: str) -> str:
    """Return a time of day as papers have it, with dots where it is unknown.

    Args:
        draft: The paper.
        at: The time as `08:05`, perhaps after a day; None where it is unknown.
        what: The key of its name below `missing`.
    """
    found = _CLOCK.search(at or "")
    if at and (found is None or found.start()):
        return at
    hour, minute = found.groups() if found else (draft.known("", what, SHORT_DOTS), SHORT_DOTS)
    return draft.words("papers.minutes.clock", hour=hour, minute=minute)


def _opening(draft: Draft, view: PaperMinutes, roles: tuple[RoleHeld, ...]) -> None:
    """Say when, where and under whom the meeting was held, and what was to be dealt with."""
    facts, words, row = draft.facts, draft.words, view.row()
    of_day = row.part_of_day if row else ""
    all_day = of_day == "day" and facts.on is not None
    part = words("minutes.all-day") if all_day else words.choice("part_of_day", of_day)
    begun = draft.text(
        "begun",
        clock=clock_text(draft, (row.began if row else "") or times(view)[0], "begun"),
        part=part or None,
        day=draft.day(facts.on, "day"),
    )
    place = draft.known(row.place if row else "", "venue")
    draft.add(LabelledLine(label=draft.text("label.begun"), text=begun))
    draft.add(LabelledLine(label=draft.text("label.venue"), text=place))
    lines = [*role_lines(roles, words)]
    held = {one.held for one in roles}
    lines += [
        words(f"minutes.role.{role}", names=draft.known("", role))
        for role in HELD
        if role not in held
    ]
    draft.add(*(Paragraph(text=line) for line in (*lines, *usual_agenda(view, words))))


def _sections(draft: Draft, view: PaperMinutes) -> Iterator[TextSection]:
    facts: MinutesFacts = view.facts
    sheets = {one.entry: one.sheet for one in facts.entries if one.sheet}
    below = lines_of(view, facts.quorum, sheets, draft.words)
    yield from minutes_sections(view, draft.words, below)


def _body(draft: Draft, view: PaperMinutes, section: TextSection) -> None:
    """Add a section; of the opening only what operators worded themselves."""
    kind = section.kind
    if kind == "opening":
        own = [one for one in section.sentences if one.worded]
        draft.add(*(block for one in own for block in _paragraphs(one, 0)))
        return
    if section.heading and (section.item or kind == "absent"):
        draft.add(Paragraph(text=section.heading, style="bold"))
    elif section.heading:
        draft.add(SectionTitle(text=section.heading))
    rankings = {one.key: one for one in view.facts.rankings}
    placed = {entry.position: entry for entry in view.entries}
    for sentence in section.sentences:
        draft.add(*_paragraphs(sentence, 1 if kind in ("course", "added") else 0))
        for entry in (placed[at] for at in sentence.entries if at in placed):
            if found := rankings.get(str(entry.place)):
                _ranking(draft, view, found)
    if kind == "present":
        _absent(draft, view)


def _paragraphs(sentence: Sentence, level: int) -> Iterator[Block]:
    """Yield the lines of a sentence, those that belong to it a level deeper."""
    first, *more = plain(sentence.text, multiline=True).split("\n")
    yield Paragraph(text=ended(first.strip()), level=level)
    yield from (
        Paragraph(text=ended(line.strip()), level=level + 1) for line in more if line.strip()
    )


def _absent(draft: Draft, view: PaperMinutes) -> None:
    """Leave room for the units that were away, where only their number follows."""
    quorum = view.facts.quorum
    known = any(isinstance(entry.event, UnitAbsent) for entry in view.entries)
    if quorum and not known and quorum.present < quorum.count:
        label, text = draft.text("label.absent"), draft.known("", "absent")
        draft.add(LabelledLine(label=label, text=text))


def _ranking(draft: Draft, view: PaperMinutes, ranking: RankingFacts) -> None:
    """Add the table of a ranking, of the units that have a place; else say how many have one."""
    words, placed = draft.words, [one for one in ranking.units if one.place is not None]
    points = any(one.points is not None for one in placed)
    departs = any(one.by_scores not in (None, one.place) for one in placed)
    awards = _awards(view, words)
    columns = [
        Column(title=draft.text("column.number"), width=10, align="center"),
        Column(title=draft.text("column.unit"), width=60),
        Column(title=draft.text("column.place"), width=28, align="center"),
    ]
    columns += [Column(title=draft.text("column.points"), width=20, align="right")] * points
    columns += [Column(title=draft.text("column.by-scores"), width=20, align="center")] * departs
    columns += [Column(title=draft.text("column.award"), width=44)] * bool(awards)
    rows = [
        (
            str(number),
            plain(one.name),
            _place(one, words),
            *([words.value("points", one.points)] * points),
            *(["" if one.by_scores is None else str(one.by_scores)] * departs),
            *([awards.get(one.key, "")] * bool(awards)),
        )
        for number, one in enumerate(placed, 1)
    ]
    draft.add(Table(columns=tuple(columns), rows=tuple(rows)))
    if len(placed) < len(ranking.units):
        count, of = f"{len(placed):02d}", f"{len(ranking.units):02d}"
        draft.add(Paragraph(text=draft.text("placed", count=count, of=of), style="italic"))


def _place(one: RankedUnit, words: Words) -> str:
    place = words.place(one.place or 0)
    return words("tables.value.tied", place=place) if one.tied else place


def _awards(view: PaperMinutes, words: Words) -> Mapping[str, str]:
    """Return unit -> the awards for which it was nominated at the meeting."""
    found: dict[str, list[str]] = {}
    for event in (entry.event for entry in view.entries):
        if isinstance(event, AwardNominated):
            found.setdefault(event.unit, []).append(words.form(event.form, event.year))
    return {unit: "; ".join(forms) for unit, forms in found.items()}


def _corrections(draft: Draft, view: PaperMinutes) -> None:
    """Say what was corrected after the closing: both wordings, by which entry, why."""
    found = view.corrections()
    if found:
        draft.add(SectionTitle(text=draft.words("minutes.section.corrections")))
    for one in found:
        first, *more = correction_lines(one, view, draft.words)
        draft.add(Paragraph(text=plain(first)))
        draft.add(*(Paragraph(text=ended(plain(line)), level=1) for line in more))


def _end(draft: Draft, view: PaperMinutes) -> None:
    """Say when the meeting ended; the day only where the time was seen."""
    for line in sheets_text(view, draft.words):
        draft.add(Paragraph(text=ended(line)))
    end = times(view)[1]
    clock = clock_text(draft, end, "ended")
    day = draft.day(draft.facts.on if end else None, "")
    draft.say("ended", clock=clock, day=day)


def _signatures(draft: Draft, roles: tuple[RoleHeld, ...]) -> Iterator[Signature]:
    """Yield the places to sign: the secretary, then who chaired; a name only where it is known."""
    for role in SIGNING:
        holders = [one for one in roles if one.held == role]
        if not holders and role not in HELD:
            continue
        names = [plain(one.person) for one in holders if one.person]
        if holders and not names:
            draft.known("", f"{role}-name")
        for name in names or [""]:
            yield Signature(post=draft.text(f"sign.{role}"), name=name)
