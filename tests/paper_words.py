"""Papers for tests: all their words, and facts of which each text is a marker."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import msgspec

from events.event import Entry, Event
from events.papers import PaperKind
from tests.spec import ledger_with
from thidua_tui.formatting.papers import blocks
from thidua_tui.formatting.papers.blocks import Paper
from thidua_tui.i18n.messages import LOCALE
from views.papers.facts import PaperFacts, Subject, plain_facts
from views.papers.registry import PAPERS

MARKER = "Zqx"
WORD = re.compile(r"[^\W\d_]+")
TEMPLATES = (
    "papers",
    "minutes",
    "screen",
    "sentences",
    "choices",
    "presence",
    "ballots",
    "tables",
    "acts",
)
"""The files of templates whose words a paper may have."""
SIGNS = frozenset({"bb", "bc", "gm", "tb", "ttr", "i", "ii", "iii", "iv", "v", "jan"})
"""Letters of the numbers of papers and sections, and the month of the tests in English."""


def made(kind: PaperKind, before: Iterable[Event], facts: Iterable[Event], **subject: Any) -> Any:
    """Return the facts of a paper of the cluster `cum`, as they are read back from the register.

    Args:
        kind: The kind of paper.
        before: What was recorded before the meeting `m`.
        facts: What was typed in the session of that meeting.
        subject: The fields of the subject; the year is 2020 unless given.
    """
    before = (*before,)
    ledger = ledger_with(*before, *facts)
    read = ledger.read

    def in_session(*_: Any, until: Any = None, **how: Any) -> Iterator[Entry]:
        for entry in read(until=until, **how):
            late = entry.position <= len(before)
            yield entry if late else msgspec.structs.replace(entry, meeting="m")

    ledger.read = in_session  # type: ignore[method-assign]  # acts of a session
    found = PAPERS[kind].make(ledger, Subject(**{"cluster": "cum", "year": 2020, **subject}), None)
    return msgspec.convert(plain_facts(found), type(found))


def block_texts(block: blocks.Block) -> Iterator[str]:
    """Yield the texts of a block."""
    match block:
        case blocks.LabelledLine(label=label, text=text):
            yield f"{label}: {text}"
        case blocks.Addressee(label=label, names=names):
            yield from (label, *names)
        case blocks.Table(columns=columns, rows=rows):
            yield from (column.title for column in columns)
            yield from (cell for row in rows for cell in row)
        case blocks.Paragraph(text=text) | blocks.SectionTitle(text=text) | blocks.Basis(text=text):
            yield text


def texts(paper: Paper) -> Iterator[str]:
    """Yield every text of a paper, from its heading to its recipients."""
    if paper.heading:
        found = paper.heading
        yield from (found.superior, found.issuer, found.number, found.place_and_day)
    yield from (paper.draft, paper.name, paper.summary)
    for block in paper.blocks:
        yield from block_texts(block)
    parts: list[blocks.Annex | blocks.Slip] = [*paper.annexes, *paper.slips]
    for part in parts:
        yield from part.titles
        for block in part.blocks:
            yield from block_texts(block)
    for one in paper.signatures:
        yield from (one.authority, one.post, one.name)
    yield from paper.recipients


def body(paper: Paper) -> str:
    """Return the texts of a paper, a line each."""
    return "\n".join(filter(None, texts(paper)))


def tables(paper: Paper) -> list[blocks.Table]:
    """Return the tables of a paper and of its annexes."""
    found = (*paper.blocks, *(block for annex in paper.annexes for block in annex.blocks))
    return [block for block in found if isinstance(block, blocks.Table)]


@cache
def template_words(lang: str) -> frozenset[str]:
    """Return the words of the templates of a language, without those of facts."""
    texts = (tomllib.loads((LOCALE / lang / f"{one}.toml").read_text("utf-8")) for one in TEMPLATES)
    return frozenset(word.casefold() for text in _leaves([*texts]) for word in WORD.findall(text))


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _leaves(part)


def marked(facts: PaperFacts, free: frozenset[str]) -> tuple[Any, set[str]]:
    """Return facts of which each free text is a marker of its own, and these markers.

    Args:
        facts: The facts.
        free: The names of the fields that hold free text, wherever they are.
    """
    markers: set[str] = set()

    def text_of(value: Any, field: str) -> Any:
        if isinstance(value, dict):
            return {name: text_of(part, name) for name, part in value.items()}
        if isinstance(value, list):
            return [text_of(part, field) for part in value]
        if isinstance(value, str) and value and field in free:
            markers.add(marker := MARKER + _letters(len(markers)))
            return marker
        return value

    return msgspec.convert(text_of(plain_facts(facts), ""), type(facts)), markers


def _letters(number: int) -> str:
    return "".join("abcdefghij"[int(digit)] for digit in f"{number:03d}")


def strange_words(paper: Paper, lang: str, markers: set[str]) -> list[str]:
    """Return the words of a paper that are neither of a template nor a marker."""
    known = template_words(lang) | SIGNS | {marker.casefold() for marker in markers}
    return [word for word in WORD.findall(body(paper)) if word.casefold() not in known]


def assertive(lang: str, kind: str) -> dict[str, str]:
    """Return the sentences of a kind that assert something: those that end with a full stop."""
    table = tomllib.loads((LOCALE / lang / "papers.toml").read_text("utf-8"))[kind]
    return {key: text for key, text in table.items() if isinstance(text, str) and _asserts(text)}


def _asserts(text: str) -> bool:
    return text.rstrip("]/ ").endswith((".", ":"))
