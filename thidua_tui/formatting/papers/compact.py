"""Compacts in words (giao ước thi đua): the text, the targets, and the table to sign in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from events.text import plain
from thidua_tui.formatting.papers.blocks import (
    Column,
    Heading,
    Issue,
    LabelledLine,
    Paper,
    Paragraph,
    Table,
)
from thidua_tui.formatting.papers.drafting import Draft
from thidua_tui.formatting.sentences.meeting_people import person_text
from thidua_tui.i18n.messages import Words
from views.papers.compact import CompactFacts, SignerFacts, TargetFacts

SIGNING_HEIGHT = 22.0
"""The least height of a row to sign and stamp in, in millimetres."""


def wording(facts: CompactFacts, words: Words, issue: Issue | None = None) -> Paper:
    """Return the compact of a year as a paper.

    Args:
        facts: The facts.
        words: The messages of the language to use.
        issue: What issuing gives; None for a draft.
    """
    draft = Draft(facts, words, issue)
    draft.add(*_text(draft, facts))
    if facts.targets:
        draft.section("targets")
        draft.add(_targets(draft, facts.targets))
    draft.section("signatures")
    if facts.place or facts.on:
        signed = draft.day(facts.on, "day")
        draft.add(LabelledLine(label=draft.text("label.signed"), text=_where(facts, signed)))
    together = [one for one in facts.signers if not one.late]
    if together:
        draft.add(_to_sign(draft, together))
    else:
        draft.add(Paragraph(text=draft.known("", "signers")))
    if late := [one for one in facts.signers if one.late]:
        draft.say("late")
        draft.add(_to_sign(draft, late))
    summary = draft.text("summary", cluster=plain(facts.cluster_name), year=facts.year)
    office = facts.office
    heading = Heading(
        superior=plain(office.superior),
        issuer=plain(office.issuer or facts.cluster_name),
        party=office.party,
    )
    return draft.paper(summary, heading=heading, recipients=())


def _where(facts: CompactFacts, day: str) -> str:
    return ", ".join(filter(None, (plain(facts.place), day)))


def _text(draft: Draft, facts: CompactFacts) -> Iterator[Paragraph]:
    """Yield the text, line by line; without it dots, and the files that hold it."""
    lines = [line.strip() for line in plain(facts.text, multiline=True).split("\n")]
    if any(lines):
        yield from (Paragraph(text=line) for line in lines if line)
        return
    yield Paragraph(text=draft.known("", "text"))
    for one in facts.filed:
        text = draft.text("filed", name=plain(one.name), sha256=one.sha256)
        yield Paragraph(text=text, style="italic")


def _targets(draft: Draft, targets: Iterable[TargetFacts]) -> Table:
    words = draft.words
    rows = [
        (
            str(number),
            plain(one.title),
            _promised(one, words),
            words.value("deadline", one.deadline),
            plain(one.unit_name) or words("targets.every-member"),
        )
        for number, one in enumerate(targets, 1)
    ]
    widths = {"number": 10, "target": 66, "amount": 34, "deadline": 24, "unit": 40}
    columns = tuple(
        Column(
            title=draft.text(f"column.{name}"),
            width=width,
            align="center" if name in ("number", "deadline") else "left",
        )
        for name, width in widths.items()
    )
    return Table(columns=columns, rows=tuple(rows))


def _promised(one: TargetFacts, words: Words) -> str:
    if one.amount is None:
        return ""
    comparison = words.choice("comparison", one.comparison)
    amount = words.value("target", one.amount)
    return " ".join(filter(None, (comparison, amount, plain(one.measure))))


def _to_sign(draft: Draft, signers: Iterable[SignerFacts]) -> Table:
    """Return a table with room for a signature and a stamp in each row."""
    widths = {"number": 10, "unit": 60, "person": 50, "signature": 45}
    columns = tuple(
        Column(
            title=draft.text(f"column.{name}"),
            width=width,
            align="center" if name == "number" else "left",
        )
        for name, width in widths.items()
    )
    rows = tuple(
        (str(number), _unit(draft, one), person_text(one.person, one.office, "", draft.words), "")
        for number, one in enumerate(signers, 1)
    )
    return Table(columns=columns, rows=rows, row_height=SIGNING_HEIGHT)


def _unit(draft: Draft, one: SignerFacts) -> str:
    """Return the name of a unit, with the day of a signature after the others."""
    name = plain(one.unit_name)
    return draft.text("late-unit", unit=name, on=draft.words.day(one.on)) if one.on else name
