"""Events, and the entries that record them.

Two times are in everything: *when it is true* is a field of the event (`year`, `on`, `until`);
*when we knew* is the entry's (`position`, `at`). A fact is recorded once and tagged with all it
concerns; the tags follow from the fields' names, so that no event can omit a tag.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import cache, lru_cache
from operator import attrgetter
from typing import Annotated, Any, ClassVar, Literal, dataclass_transform

from msgspec import Meta, Struct, StructMeta
from msgspec.structs import asdict

from events.date_spans import Timed

Code = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,39}\Z")]
"""Identity of a unit, cluster, movement, meeting, form: never changed, never shown alone."""
Line = Annotated[str, Meta(min_length=1, max_length=300, pattern=r"^[^\n]*\Z")]
"""One line of text: a name, a title, a number of a document. `$` would let a last newline pass."""
Remark = Annotated[str, Meta(max_length=300, pattern=r"^[^\n]*\Z")]
"""One line that may be empty: the source does not say."""
Prose = Annotated[str, Meta(max_length=20_000)]
"""Text of several lines."""
Clock = Annotated[str, Meta(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9])?\Z")]
"""A time of the day as HH:MM; empty where it is unknown."""
Year = Annotated[int, Meta(ge=1945, le=2200)]
"""A calendar year; the movement began with the appeal of 11/06/1948."""

TAGGED = {
    "cluster": "cluster",
    "of_cluster": "cluster",
    "unit": "unit",
    "units": "unit",
    "into": "unit",
}
TAGGED |= {"movement": "movement", "meeting": "meeting", "host": "unit", "chair": "unit"}
TAGGED |= {"parent": "unit", "further": "unit"}
TAGGED |= {"places": "unit", "signatories": "unit", "scorer": "unit"}
TAGGED |= {"proxy": "unit", "outgoing": "unit", "incoming": "unit"}
TAGGED |= {"pairs": "unit", "sheets": "unit", "without": "unit"}
TAGGED |= {"in_writing": "unit", "by_proxy": "unit"}
"""Field name -> kind of tag. A field of several codes gives several tags."""


class ByKeyword(StructMeta):
    """msgspec inherits `frozen`, not `kw_only`; events are built by field name."""

    def __new__(
        mcls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **config: Any
    ) -> ByKeyword:
        return super().__new__(mcls, name, bases, namespace, **({"kw_only": True} | config))


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Event(
    Timed, metaclass=ByKeyword, frozen=True, forbid_unknown_fields=True, omit_defaults=True
):
    """Something that happened, in the past tense; a fact that no later version may re-interpret.

    Every change of the shape raises `version` and brings an upcaster from the version before: also
    a new optional field or a new choice (`codec.unchanged`), so that an older program says that a
    newer one wrote the entry, and not that it is damaged. A new meaning is a new event with a new
    name.
    """

    version: ClassVar[int] = 1

    def tags(self) -> tuple[str, ...]:
        """Return what this fact concerns: `unit:stc`, and with a year also `unit:stc/2021`."""
        kind = type(self)
        return _tags(kind, _values(kind)(self))

    def claims(self) -> Iterable[str]:
        """Return what only one fact may hold at a time, as `kind:key`; checked by `invariants`."""
        return ()

    def releases(self) -> Iterable[str]:
        """Return the claims that end with this fact."""
        return ()

    def establishes(self) -> Iterable[str]:
        """Return the keys, besides its claims, that later facts may depend on."""
        return ()

    def depends_on(self) -> Iterable[str]:
        """Return the keys that must hold for this fact; retracting their facts is refused."""
        return ()


@cache
def declares(kind: type[Event], *questions: str) -> bool:
    """Return whether a kind of event answers any of these questions itself, as `claims`.

    The laws ask every entry of a ledger; most kinds have nothing to say about most of them.

    Args:
        kind: The type of the event.
        questions: The names of methods of `Event`.
    """
    return any(getattr(kind, asked) is not getattr(Event, asked) for asked in questions)


def name_of(event: Event | type[Event]) -> str:
    """Return the stored name (`head-elected`): ours for ever, never a module path."""
    return str(event.__struct_config__.tag)


def _subclasses(kind: type[Event]) -> list[type[Event]]:
    found = []
    for child in kind.__subclasses__():
        if child.__struct_config__.tag is not None:
            found.append(child)
        found += _subclasses(child)
    return found


@cache
def event_types() -> dict[str, type[Event]]:
    """Return the event types that this version knows, by their stored names."""
    return {name_of(kind): kind for kind in _subclasses(Event)}


def concerned(event: Event) -> Iterator[tuple[str, str]]:
    """Yield every (kind, code) that the event's fields name, in the order of the fields."""
    kind = type(event)
    return _named(kind, _values(kind)(event))


def _named(of: type[Event], values: tuple[Any, ...]) -> Iterator[tuple[str, str]]:
    for (_, kind), value in zip(_tagged(of), values, strict=False):  # the year is no tag
        if type(value) is str:
            if value:
                yield kind, value
            continue
        for code in value or ():
            for named in _codes(code):
                yield kind, named


@cache
def _tagged(kind: type[Event]) -> tuple[tuple[str, str], ...]:
    """Return the fields of a kind of event that give tags, with the kind of tag."""
    return tuple((field, TAGGED[field]) for field in kind.__struct_fields__ if field in TAGGED)


def _codes(part: Any) -> list[str]:
    """The codes of a field, or of one part of it: of a place its unit, of a pair both units."""
    if isinstance(part, str):
        return [part] if part else []
    return [code for field in ("scorer", "unit") if (code := getattr(part, field, ""))]


@cache
def _values(kind: type[Event]) -> Callable[[Event], tuple[Any, ...]]:
    """Return what reads the fields of a kind of event that give tags, and last its year, if any."""
    names = [field for field, _ in _tagged(kind)] + ["year"] * hasattr(kind, "year")
    if len(names) > 1:
        return attrgetter(*names)
    return lambda event: tuple(getattr(event, name) for name in names)


@lru_cache(maxsize=4096)
def _tags(of: type[Event], values: tuple[Any, ...]) -> tuple[str, ...]:
    """Return the tags of an event; entries of the same sheet follow each other, and share them."""
    year = values[-1] if len(values) > len(_tagged(of)) else None
    found = []
    for kind, code in dict.fromkeys(_named(of, values)):
        found.append(f"{kind}:{code}")
        if year is not None and kind in ("cluster", "unit"):
            found.append(f"{kind}:{code}/{year}")
    return tuple(found)


class Source(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where a fact comes from: seen in the room, a document, a newspaper, somebody's memory."""

    kind: Literal["room", "document", "newspaper", "memory"] = "room"
    title: Remark = ""
    on: date | None = None


class Seal(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Who signed, and the place signed for: behind the position `seen`, whose hash is `head`.

    The facts of one act are signed each by itself: this is the `nth` of so many, so its position
    (from 1) is `seen` + `nth`. `head` is in hex digits.
    """

    operator: Code
    seen: int
    head: str
    nth: int = 1
    of: int = 1


class Entry(Struct, frozen=True, kw_only=True):
    """A recorded event: the fact, and how and when it became known.

    Attributes:
        position: The number of the entry, from 1 without gaps.
        at: The instant of recording, in UTC.
        by: The name of the person who recorded it.
        act: The id of its act: one or more events with one reason and one source.
        event: The fact.
        reason: Why it was recorded, where the act needs a reason; else empty.
        source: Where the fact comes from.
        meeting: The code of the meeting in whose session it was typed; else empty.
        item: The code of the item of that meeting's agenda under which it was typed; else empty.
        place: Its place among the entries in force: the position, or that of what it corrects.
        seal: Who signed it, where the ledger names operators.
        sig: The signature in base64, where the ledger names operators.
    """

    position: int
    at: datetime
    by: str
    act: str
    event: Event
    reason: str = ""
    source: Source = Source()
    meeting: str = ""
    item: str = ""
    place: int
    seal: Seal | None = None
    sig: str = ""


def tags_of(event: Event, meeting: str, act: str) -> tuple[str, ...]:
    """Return the tags of an entry: what the event concerns, its session, its act.

    Args:
        event: The fact.
        meeting: The code of the meeting in whose session it was typed; empty for none.
        act: The id of the act.
    """
    if not meeting and type(event).tags is Event.tags:  # each once, and none of an act
        return (*event.tags(), f"act:{act}")
    session = (f"meeting:{meeting}",) if meeting else ()
    return (*dict.fromkeys((*event.tags(), *session, f"act:{act}")),)


class Scope(Struct, frozen=True):
    """One part of a boundary: entries with all of `tags` and, when given, one of `events`."""

    tags: tuple[str, ...] = ()
    events: tuple[type[Event], ...] = ()


def fields_of(thing: Struct) -> dict[str, object]:
    """Return field names and values, in order."""
    return asdict(thing)
