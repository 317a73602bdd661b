"""A lot on the wall: between whom it was drawn, what it follows from, and the order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from events.event import Event
from events.score_book.lot import hashes
from events.text import plain
from events.tie_events import TieDecided
from thidua_tui.formatting.slides.slide import Name, Slide
from thidua_tui.i18n.messages import Words
from views.names import Names

SHOWN = 12
"""So many digits of a hash are enough to compare it from the last row."""


def is_drawn(event: Event | None) -> bool:
    """Return whether an event is a lot, drawn in the room or from the words of the parties."""
    return isinstance(event, TieDecided) and event.by in ("lot", "words")


def lot_slide(tie: TieDecided, names: Names, words: Words) -> Slide:
    """Return the slide of a lot: the first unit in big letters, the order and its ground below.

    Args:
        tie: The decision, drawn by lot.
        names: The names of the units.
        words: The messages of the language to use.
    """
    called = [(names.unit(unit, tie.year), names.short(unit, tie.year)) for unit in tie.units]
    order = "; ".join(f"{at}. {plain(full)}" for at, (full, _) in enumerate(called, 1))
    full, short = called[0]
    return Slide(
        above=words("slides.lot.title", year=str(tie.year)),
        names=(Name(plain(full), plain(short or full)),),
        below=(words("slides.lot.order", order=order), *_ground(tie, words)),
    )


def _ground(tie: TieDecided, words: Words) -> Iterator[str]:
    """Yield who saw the lot, or the words and the hashes from which anybody can recompute it."""
    if tie.witnesses:
        yield words("slides.lot.witnesses", witnesses=plain(tie.witnesses))
    if not tie.words:
        return
    parties = (f"{plain(one.party)}: «{plain(one.word)}»" for one in tie.words)
    yield words("slides.lot.words", words="; ".join(parties))
    found = hashes({one.party: one.word for one in tie.words}, tie.units)
    yield words("slides.lot.hashes", hashes="; ".join(f"{u} {h[:SHOWN]}…" for u, h in found))


def after_their_places(
    lots: Iterable[TieDecided], before: Iterable[str], shown: Iterable[str]
) -> list[TieDecided]:
    """Return the lots of which the last unit was announced just now.

    Args:
        lots: The lots of the year.
        before: The units announced before.
        shown: The units announced just now.
    """
    known, new = {*before}, {*shown}
    return [lot for lot in lots if new & {*lot.units} and {*lot.units} <= known | new]
