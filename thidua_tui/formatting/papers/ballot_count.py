"""The minutes of a count in words (biên bản kiểm phiếu): the arithmetic of each ballot."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from events.text import plain
from thidua_tui.formatting.papers.blocks import (
    SHORT_DOTS,
    Block,
    Column,
    Issue,
    LabelledLine,
    Paper,
    Paragraph,
    Signature,
    Table,
)
from thidua_tui.formatting.papers.drafting import Draft
from thidua_tui.formatting.sentences.meeting_people import person_text
from thidua_tui.i18n.ballot_text import base_text, share_text
from thidua_tui.i18n.messages import Words
from views.papers.ballot_count import BallotCountFacts, BallotFacts, VoteFacts

ABBREVIATION = "BB"
PAPERS = ("issued", "returned", "missing", "valid", "invalid")
"""The numbers of papers, in the order in which they are read out."""
VOICES = ("in_favour", "against", "abstained")
"""The numbers of votes on a question."""


def wording(facts: BallotCountFacts, words: Words, issue: Issue | None = None) -> Paper:
    """Return the minutes of a count as a paper.

    Args:
        facts: The facts.
        words: The messages of the language to use.
        issue: What issuing gives; None for a draft.
    """
    draft = Draft(facts, words, issue, ABBREVIATION)
    day, venue = draft.day(facts.on, "day"), draft.known(facts.place, "venue")
    draft.add(LabelledLine(label=draft.text("label.day"), text=day))
    draft.add(LabelledLine(label=draft.text("label.venue"), text=venue))
    draft.section("tellers")
    draft.add(*_tellers(draft, facts))
    draft.section("votes")
    for number, vote in enumerate(facts.votes, 1):
        draft.add(*_vote(draft, vote, number))
    blank = draft.words("papers.minutes.clock", hour=SHORT_DOTS, minute=SHORT_DOTS)
    draft.say("end", clock=blank, day=draft.day(None, ""))
    return draft.paper(
        draft.text("summary", title=plain(facts.title)),
        (
            Signature(post=draft.text("sign.secretary")),
            Signature(authority=draft.text("sign.team"), post=draft.text("sign.leader")),
        ),
        dated=False,
    )


def _tellers(draft: Draft, facts: BallotCountFacts) -> Iterator[Block]:
    for number, one in enumerate(facts.tellers, 1):
        who = person_text(one.name, one.office, one.unit_name, draft.words)
        yield Paragraph(text=draft.text("teller", number=str(number), who=who))
    if not facts.tellers:
        yield Paragraph(text=draft.known("", "tellers"))


def vote_title(vote: VoteFacts, words: Words) -> str:
    """Return what was put to the vote.

    Args:
        vote: The vote.
        words: The messages of the language to use.
    """
    form = words.form_called(vote.form, vote.form_name) if vote.form else None
    facts = {"year": vote.year, "form": form, "unit": plain(vote.unit_name)}
    return words(f"papers.ballot-count.matter.{vote.decision}", **facts)


def _vote(draft: Draft, vote: VoteFacts, number: int) -> Iterator[Block]:
    words, council = draft.words, vote.decision == "award-balloted"
    title = draft.text("vote", number=str(number), title=vote_title(vote, words))
    yield Paragraph(text=title, style="bold")
    method = "" if vote.method == "not-recorded" else words.choice("method", vote.method)
    yield LabelledLine(label=draft.text("label.method"), text=draft.known(method, "method"))
    entitled = _number(draft, vote.entitled, "entitled")
    present = _number(draft, vote.present, "present")
    away = {"written": _positive(vote.written), "by_proxy": _positive(vote.by_proxy)}
    whom = words.choice("voters", "council" if council else "units")
    yield Paragraph(
        text=draft.text("voters", entitled=entitled, present=present, whom=whom, **away)
    )
    secret = vote.method == "secret-ballot"
    for ballot in vote.ballots:
        if len(vote.ballots) > 1:
            yield Paragraph(text=draft.text("nth", nth=ballot.key), style="italic")
        yield from _ballot(draft, ballot, vote, council=council, secret=secret)
    if vote.elected:
        yield Paragraph(text=draft.text("elected", units="; ".join(map(plain, vote.elected))))
    if vote.tie_by:
        decider = words.choice("decided_by", vote.tie_by)
        units, note = "; ".join(map(plain, vote.tied)), plain(vote.note)
        yield Paragraph(text=draft.text("decided", decider=decider, units=units, note=note))


def _ballot(
    draft: Draft, ballot: BallotFacts, vote: VoteFacts, *, council: bool, secret: bool
) -> Iterator[Block]:
    """Yield the papers, the votes, and what is enough."""
    words = draft.words
    if secret or any(getattr(ballot, name) is not None for name in PAPERS):
        numbers = {name: _number(draft, getattr(ballot, name), name) for name in PAPERS}
        yield Paragraph(text=draft.text("papers", **numbers), level=1)
        if all(getattr(ballot, name) is not None for name in PAPERS):
            yield Paragraph(text=draft.text("sums", **numbers), level=1)
    of = base_text(ballot.of, "council-award" if council else "", words)
    base = {"base": None if ballot.base is None else str(ballot.base), "of": of}
    if ballot.candidates:
        yield _candidates(draft, ballot)
    else:
        voices = {name: _known(getattr(ballot, name)) for name in VOICES}
        shown = percent(ballot.in_favour, ballot.base, words)
        yield Paragraph(text=draft.text("voices", **voices, percent=shown, **base), level=1)
    if ballot.needed is not None:
        part, needed = share_text(vote.majority, words), str(ballot.needed)
        paper = plain(vote.paper)
        text = draft.text("needed", needed=needed, part=part, paper=paper, **base)
        yield Paragraph(text=text, level=1)


def _candidates(draft: Draft, ballot: BallotFacts) -> Table:
    words = draft.words
    widths = {"number": 12, "unit": 80, "votes": 30}
    if ballot.base is not None:
        widths["percent"] = 38
    titles = {name: draft.text(f"column.{name}") for name in widths}
    if ballot.base is not None:
        of = words.choice("of", ballot.of)
        titles["percent"] = draft.text("column.percent", base=str(ballot.base), of=of)
    columns = tuple(
        Column(title=titles[name], width=width, align="left" if name == "unit" else "center")
        for name, width in widths.items()
    )
    rows = []
    for number, one in enumerate(ballot.candidates, 1):
        share = percent(one.votes, ballot.base, words)
        rows.append((str(number), plain(one.name), str(one.votes), *([share] if share else [])))
    return Table(columns=columns, rows=tuple(rows))


def percent(votes: int | None, base: int | None, words: Words) -> str:
    """Return votes as a part of a base in percent; empty where either is unknown.

    Args:
        votes: The votes.
        base: Of how many.
        words: The messages of the language to use.
    """
    if votes is None or not base:
        return ""
    share = (Decimal(100 * votes) / base).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return words("papers.ballot-count.percent", share=words.number(share))


def _number(draft: Draft, number: int | None, what: str) -> str:
    return draft.known("" if number is None else str(number), what, SHORT_DOTS)


def _known(number: int | None) -> str | None:
    return None if number is None else str(number)


def _positive(number: int | None) -> str | None:
    return str(number) if number else None
