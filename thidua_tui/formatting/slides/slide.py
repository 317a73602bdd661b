"""What a slide says, and a line of it as runs of text, each of a tone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from msgspec import Struct

Tone = Literal["", "gold", "silver", "bronze", "gold-fill", "silver-fill", "bronze-fill", "above"]
"""The colour of a run: of a place, as text or as a block, or of the phrase above; empty for none.
"""
TONES: dict[int, Tone] = {1: "gold", 2: "silver", 3: "bronze"}
"""Place -> its colour as text."""
FILLS: dict[int, Tone] = {1: "gold-fill", 2: "silver-fill", 3: "bronze-fill"}
"""Place -> its colour as a block, which may be brighter than text may be."""
Run = tuple[str, Tone]
Line = tuple[Run, ...]


class Name(Struct, frozen=True):
    """A unit by its full and its short name, as it was called in that year."""

    full: str
    short: str


class Step(NamedTuple):
    """A step of the podium: its label, the units on it, and the place, from 1 to 3."""

    label: str
    names: tuple[Name, ...]
    place: int


class Slide(Struct, frozen=True, kw_only=True):
    """A phrase (`above`), who or what it is about in big letters, and lines `below`.

    Attributes:
        mark: What is to be known of all of it, above everything: that it is provisional.
        place: The place that the slide is about, whose colour the names have; 0 for none.
        steps: The steps of the podium, first place first, where the slide is one.
        hidden: The places of steps that are not announced yet.
        unnamed: Whether the step announced last waits for its names; `names` then says its place
            where there is no room for a podium.
        called: Whether the place alone is called, and its unit is named on the next slide.
    """

    mark: str = ""
    above: str = ""
    names: tuple[Name, ...] = ()
    below: tuple[str, ...] = ()
    place: int = 0
    steps: tuple[Step, ...] = ()
    hidden: tuple[int, ...] = ()
    unnamed: bool = False
    called: bool = False


def toned(texts: Iterable[str], tone: Tone = "") -> list[Line]:
    """Return texts as lines of one tone."""
    return [((text, tone),) for text in texts]


def plain_text(line: Line) -> str:
    """Return a line without its tones."""
    return "".join(text for text, _ in line)
