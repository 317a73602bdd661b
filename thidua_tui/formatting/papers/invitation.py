"""The wording of an invitation (giấy mời, Nghị định 30/2020, Phụ lục III, mẫu 1.11)."""

from __future__ import annotations

from events.text import plain
from thidua_tui.formatting.papers.blocks import (
    SHORT_DOTS,
    Addressee,
    Issue,
    LabelledLine,
    Paper,
    Paragraph,
)
from thidua_tui.formatting.papers.drafting import Draft, ended
from thidua_tui.i18n.messages import Words
from views.papers.invitation import InvitationFacts


def wording(facts: InvitationFacts, words: Words, issue: Issue | None = None) -> Paper:
    """Return the invitation to a meeting, to all who are invited or to one of them.

    Args:
        facts: The facts.
        words: The messages of the language to use.
        issue: What issuing gives it; None for a draft.
    """
    draft = Draft(facts, words, issue, "GM")
    names = tuple(plain(one.name) for one in facts.invited)
    draft.add(Addressee(label=draft.text("to"), names=names or (draft.known("", "invited"),)))
    issuer = plain(facts.office.issuer) or plain(facts.cluster_name)
    draft.say("invites", issuer=issuer, title=plain(facts.title))
    draft.add(
        LabelledLine(label=draft.text("label.time"), text=_time(draft, facts)),
        LabelledLine(label=draft.text("label.place"), text=draft.known(facts.place, "venue")),
        LabelledLine(label=draft.text("label.chair"), text=draft.known("", "chair")),
    )
    _list(draft, "content", facts.content, needed=not facts.agenda)
    _list(draft, "agenda", facts.agenda)
    draft.say("asks")
    return draft.paper(facts.title, (draft.signer(),), each=facts.each)


def _time(draft: Draft, facts: InvitationFacts) -> str:
    """The hour and the day, with dots for what is open."""
    hour, _, minute = facts.at.partition(":")
    if not facts.at:
        draft.known("", "time")
    clock = draft.text("clock", hour=hour or SHORT_DOTS, minute=minute or SHORT_DOTS)
    return draft.text("time", clock=clock, day=draft.day(facts.on, "day"))


def _list(draft: Draft, what: str, lines: tuple[str, ...], *, needed: bool = False) -> None:
    """A label and its lines, one on the same line, several below it."""
    label = draft.text(f"label.{what}")
    if len(lines) > 1:
        draft.add(Paragraph(text=f"{label}:"))
        draft.add(*(Paragraph(text=ended(f"- {plain(one)}"), level=1) for one in lines))
    elif lines or needed:
        text = draft.known(lines[0] if lines else "", what)
        draft.add(LabelledLine(label=label, text=text))
