"""What a question about scopes is to a store: parts of types and tags.

Retractions are read with the facts that they may retract.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from events.corrections import ANY_KIND, EntriesRetracted, taking_back
from events.errors import ThiduaError
from events.event import Scope, name_of
from events.store.cache import Part

_RETRACTED = name_of(EntriesRetracted)


@lru_cache(maxsize=500)
def parts_of_scopes(scopes: tuple[Scope, ...]) -> Sequence[Part]:
    """Return the parts of the question for these scopes.

    Raises:
        ThiduaError: `boundary-without-bounds`, where everything would match.
    """
    # Scopes of the same tags are one part: a cluster-year is looked up once for all of its facts.
    wanted: dict[tuple[str, ...], dict[str, None] | None] = {}
    for tags, kinds in ((scope.tags, scope.events) for scope in scopes):
        asked = wanted.get(tags, {})
        wanted[tags] = (
            asked | dict.fromkeys(map(name_of, kinds)) if kinds and asked is not None else None
        )
    parts = [part for tags, types in wanted.items() for part in _parts([*tags], types)]
    if not parts or any(not types and not tags for types, tags in parts):
        # An empty part matches everything: as a boundary it would lock the whole ledger.
        raise ThiduaError("boundary-without-bounds")
    return parts


def _parts(tags: list[str], types: dict[str, None] | None) -> Iterator[Part]:
    """Yield all with these tags, or of these types and the retractions that concern them."""
    if types is None:
        yield [], tags
    elif tags:
        yield [*types | {_RETRACTED: None}], tags
    else:
        yield [*types], []
        for kind in (*types, ANY_KIND):
            yield [_RETRACTED], [taking_back(kind)]
