"""Ballot papers in words (phiếu bầu), four on a page, and a cover sheet with their number."""

from __future__ import annotations

from events.text import plain
from thidua_tui.formatting.papers.blocks import (
    DOTS,
    SHORT_DOTS,
    Block,
    Column,
    Issue,
    LabelledLine,
    Paper,
    Paragraph,
    Slip,
    Table,
)
from thidua_tui.formatting.papers.drafting import Draft
from thidua_tui.i18n.messages import Words
from views.papers.ballots import BallotPaperFacts, ChoiceFacts

ON_A_PAGE = 4


def wording(facts: BallotPaperFacts, words: Words, issue: Issue | None = None) -> Paper:
    """Return the ballot papers of a vote; all papers of a vote are alike.

    Args:
        facts: The facts.
        words: The messages of the language to use.
        issue: Ignored: a ballot paper has no number and no code.
    """
    draft = Draft(facts, words, issue)
    title = draft.text(f"title.{facts.matter}", year=facts.year)
    asked = _asked(draft, facts)
    copies = facts.papers or ON_A_PAGE
    slip = Slip(titles=(draft.text("name"), title), blocks=asked, copies=copies)
    cover = {
        "cluster": plain(facts.cluster_name),
        "meeting": plain(facts.meeting) or DOTS,
        "day": draft.day(facts.on, "day"),
        "papers": draft.known(str(facts.papers or ""), "papers", SHORT_DOTS),
        "issued": SHORT_DOTS,
        "tellers": DOTS,
    }
    draft.add(
        *(LabelledLine(label=draft.text(f"label.{of}"), text=text) for of, text in cover.items())
    )
    return draft.paper(
        title,
        name=draft.text("cover"),
        heading=None,
        recipients=(),
        slips=(slip,),
        draft="",
        code="",
        code_note="",
    )


def _asked(draft: Draft, facts: BallotPaperFacts) -> tuple[Block, ...]:
    """Return what is on a paper: the candidates or the answers, and how to mark them."""
    if facts.asked == "question":
        answers = [draft.text(f"answer.{one}") for one in ("yes", "no", "none")]
        return (
            _boxes(draft, answers, "answer"),
            Paragraph(text=draft.text("mark-one"), style="italic"),
        )
    seats = draft.known(str(facts.seats or ""), "seats", SHORT_DOTS)
    names = [_choice(one, draft.words) for one in facts.choices]
    if not names:
        names = [draft.known("", "candidates")] * ON_A_PAGE
    text = draft.text("mark", seats=seats)
    return (_boxes(draft, names, "unit"), Paragraph(text=text, style="italic"))


def _choice(one: ChoiceFacts, words: Words) -> str:
    name = plain(one.name)
    if not one.form:
        return name
    form = words.form_called(one.form, one.form_name)
    return words("papers.ballots.choice", unit=name, form=form)


def _boxes(draft: Draft, names: list[str], of: str) -> Table:
    columns = (
        Column(title=draft.text("column.number"), width=10, align="center"),
        Column(title=draft.text(f"column.{of}"), width=60),
        Column(title=draft.text("column.mark"), width=20, align="center"),
    )
    rows = tuple((str(number), name, "") for number, name in enumerate(names, 1))
    return Table(columns=columns, rows=rows)
