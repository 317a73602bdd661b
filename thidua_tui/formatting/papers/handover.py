"""The wording of minutes of handing over (biên bản bàn giao) between two heads of a cluster."""

from __future__ import annotations

from events.text import plain
from thidua_tui.formatting.papers.blocks import (
    SHORT_DOTS,
    Column,
    Issue,
    LabelledLine,
    Paper,
    Paragraph,
    Signature,
    Table,
)
from thidua_tui.formatting.papers.drafting import Draft
from thidua_tui.i18n.messages import Words
from views.papers.handover import HandoverFacts, Side


def wording(facts: HandoverFacts, words: Words, issue: Issue | None = None) -> Paper:
    """Return the minutes of a handing over, which both sides sign.

    Args:
        facts: The facts.
        words: The messages of the language to use.
        issue: What issuing gives it; None for a draft.
    """
    draft = Draft(facts, words, issue, "BB")
    draft.add(
        LabelledLine(label=draft.text("label.day"), text=draft.day(facts.on, "day")),
        LabelledLine(label=draft.text("label.place"), text=draft.known(facts.place, "venue")),
    )
    draft.section("sides")
    _side(draft, "outgoing", facts.outgoing)
    _side(draft, "incoming", facts.incoming)
    draft.section("things")
    _things(draft, facts)
    draft.section("ledger")
    if facts.checkpoint:
        draft.say("checkpoint")
        draft.add(Paragraph(text=plain(facts.checkpoint), style="center"))
        draft.add(Paragraph(text=draft.text("verify"), style="italic"))
    else:
        code = draft.known("", "checkpoint")
        draft.add(LabelledLine(label=draft.text("label.checkpoint"), text=code))
    draft.say("copies", dots=SHORT_DOTS)
    summary = draft.text("summary", cluster=plain(facts.cluster_name), year=str(facts.year))
    signatures = (_signature(draft, "incoming", facts), _signature(draft, "outgoing", facts))
    return draft.paper(summary, signatures, dated=False)


def _side(draft: Draft, what: str, side: Side) -> None:
    """The unit of a side, and who acts for it."""
    draft.add(LabelledLine(label=draft.text(f"label.{what}"), text=plain(side.unit)))
    draft.say(
        "person",
        person=draft.known(side.person, f"{what}-person"),
        post=draft.known(side.post, f"{what}-post"),
    )


def _things(draft: Draft, facts: HandoverFacts) -> None:
    """What is handed over, numbered, with room for remarks; dots where nothing is listed."""
    things = [plain(one) for one in facts.things] or [draft.known("", "things")]
    columns = (
        Column(title=draft.text("column.number"), width=10, align="center"),
        Column(title=draft.text("column.thing"), width=110),
        Column(title=draft.text("column.remark"), width=40),
    )
    rows = tuple((str(number), thing, "") for number, thing in enumerate(things, 1))
    draft.add(Table(columns=columns, rows=rows))


def _signature(draft: Draft, what: str, facts: HandoverFacts) -> Signature:
    side = facts.incoming if what == "incoming" else facts.outgoing
    return Signature(post=draft.text(f"sign.{what}"), name=plain(side.person))
