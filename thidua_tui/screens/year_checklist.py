"""The steps of a cluster's year in their order: done, next, or not yet recorded.

Only what the ledger says counts. A step that need not be recorded (the places may be agreed on
without scores) is passed over once a later step is done; it stays in the list as not recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeAlias

from rich.cells import cell_len
from textual.content import Content

from events.rule_book import lines
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.year_facts import YearFacts
from views.award_states import UNDECIDED

State: TypeAlias = Literal["done", "next", "open"]
SIGNS: dict[State, tuple[str, str]] = {
    "done": ("●", "$granted"),
    "next": ("▸", "bold $primary"),
    "open": ("○", "dim"),
}
OPTIONAL = frozenset({"compact", "rules", "scores", "sheets", "threads", "meeting", "proposed"})
"""Steps that a year may have without an entry of their own."""


@dataclass(frozen=True)
class Step:
    """A step of the year.

    `done` of `of` things are recorded, where it is made of several. `action` is the action of the
    registry of keys by which the rest is recorded.
    """

    name: str
    state: State
    action: str
    on: date | None = None
    done: int | None = None
    of: int | None = None
    missing: int | None = None
    """How many cells of scores are missing, of the step of the scores."""


def checklist(facts: YearFacts) -> tuple[Step, ...]:
    """Return the steps of a year; at most one of them is next.

    Args:
        facts: What is recorded of the year. Where a single day is looked at, the election for the
            next year is not part of it.
    """
    steps = [*_steps(facts)]
    done = [step.state == "done" for step in steps]
    for at, step in enumerate(steps):
        if not (done[at] or step.of == 0 or _passed_over(step, steps[at:])):
            steps[at] = replace(step, state="next")
            break
    return tuple(steps)


def _passed_over(step: Step, later: Sequence[Step]) -> bool:
    """Whether the year went on without a step; with a rule book no meeting replaces the scores."""
    done = {one.name for one in later if one.state == "done"}
    return step.name in OPTIONAL and bool(done - {"meeting"} if step.of else done)


def _steps(facts: YearFacts) -> Iterator[Step]:
    members, book = facts.members, facts.book
    yield _step("roster", bool(members), "record-roster", done=len(members) or None)
    compact = next((row for row in facts.compacts if row.year == facts.year), None)
    count = (compact.signed or None) if compact else None
    on = compact.signed_on if compact else None
    yield _step("compact", compact is not None, "sign-compact", on=on, done=count)
    on, count = (book.on, len(lines(book))) if book else (None, None)
    yield _step("rules", book is not None, "acts", on=on, done=count)
    yield _scores(facts)
    yield from _sheets(facts)
    yield _meeting(facts)
    result = facts.result
    adopted = result.state == "adopted"
    given = result.places if adopted else None
    yield _step("result", adopted, "adopt-result", on=result.on, done=given)
    yield from _awards(facts)


def _step(name: str, recorded: bool, action: str, **more: object) -> Step:
    return Step(name, "done" if recorded else "open", action, **more)  # type: ignore[arg-type]  # the fields of a step


def _scores(facts: YearFacts) -> Step:
    """Every criterion of every member that is to be considered has its points."""
    asked = [member for member in facts.members if not (member.withdrew or member.left)]
    whole = sum(member.complete for member in asked)
    begun = facts.book is not None or facts.scored
    of = len(asked) if begun and asked else None
    recorded = bool(asked) and whole == len(asked)
    count = {"done": whole if of else None, "of": of, "missing": facts.missing or None}
    return _step("scores", recorded, "record-score", **count)


def _sheets(facts: YearFacts) -> Iterator[Step]:
    """Every sheet is verified, every thread has its verdict; where any of them is recorded."""
    if facts.sheets:
        states = [row.state for row in facts.sheets]
        done = sum(state in ("verified", "approved") for state in states)
        whole = done == len(states)
        yield _step("sheets", whole, "acts", done=done, of=len(states))
    if facts.threads:
        closed = sum(not row.open for row in facts.threads)
        whole = closed == len(facts.threads)
        yield _step("threads", whole, "acts", done=closed, of=len(facts.threads))


def _meeting(facts: YearFacts) -> Step:
    """A meeting about the year was closed; an open one is still to be closed."""
    held = [row for row in facts.meetings if row.closed]
    in_session = len(held) < len(facts.meetings)
    on = (held or facts.meetings)[-1].on if facts.meetings else None
    action = "close-meeting" if in_session else "open-meeting"
    return _step("meeting", bool(held) and not in_session, action, on=on)


def _awards(facts: YearFacts) -> Iterator[Step]:
    """Proposals, next year's officers, then what became of the proposals."""
    rows = [row for row in facts.awards if row.state != "withdrawn"]
    on = _latest(row.nominated_on for row in rows)
    yield _step("proposed", bool(rows), "nominate", on=on, done=len(rows) or None)
    if facts.following is not None:
        yield _election(facts)
    decided = [row for row in rows if row.state not in UNDECIDED]
    on = _latest(row.decided_on for row in decided)
    whole = bool(rows) and len(decided) == len(rows)
    count = {"done": len(decided), "of": len(rows)}
    yield _step("decided", whole, "acts", on=on, **count)
    granted = [row for row in decided if row.state != "denied"]
    presented = [row for row in granted if row.presented_on or row.state != "granted"]
    on = _latest(row.presented_on for row in presented)
    whole = bool(granted) and len(presented) == len(granted)
    count = {"done": len(presented), "of": len(granted)}
    yield _step("presented", whole, "acts", on=on, **count)


def _election(facts: YearFacts) -> Step:
    """The head of the next year and a deputy hold their roles."""
    held = [row for row in facts.following or () if row.unit and not row.over]
    head = [row for row in held if row.role == "head"]
    deputies = [row for row in held if row.role == "deputy"]
    action = "elect-deputy" if head else "elect-head"
    on = _latest(row.since for row in head)
    count = len(head) + len(deputies)
    return _step("election", bool(head and deputies), action, on=on, done=count or None)


def _latest(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day), default=None)


def following(steps: Sequence[Step]) -> Step | None:
    """Return the step that comes next, or None when none is left."""
    return next((step for step in steps if step.state == "next"), None)


def checklist_lines(
    steps: Sequence[Step], year: int, words: Words, *, before: str = "", now: bool = True
) -> list[Content]:
    """Return a line per step: its sign, its name, its date and number, the key of the next.

    Args:
        steps: The steps, of `checklist`.
        year: Their year.
        words: The words of the chosen language.
        before: The key that leads to the page on which the key of the step works; may be empty.
        now: Whether something can be recorded; in the past no key is named.
    """
    names = [step_name(step, year, words) for step in steps]
    width = max(map(cell_len, names), default=0)
    return [
        _line(step, name + " " * (width - cell_len(name)), words, before if now else None)
        for step, name in zip(steps, names, strict=True)
    ]


def _line(step: Step, name: str, words: Words, before: str | None) -> Content:
    sign, style = SIGNS[step.state]
    detail = step_detail(step, words)
    weight = {"done": "", "next": "bold", "open": "dim"}[step.state]
    key = key_cap(step, words, before) if step.state == "next" and before is not None else ""
    light = "" if step.state == "next" else "dim"
    return Content.assemble((sign, style), " ", (name, weight), "  ", (detail, light), "  ", key)


def key_cap(step: Step, words: Words, before: str = "") -> Content:
    """Return the keys that record a step."""
    keys = (key for key in (before, words.key_of(step.action)) if key)
    return Content.styled(", ".join(keys), "bold $accent")


def step_name(step: Step, year: int, words: Words) -> str:
    """Return the name of a step of a year."""
    return words(f"year.step.{step.name}", year=str(year), next=str(year + 1))


def step_detail(step: Step, words: Words) -> str:
    """Return the number and the date of a step, or that it is not recorded."""
    known = step.done is not None or step.on is not None or step.state == "done"
    if not known or (step.of == 0 and not step.done):
        return words("year.step.not-recorded")
    counted = words.find(f"year.count.{step.name}") if step.done is not None else None
    count = (
        words(f"year.count.{step.name}", done=str(step.done), of=_text(step.of)) if counted else ""
    )
    on = words.day(step.on) if step.on else ""
    return " · ".join(filter(None, (count, on))) or words("year.step.recorded")


def _text(number: int | None) -> str | None:
    return None if number is None else str(number)


def checklist_strip(steps: Sequence[Step], year: int, words: Words) -> Content:
    """Return the steps on one line: a sign each, and what comes next with its key."""
    signs = [SIGNS[step.state] for step in steps]
    coming = following(steps)
    if coming is None:
        return Content.assemble(*signs)
    name = step_name(coming, year, words)
    detail = words("unitsheet.missing", count=str(coming.missing)) if coming.missing else ""
    shown = f" {detail}" if detail else ""
    return Content.assemble(*signs, " ", (name, "bold"), shown, " ", key_cap(coming, words))
