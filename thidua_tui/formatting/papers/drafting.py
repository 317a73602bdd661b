"""What the wordings of all kinds share: dots for what is unknown, headings, days, signatures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from events.text import plain
from thidua_tui.formatting.papers.blocks import (
    DOTS,
    NBSP,
    SHORT_DOTS,
    Block,
    Heading,
    Issue,
    Paper,
    Paragraph,
    SectionTitle,
    Signature,
)
from thidua_tui.i18n.messages import Words
from views.papers.facts import PaperFacts


def ended(text: str) -> str:
    """Return a sentence with a full stop, unless it ends with a mark of its own.

    Args:
        text: The sentence.
    """
    return text if not text or text[-1] in ".;:!?…" else f"{text}."


_BEFORE_NUMBER = re.compile(r" (?=\d)")


class Draft:
    """A paper while it is worded.

    Args:
        facts: The facts of the paper.
        words: The messages of the language to use.
        issue: What issuing gives the paper; None for a draft.
        abbreviation: The letters of the kind in its number; empty for a paper without a number.

    Attributes:
        blocks: The body so far.
        missing: The names of what is unknown so far.
    """

    def __init__(
        self, facts: PaperFacts, words: Words, issue: Issue | None, abbreviation: str = ""
    ) -> None:
        self.facts, self.words, self.issue = facts, words, issue
        self.abbreviation = abbreviation
        self.blocks: list[Block] = []
        self.missing: list[str] = []

    def text(self, key: str, **facts: object) -> str:
        """Return a text of the kind, else of all kinds, with its facts.

        Args:
            key: The key below the table of the kind in `papers.toml`, or below `paper`.
            facts: The facts.
        """
        own = f"papers.{self.facts.kind}.{key}"
        return self.words(own if self.words.find(own) else f"papers.paper.{key}", **facts)

    def known(self, text: str, what: str, dots: str = DOTS) -> str:
        """Return a text made harmless; where it is empty dots, and what is missing is noted.

        Args:
            text: The text; empty where it is unknown.
            what: The key of its name below `missing`.
            dots: What is printed for the pen.
        """
        if text:
            return plain(text)
        self.missing.append(self.text(f"missing.{what}"))
        return dots

    def day(self, on: date | None, what: str) -> str:
        """Return a day as papers have it, with dots where it is unknown.

        Args:
            on: The day.
            what: The key of its name below `missing`; empty where it need not be noted.
        """
        if on:
            return _BEFORE_NUMBER.sub(NBSP, self.words.long_day(on))
        if what:
            self.known("", what)
        return self.words("papers.paper.no-day", dots=SHORT_DOTS)

    def known_day(self, on: date | None) -> str | None:
        """Return a day as papers have it; None where it is unknown, for a part that is left out."""
        return self.day(on, "") if on else None

    def add(self, *blocks: Block) -> None:
        """Add blocks to the body."""
        self.blocks += blocks

    def section(self, key: str, **facts: object) -> None:
        """Add the title of a section."""
        self.add(SectionTitle(text=self.text(key, **facts)))

    def say(self, key: str, **facts: object) -> None:
        """Add a paragraph."""
        self.add(Paragraph(text=self.text(key, **facts)))

    @property
    def number(self) -> str:
        """The number with its letters, as `01/BB-CTĐ`; dots where it is not given yet."""
        issue, symbol = self.issue, plain(self.facts.office.symbol)
        letters = plain(issue.symbol) if issue and issue.symbol else ""
        if not letters:
            letters = f"{self.abbreviation}-{self.known(symbol, 'symbol', SHORT_DOTS)}"
        return f"{plain(issue.number) if issue and issue.number else SHORT_DOTS}/{letters}"

    @property
    def issued_on(self) -> date | None:
        """The day of issue; None for a draft."""
        return self.issue.on if self.issue else None

    def heading(self, *, dated: bool = True, number: str = "") -> Heading:
        """Return the heading.

        Args:
            dated: Whether it has a line of place and day; a biên bản has none.
            number: The number, where it is another than that of the issue.
        """
        office = self.facts.office
        place = ""
        if dated:
            where = self.known(office.place, "place", SHORT_DOTS)
            place = f"{where}, {self.day(self.issued_on, '')}"
        numbered = self.abbreviation and (number or self.number)
        return Heading(
            superior=self.known(office.superior, "superior"),
            issuer=plain(office.issuer or self.facts.cluster_name),
            number=self.words("papers.paper.number", number=numbered) if numbered else "",
            place_and_day=place,
            party=office.party,
        )

    def signer(self) -> Signature:
        """Return the place where the office signs."""
        office = self.facts.office
        return Signature(
            authority=plain(office.authority),
            post=self.known(office.post, "post"),
            name=self.known(office.signer, "signer", ""),
        )

    def recipients(self) -> tuple[str, ...]:
        """Return the lines of “Nơi nhận”, each with its semicolon, the last with a full stop."""
        found = [plain(one).rstrip(" ;.") for one in self.facts.office.recipients]
        if not found:
            return (self.known("", "recipients"),)
        return (*(f"{one};" for one in found[:-1]), f"{found[-1]}.")

    def paper(
        self, summary: str, signatures: Iterable[Signature] = (), *, dated: bool = True, **rest: Any
    ) -> Paper:
        """Return the paper of what was added.

        Args:
            summary: The title below the name of the kind.
            signatures: The places to sign.
            dated: Whether the heading has a line of place and day.
            rest: Other fields of `Paper`.
        """
        issue = self.issue
        fields: dict[str, Any] = {
            "name": self.text("name"),
            "signatures": tuple(signatures),
            "draft": "" if issue else self.words("papers.paper.draft"),
            "code": issue.code if issue else "",
            "code_note": issue.code_note if issue else "",
        } | rest
        if "heading" not in fields:
            fields["heading"] = self.heading(dated=dated)
        if "recipients" not in fields:
            fields["recipients"] = self.recipients()
        return Paper(
            kind=self.facts.kind,
            summary=plain(summary),
            blocks=tuple(self.blocks),
            missing=tuple(dict.fromkeys(self.missing)),
            lang=self.words.lang,
            on=self.issued_on,
            **fields,
        )
