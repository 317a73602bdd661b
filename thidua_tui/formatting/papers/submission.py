"""Submissions in words (tờ trình), with the list of those nominated as an annex."""

from __future__ import annotations

from collections.abc import Iterator

from events.text import plain
from thidua_tui.formatting.papers.blocks import (
    Addressee,
    Annex,
    Basis,
    Column,
    Issue,
    Paper,
    Paragraph,
    Table,
)
from thidua_tui.formatting.papers.drafting import Draft
from thidua_tui.i18n.messages import Words
from views.papers.submission import NominationFacts, SubmissionFacts

ABBREVIATION = "TTr"
COLUMNS = {"number": 10, "unit": 58, "place": 20, "points": 18, "form": 50, "on": 26, "votes": 40}
"""The columns of the list and their widths."""


def wording(facts: SubmissionFacts, words: Words, issue: Issue | None = None) -> Paper:
    """Return a submission as a paper.

    Args:
        facts: The facts.
        words: The messages of the language to use.
        issue: What issuing gives; None for a draft.
    """
    draft = Draft(facts, words, issue, ABBREVIATION)
    cluster, to = plain(facts.cluster_name), draft.known(facts.addressee, "addressee")
    draft.add(Addressee(label=draft.text("to"), names=(to,)))
    draft.add(*_bases(draft, facts))
    if facts.members is not None:
        draft.say("members", cluster=cluster, count=f"{facts.members:02d}")
    draft.say("ranked" if facts.ranked else "asks", cluster=cluster, to=to, year=facts.year)
    for number, (form, of_form) in enumerate(_by_form(facts, words).items(), 1):
        units = "; ".join(plain(one.unit_name) for one in of_form)
        count = f"{len(of_form):02d}"
        draft.say("nominated", number=str(number), form=form, count=count, units=units)
    draft.add(Paragraph(text=draft.text("enclosed"), style="italic"))
    draft.say("end", cluster=cluster, to=to)
    summary = draft.text("summary", cluster=cluster, year=facts.year)
    annex = _annex(draft, facts)
    return draft.paper(summary, (draft.signer(),), annexes=(annex,))


def _bases(draft: Draft, facts: SubmissionFacts) -> Iterator[Basis]:
    """Yield the legal bases, then the minutes of the meetings that decided."""
    texts = [plain(one) for one in facts.office.bases] or [draft.known("", "bases")]
    for one in facts.meetings:
        on = draft.words.long_day(one.on) if one.on else None
        facts_of = {"number": plain(one.number), "title": plain(one.title), "on": on}
        texts.append(draft.text("minutes" if one.approved else "meeting", **facts_of))
    for at, text in enumerate(texts, 1):
        end = "." if at == len(texts) else ";"
        yield Basis(text=draft.text("basis", text=text, end=end))


def _by_form(facts: SubmissionFacts, words: Words) -> dict[str, list[NominationFacts]]:
    found: dict[str, list[NominationFacts]] = {}
    for one in facts.nominations:
        found.setdefault(words.form_called(one.form, one.form_name), []).append(one)
    return found


def _annex(draft: Draft, facts: SubmissionFacts) -> Annex:
    """Return the list of those nominated (danh sách trích ngang)."""
    words = draft.words
    rows = [_row(number, one, words) for number, one in enumerate(facts.nominations, 1)]
    kept = [name for at, name in enumerate(COLUMNS) if any(row[at] for row in rows)]
    columns = tuple(
        Column(
            title=draft.text(f"column.{name}"),
            width=COLUMNS[name],
            align="right" if name == "points" else "left" if name in ("unit", "form") else "center",
        )
        for name in kept
    )
    shown = tuple(
        tuple(cell for name, cell in zip(COLUMNS, row, strict=True) if name in kept) for row in rows
    )
    cluster = plain(facts.cluster_name)
    day = draft.day(draft.issued_on, "")
    return Annex(
        titles=(
            draft.text("list"),
            draft.text("list-of", cluster=cluster, year=facts.year),
            draft.text("list-with", number=draft.number, day=day, cluster=cluster),
        ),
        blocks=(
            Table(columns=columns, rows=shown),
            Paragraph(text=draft.text("listed", count=f"{len(rows):02d}"), style="italic"),
        ),
        landscape=True,
    )


def _row(number: int, one: NominationFacts, words: Words) -> tuple[str, ...]:
    """Return the cells of a nomination, in the order of `COLUMNS`."""
    place = words.place(one.place) if one.place is not None else ""
    method = "" if one.method == "not-recorded" else words.choice("method", one.method)
    votes = ""
    if one.votes_total is not None and one.votes_of is not None:
        votes = f"{one.votes_for}/{one.votes_total} {words.choice('of', one.votes_of)}"
    return (
        str(number),
        plain(one.unit_name),
        words("tables.value.tied", place=place) if one.tied else place,
        words.value("points", one.points),
        words.form_called(one.form, one.form_name),
        words.value("on", one.on),
        ", ".join(filter(None, (votes, method))),
    )
