"""An append, and what became of it when its answer was lost.

An error after an append was sent does not mean that it was not done: its act is looked for, and
it is sent again only where the condition names the act, so that it is never recorded twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
import psycopg

from events.errors import ThiduaError, UnreadableLedger
from events.hash_chain import New
from events.store.cache import Named
from events.store.postgresql.connection import Row, ServerSession
from events.store.postgresql.errors import SilentError, refusal
from events.store.postgresql.query import asked, json_text, storable
from events.store.postgresql.reading import Reading
from events.store.protocol import Unless

_APPEND = """SELECT last, linked, came FROM thidua.append(
    %s::jsonb, %s::bigint, %s::text[], %s::jsonb, %s::bytea[], %s::text, %s::text)"""
_PREPARE = """SELECT thidua.found('[[["a"], ["a", "b"]]]', position, position) FROM thidua.head"""
_REFUSED = "[]", -1000, ["a"], '[["a"]]', [b""], "", ""
"""An append that is refused in every ledger, since something came after its position: so far before
the first entry that none is listed."""
_ACT = "act:"
_named = msgspec.json.Decoder(list[Named]).decode


class Appender:
    """What appends to a ledger.

    Args:
        session: The session that appends.
        reading: What looks for an act.
        saw: Called with every head that is made, and its hash.
        place: Who writes, as `account@machine`.
    """

    def __init__(
        self,
        session: ServerSession,
        reading: Reading,
        saw: Callable[[int, bytes], None],
        place: str,
    ) -> None:
        self._session, self._reading, self._saw, self._place = session, reading, saw, place
        self.came: tuple[int, list[Named]] = (0, [])
        """The position behind which the last append met entries, and these."""

    def prepare(self) -> None:
        """Open the session and let the server plan, so that the first act waits for itself alone.

        Raises:
            ThiduaError: why it cannot be opened.
        """
        self._session.ask(_PREPARE)
        self._session.ask(_APPEND, _REFUSED)

    def add(self, events: Sequence[New], unless: Unless | None) -> int:
        """Append all entries or none; return the last position, 0 where the condition is met.

        Where the connection breaks, the act is looked for, and recorded again only if it is not
        there; the condition names the act, so it is never recorded twice: not even where it is
        older than what the condition is about.

        Args:
            events: Type, tags and data of each, at least one.
            unless: What must not be there; None for no condition.

        Raises:
            ThiduaError: what the server says; after `server-silent` and `server-gone` the entries
                may be there nevertheless.
        """
        values, act = self._appending(events, unless)
        try:
            return self._append(values)
        except _InDoubtError as doubt:
            if not act:
                raise doubt.refusal from doubt
            return self._after(doubt, values, act)

    def _after(self, doubt: _InDoubtError, values: Row, act: str) -> int:
        """Return what became of an append whose answer was lost.

        What the server says later, as that it takes no writes any more, does not end the doubt.
        """
        try:
            if found := self._last_of(act):
                return found
            if not doubt.silent:  # else the server may still do it
                return self._append(values) or self._last_of(act)
        except (UnreadableLedger, _InDoubtError) as again:
            raise doubt.refusal from again
        raise doubt.refusal from doubt

    def _last_of(self, act: str) -> int:
        """Return the last position of an act, 0 when it is not there."""
        places, _ = self._reading.positions([((), (act,))])
        return places[-1] if places else 0

    def _append(self, values: Row) -> int:
        with self._session.turn():
            connection = self._session.connection()
            try:
                cursor = connection.cursor(binary=True)
                prepares = self._session.prepares
                answer = cursor.execute(_APPEND, values, prepare=prepares).fetchall()
            except (psycopg.Error, UnicodeError) as error:
                lost, found = self._session.lost(error), refusal(error, str(self._session.address))
                if lost:
                    silent = isinstance(error, SilentError)
                    raise _InDoubtError(found, silent=silent) from error
                raise found from error
        [(last, digest, came)] = answer
        met = _named(came) if came else []
        if met:
            self.came = (int(values[1]), met)
        if last or met:
            self._saw(last or met[-1][0], digest)
        return int(last)

    def _appending(self, events: Sequence[New], unless: Unless | None) -> tuple[Row, str]:
        """Return the parameters of `append`, and the act's tag where the condition has it."""
        kinds = [storable(kind) for kind, _, _ in events]
        tags = [[*map(storable, tags)] for _, tags, _ in events]
        datas = [bytes(data) for _, _, data in events]
        parts, after = unless if unless is not None else (None, 0)
        wanted = None if parts is None else asked(parts)
        acts = {tag for own in tags for tag in own if tag.startswith(_ACT)}
        [act] = acts if len(acts) == 1 and all(acts <= {*own} for own in tags) else [""]
        fenced = parts is not None and (
            not parts or ([], [act]) in [([*t], [*g]) for t, g in parts]
        )
        act = act if fenced else ""
        return (wanted, after, kinds, json_text(tags), datas, self._place, act), act


class _InDoubtError(Exception):
    """The answer to an append was lost; `refusal` says so, where it is not found out."""

    def __init__(self, refusal: ThiduaError, *, silent: bool) -> None:
        super().__init__(refusal)
        self.refusal, self.silent = refusal, silent
