"""The wording of a correction sheet (phiếu đính chính) of approved minutes."""

from __future__ import annotations

from events.text import plain
from thidua_tui.formatting.papers.blocks import Column, Issue, LabelledLine, Paper, Table
from thidua_tui.formatting.papers.drafting import Draft, ended
from thidua_tui.formatting.papers.minutes_view import given_names, sides
from thidua_tui.formatting.sentences.correction_sheets import papers_text
from thidua_tui.formatting.sentences.correction_sheets import wording as wording_of
from thidua_tui.i18n.messages import VIETNAM, Words, local
from views.papers.correction import CorrectionFacts


def wording(facts: CorrectionFacts, words: Words, issue: Issue | None = None) -> Paper:
    """Return a correction sheet: what the minutes stated, what holds now, why, what rests on it.

    Args:
        facts: The facts.
        words: The messages of the language to use.
        issue: What issuing gives it; None for a draft.
    """
    draft = Draft(facts, words, issue, "TB")
    names = given_names(facts.names)
    words.names = names
    old, new = (wording_of(sides(side), words, names) for side in (facts.old, facts.new))
    draft.say("about", number=str(facts.sheet), title=plain(facts.title), day=_meeting_day(draft))
    columns = tuple(Column(title=draft.text(f"column.{side}"), width=80) for side in ("old", "new"))
    draft.add(Table(columns=columns, rows=((ended(old), ended(new) or draft.text("removed")),)))
    reason = ended(draft.known(facts.reason, "reason"))
    draft.add(LabelledLine(label=draft.text("label.reason"), text=reason))
    if facts.papers:
        text = ended(papers_text(sides(facts.papers), words))
        draft.add(LabelledLine(label=draft.text("label.papers"), text=text))
    draft.say(
        "recorded",
        entry=str(facts.entry),
        by=plain(facts.by),
        day=draft.day(local(facts.issued, VIETNAM).date(), ""),
    )
    summary = draft.text("summary", number=str(facts.sheet), title=plain(facts.title))
    return draft.paper(summary, (draft.signer(),))


def _meeting_day(draft: Draft) -> str:
    return draft.day(draft.facts.on, "day")
