"""Text that bites, put into every field there is: for the tests of what is fed and what comes out.

The fields are found in the types of commands and events, so that a new one is fed without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import msgspec
from eventsourcing.dcb.popo import InMemoryDCBRecorder
from hypothesis import strategies as st
from msgspec import Struct
from msgspec import inspect as types

from events.corrections import EntriesRetracted
from events.event import Entry, Event, Source, event_types, name_of
from events.minutes_events import MinutesApproved
from events.store.codec import decode
from events.store.ledger import Circumstances, Ledger, drafted
from events.targets import TargetSet
from events.text import strange
from thidua_tui.command_line import cases

S = TypeVar("S", bound=Struct)
Path_: TypeAlias = tuple[str, ...]
Within: TypeAlias = tuple[type[Any], ...]
"""The structs around a field: a tree of lines is fed at its first level."""

NOW = datetime(2026, 1, 14, 8, 0, tzinfo=UTC)
RUNE = "ᛞ"
"""Stands inside every markup below: what is beside it on a screen tells whether it was read."""
BITES = (
    f"x[red]{RUNE}[/red]y",
    f"[@click=app.quit]{RUNE}[/]",
    "[/b]",
    "\x1b]0;title\x07",
    "\x1b]52;c;aGk=\x07",
    "\x1b[31m",
    "\x9b32m",
    "\x90q\x9c",
    "\x00\x07\x08\x7f\x85",
    "\u202e\u2066\u2069\u200f",
    "\u200b\u200d\ufeff\u00ad\ufe0f\u3164",
    "\u2028\u2029",
    "\ue000\U000e0041\ufff9",
    "a\u0302\u0309\u0323 o\u031b",  # NFD
    "a" + "\u0301" * 40,
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    ";=1",
    "\t=1",
    "\uff1d1",
    "<b>&amp;</b><!--]]>",
    "'\"`\\",
    "%s {unit} {0.x} [a {b}] $(id)",
    "| # * _ ~ <a>",
    "../../x",
    "漢👩‍👩‍👧",  # wide, and joined by a zero-width joiner
    "đĐ Sở Y tế",
    "аеорс",  # Cyrillic
)
"""What no display, table, terminal or name of a file may take for more than text."""
FATAL = ("\ud800", "\udfff")
"""Halves of characters: no JSON holds them, so only the door can meet them."""

text = st.lists(st.sampled_from(BITES) | st.text(max_size=6), max_size=5).map("".join)
"""Arbitrary text, with a taste for what bites."""
long = st.integers(250, 30_000).map(lambda n: "ệ" * n)


@cache
def leaves(kind: type[Struct]) -> tuple[tuple[Path_, bool], ...]:
    """Where a struct holds free text: the path to it, and whether it may have several lines.

    Codes have patterns of their own and hold no text.
    """
    return tuple(_leaves(types.type_info(kind), (), ()))


def _leaves(kind: types.Type, path: Path_, within: Within) -> Iterator[tuple[Path_, bool]]:
    match kind:
        case types.StructType(cls=cls, fields=fields) if cls not in within:
            for field in fields:
                yield from _leaves(field.type, (*path, field.name), (*within, cls))
        case types.UnionType(types=several):
            for one in several:
                yield from _leaves(one, path, within)
        case types.VarTupleType(item_type=item) | types.ListType(item_type=item):
            yield from _leaves(item, (*path, "*"), within)
        case types.StrType(pattern=None):
            yield path, True
        case types.StrType(pattern=str(pattern)) if r"\n" in pattern:
            yield path, False


@cache
def coded(kind: type[Struct]) -> tuple[Path_, ...]:
    """Where a struct holds codes."""
    return tuple(_coded(types.type_info(kind), (), ()))


def _coded(kind: types.Type, path: Path_, within: Within) -> Iterator[Path_]:
    match kind:
        case types.StructType(cls=cls, fields=fields) if cls not in within:
            for field in fields:
                yield from _coded(field.type, (*path, field.name), (*within, cls))
        case types.UnionType(types=several):
            for one in several:
                yield from _coded(one, path, within)
        case types.VarTupleType(item_type=item):
            yield from _coded(item, (*path, "*"), within)
        case types.StrType(pattern=str(pattern)) if r"\n" not in pattern:
            yield path


def put(thing: Any, path: Path_, told: str) -> Any:
    """The same thing with this text where the path leads, unchecked; None when nothing is there."""
    if not path:
        return told
    head, *rest = path
    if head == "*":
        if not thing:
            return (told,) if not rest else thing
        return tuple(put(item, tuple(rest), told) for item in thing)
    if thing is None:
        return None
    return msgspec.structs.replace(thing, **{head: put(getattr(thing, head), tuple(rest), told)})


def poisoned(thing: S, numbers: Iterator[int]) -> S:
    """Every text in it bites, each in another order, and none is longer than a line may be."""
    for path, several in leaves(type(thing)):
        told = bitten(numbers)
        thing = put(thing, path, f"{told}\n{told}" if several else told)
    return thing


def bitten(numbers: Iterator[int]) -> str:
    """All that bites, beginning with another bite each time, as long as a line may be."""
    start = next(numbers) % len(BITES)
    return "".join((*BITES[start:], *BITES[:start]))[:300]


def story() -> list[tuple[Event, Circumstances]]:
    """What happened in the cases, and one event of each kind: all of it bites.

    Then a target that is not withdrawn, and the retraction of a remark in approved minutes.
    """
    numbers = count()
    ledger = Ledger(InMemoryDCBRecorder(), clock=lambda: NOW)
    cases.play(ledger)
    told = [*ledger.read(), *golden()]
    told += [entry for entry in golden() if isinstance(entry.event, TargetSet)]
    facts: list[tuple[Event, Circumstances]] = [
        (poisoned(e.event, numbers), _how(e, f"act-{at}", numbers)) for at, e in enumerate(told)
    ]
    (approval,) = (e.event for e in golden() if isinstance(e.event, MinutesApproved))
    meeting = f"meeting:{approval.meeting}"
    at = next(at for at, (fact, _) in enumerate(facts, 1) if meeting in fact.tags())
    tags, kinds = facts[at - 1][0].tags(), (name_of(facts[at - 1][0]),)
    gone = EntriesRetracted(positions=(at,), concerns=tags, place=at, kinds=kinds)
    return [*facts, (gone, _how(told[at - 1], "act-gone", numbers))]


def _how(entry: Entry, act: str, numbers: Iterator[int]) -> Circumstances:
    return Circumstances(
        by=bitten(numbers),
        act=act,
        reason=bitten(numbers),
        source=Source(kind="newspaper", title=bitten(numbers)),
        meeting=entry.meeting,
    )


def golden() -> Iterator[Entry]:
    """One event of each kind, with something in every field; without those that end a cluster."""
    for file in sorted(Path(__file__).with_name("golden").glob("*.jsonl")):
        name = file.name.partition(".")[0]
        entry = decode(1, name, file.read_bytes().splitlines()[-1])
        if name not in ("entries-retracted", "cluster-dissolved"):
            yield entry


def record(ledger: Ledger, told: Iterable[tuple[Event, Circumstances]]) -> None:
    """Put facts into a ledger past its door, as another program or an old file might have."""
    for fact, how in told:
        ledger.recorder.append([drafted(fact, how, ledger.clock())[0]])


def harmful(told: str) -> list[str]:
    """The characters of an output that no terminal, file or reader should be given raw."""
    return sorted({f"U+{ord(char):04X}" for char in told if char != "\n" and strange(char)})


def kinds() -> list[type[Event]]:
    """The events of the program."""
    ours = [k for k in event_types().values() if k.__module__.startswith("events.")]
    return [kind for kind in ours if kind is not EntriesRetracted]


FORMULA = re.compile(r"""(?:^|;)[\s"]*[=+\-@\uff1d\uff0b\uff0d\uff20]""")
"""What a spreadsheet may take for the beginning of a formula, also where it parts cells at `;`."""
