"""The one door to the store: read the boundary, decide, append, and decide again on a conflict.

A fact is recorded once, tagged with everything it concerns; a decision locks exactly what it read
(dynamic consistency boundary). Reading and writing go through here and nowhere else.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from itertools import takewhile

from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent, DCBQuery, DCBQueryItem, DCBRecorder
from eventsourcing.persistence import IntegrityError
from msgspec.structs import replace

from events.command import Command, History
from events.corrections import ANY_KIND, EntriesRetracted, effective, taking_back
from events.errors import BadInput, Refused, Stale, ThiduaError
from events.event import Entry, Event, Scope, Seal, name_of
from events.operators import OPERATORS
from events.permissions import Writer, admitted
from events.shared_checks import happened
from events.signatures import Signing, sealed
from events.store.cache import FEW, Memory, Remembering, Seen
from events.store.codec import Stored, decode, decoded
from events.store.draft import draft
from events.store.instants import Instants
from events.store.recorder import parts_of
from events.store.retries import TRIES, let_others_go
from events.store.sanitise import Circumstances as Circumstances
from events.store.sanitise import checked, on_its_day
from events.store.scope_parts import parts_of_scopes

EVERYTHING = DCBQuery()
"""The query that every event matches."""


def new_act() -> str:
    """Return an id for an act: 64 random bits."""
    return secrets.token_hex(8)


def _no_key() -> Signing | None:
    return None


def _no_item(_: Sequence[Event]) -> str:
    return ""


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


class Ledger:
    """A ledger over any recorder of the event-sourcing library.

    Args:
        recorder: The store of the entries.
        clock: Returns the present instant in UTC.
    """

    def __init__(self, recorder: DCBRecorder, clock: Callable[[], datetime] = _now) -> None:
        self.recorder = recorder
        self.clock = clock
        self._memory = Memory(recorder) if isinstance(recorder, Remembering) else None
        self._instants = Instants(lambda after, size: self._stored(None, after, size)[0])

    def execute(
        self,
        command: Command,
        how: Circumstances,
        signing: Callable[[], Signing | None] = _no_key,
        item_of: Callable[[Sequence[Event]], str] = _no_item,
    ) -> list[Entry]:
        """Decide the command, record what follows, and return the new entries.

        On a server it is decided first on what is remembered, so that an act is one round trip:
        `append` refuses where its boundary has grown. A refusal needs what is there now.

        Args:
            command: The command, as it was typed.
            how: Who records it, why, and from which source.
            signing: Returns the key that signs; called where there are operators, or the first.
            item_of: Returns the item of the agenda for what is recorded, where `how` has none.

        Raises:
            BadInput: text that no field may hold; what `signing` raises.
            Refused: a rule says no, or the operator's role; nothing was recorded.
            Stale: others kept writing to the same ground.
        """
        command = checked(command)
        how = checked(how)
        if command.wants_reason() and not how.reason:
            raise Refused("reason-missing")
        asking = self._memory is None or not self._memory.up_to_date()
        for tries in range(0 if asking else -1, TRIES):
            let_others_go(tries)
            try:
                return self._attempt(command, how, signing, item_of, asking=asking)
            except IntegrityError:
                asking = self._memory is None or not self._memory.learn()
            except (BadInput, Refused):
                if tries >= 0:
                    raise
                asking = True
        raise Stale("ground-moved", tries=TRIES)

    def _attempt(
        self,
        command: Command,
        how: Circumstances,
        signing: Callable[[], Signing | None],
        item_of: Callable[[Sequence[Event]], str],
        *,
        asking: bool,
    ) -> list[Entry]:
        scopes = (*_bounded(command), OPERATORS)
        query = _query(scopes)
        history, upto = self._history(query, asking=asking)
        # Only now: what arrives after this look is behind `upto`, where the append finds it. Where
        # nothing is asked, the append refuses an act that the server has.
        if how.act and asking and (done := [*self.read(Scope((f"act:{how.act}",)))]):
            return done
        how = replace(how, act=how.act or new_act())
        history = on_its_day(history, how)
        facts = happened(command.decide(history), history.today)
        how = replace(how, item=how.item or item_of(facts))
        facts = command.accepted(history, how.reason, facts)
        writer, at = admitted(history, facts, signing), self.clock()
        if writer:
            drafts = self._signed(facts, how, at, writer, upto)
        else:
            drafts = [drafted(fact, how, at) for fact in facts]
        events = [event for event, _ in drafts]
        # A signature is for one place: nothing at all may come between.
        own = DCBQueryItem(types=[], tags=[f"act:{how.act}"])
        conflicts = EVERYTHING if writer else DCBQuery(items=[*query.items, own])
        condition = DCBAppendCondition(fail_if_events_match=conflicts, after=upto)
        last = self.recorder.append(events, condition)
        places = range(last - len(events) + 1, last + 1)
        new = [
            replace(draft, position=place, place=place)
            for place, (_, draft) in zip(places, drafts, strict=True)
        ]
        if self._memory:
            self._memory.add(new, [event.tags for event in events])
        return new

    def _signed(
        self, facts: list[Event], how: Circumstances, at: datetime, writer: Writer, upto: int
    ) -> list[tuple[DCBEvent, Entry]]:
        """Return the facts as stored, each signed with the head at the moment of deciding."""
        name, head = getattr(self.recorder, "name", ""), self._hash_at(upto).hex()
        how, code = replace(how, by=writer.operator.name), writer.operator.operator
        drafts = []
        for nth, fact in enumerate(facts, 1):
            seal = Seal(operator=code, seen=upto, head=head, nth=nth, of=len(facts))
            bare, _ = drafted(fact, how, at, seal)
            data = sealed(name, bare.type, bare.tags, bare.data, writer.signing)
            event = DCBEvent(type=bare.type, data=data, tags=bare.tags)
            drafts.append((event, decode(0, event.type, data)))
        return drafts

    def _seen(self) -> Seen | None:
        return self.recorder.last_seen() if isinstance(self.recorder, Remembering) else None

    def _hash_at(self, position: int) -> bytes:
        """Return the hash of an entry, of the last without asking a server; empty where unknown."""
        seen = self._seen()
        if seen and position == seen.head:
            return seen.hash
        hash_at: Callable[[int], bytes | None] = getattr(self.recorder, "hash_at", lambda _: b"")
        return hash_at(position) or b""

    def history(self, scopes: Iterable[Scope]) -> tuple[History, int]:
        """Return what counts within these scopes, and the position the reading reached."""
        return self._history(_query(tuple(scopes)))

    def _history(self, query: DCBQuery, *, asking: bool = True) -> tuple[History, int]:
        if self._memory:
            positions, head = self._memory.where(parts_of(query), asking=asking)
            entries = self._memory.entries(positions, deciding=True)
        else:
            answer = self.recorder.read(query)
            stored = ((s.position, s.event.type, "", s.event.data) for s in answer)
            entries, head = [*decoded(stored)], answer.head or 0
        gone = [entry for entry in entries if type(entry.event) is EntriesRetracted]
        return History(effective(entries), self.clock().astimezone().date(), retractions=gone), head

    def position(self) -> int:
        """Return the position of the last entry; 0 when there is none."""
        nothing = DCBQuery(items=[DCBQueryItem(types=[], tags=["nothing:has-this-tag"])])
        return self.recorder.read(nothing).head or 0

    def known_position(self) -> int:
        """Return the position of the last entry, of a server as far as is known without asking."""
        seen = self._seen()
        return seen.head if seen else self.position()

    def kinds(self, after: int, upto: int) -> frozenset[str] | None:
        """Return the types of the entries between two positions, if remembered.

        Args:
            after: The position behind which to begin.
            upto: The last position of the ledger.
        """
        return self._memory.kinds(after, upto) if self._memory else None

    def read(
        self,
        *scopes: Scope,
        after: int = 0,
        until: int | datetime | None = None,
        limit: int | None = None,
    ) -> Iterator[Entry]:
        """Return the entries within the scopes as typed, with retractions, oldest first.

        Args:
            scopes: The scopes to read; none for the whole ledger.
            after: The position after which to begin; 0 for the first entry.
            until: The last position, included; or an instant, which means what `known_at` returns.
            limit: The greatest number of entries; None for all.

        Raises:
            UnreadableLedger: at an entry that this version cannot read.
        """
        query = _query(scopes) if scopes else None
        last = self.known_at(until) if isinstance(until, datetime) else until
        entries = self._remembered(query, after, last) if query and limit is None else None
        if entries is None:
            stored, _ = self._stored(query, after, limit)
            if last is not None:
                stored = takewhile(lambda entry: entry[0] <= last, stored)
            entries = decoded(stored)
        return entries

    def known_at(self, instant: datetime) -> int:
        """Return the last position that was known at an instant; 0 before the first entry."""
        return self._instants.known_at(instant, self.position())

    def retractions(
        self, *kinds: type[Event], until: int | datetime | None = None
    ) -> Iterator[Entry]:
        """Return the retractions that may concern facts of these kinds, anywhere in the ledger.

        Args:
            kinds: The types of the events.
            until: The last position, or an instant; None for now.
        """
        tags = (Scope((taking_back(kind),)) for kind in (*map(name_of, kinds), ANY_KIND))
        return self.read(*tags, until=until)

    def _remembered(self, query: DCBQuery, after: int, last: int | None) -> Iterator[Entry] | None:
        """Return the entries from the cache if they are few, else None."""
        if not self._memory:
            return None
        positions = self._memory.positions(parts_of(query))
        positions = [p for p in positions if after < p and (last is None or p <= last)]
        return iter(self._memory.entries(positions)) if len(positions) <= FEW else None

    def _stored(
        self, query: DCBQuery | None, after: int = 0, limit: int | None = None
    ) -> tuple[Iterator[Stored], int]:
        """Return the stored entries that a query matches, from any recorder, and the head."""
        if read := getattr(self.recorder, "stored", None):
            found: tuple[Iterator[Stored], int] = read(query, after=after, limit=limit)
            return found
        answer = self.recorder.read(query, after=after, limit=limit)
        stored = ((s.position, s.event.type, "", s.event.data) for s in answer)
        return stored, answer.head or 0


def drafted(
    fact: Event, how: Circumstances, at: datetime, seal: Seal | None = None
) -> tuple[DCBEvent, Entry]:
    """Return a fact as stored, and the entry read back from that: see `draft`.

    Args:
        fact: The event.
        how: The circumstances of its act.
        at: The instant of recording, in UTC.
        seal: What its operator signs; None in a ledger without operators.
    """
    name, tags, data, entry = draft(fact, how, at, seal)
    return DCBEvent(type=name, data=data, tags=tags), entry


def _bounded(command: Command) -> tuple[Scope, ...]:
    if not (scopes := command.boundary()):
        raise ThiduaError("boundary-without-bounds")
    return scopes


@lru_cache(maxsize=500)
def _query(scopes: tuple[Scope, ...]) -> DCBQuery:
    return DCBQuery([DCBQueryItem([*types], [*tags]) for types, tags in parts_of_scopes(scopes)])
