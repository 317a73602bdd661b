"""The colours of the themes: what is rendered can be read (WCAG 2.2, 1.4.3), on every page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest
from rich.style import Style
from textual.color import Color

from tests.pages import Walk, app_on, ledger_at, settled
from thidua_tui.platform.contrast import ratio
from thidua_tui.platform.themes import CONTRAST, DARK, LIGHT, THEMES

LEAST = {LIGHT.name: 4.5, DARK.name: 4.5, CONTRAST.name: 7.0}
"""WCAG's level AA for text, AAA for the theme that is meant for it."""
MEANINGS = ("foreground", "primary", "secondary", "accent", "warning", "error", "success")
LINES = ("frame", "frame-focus")
"""Of the theme's own colours those of lines; WCAG 2.2, 1.4.11 asks for 3 : 1 where they matter."""
FILL = "-fill"
"""Of colours of blocks, out of which the number is cut: 3 : 1, as for other graphics."""
GROUNDS = ("background", "surface", "panel")
WALK: tuple[tuple[str, ...], ...] = (
    (),
    ("enter",),
    ("0",),
    ("2",),
    ("2", "space"),
    ("3",),
    ("3", "slash"),
    ("3", "enter"),
)
WALK += (("4",), ("5",), ("t",), ("a",), ("question_mark",), ("ctrl+p",), ("colon",), ("z",))
WALK += (("left_square_bracket",), ("v",), ("h",), ("x",), ("f7",))


def test_the_ratio_is_that_of_the_standard():
    assert ratio(Color.parse("#000"), Color.parse("#fff")) == pytest.approx(21)
    assert ratio(Color.parse("#777"), Color.parse("#fff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", LEAST)
def test_every_colour_can_be_read_on_every_ground(name):
    colours = THEMES[name].to_color_system().generate()
    for text, ground in product(MEANINGS, GROUNDS):
        assert ratio(Color.parse(colours[text]), Color.parse(colours[ground])) >= LEAST[name]
    cursor = (Color.parse(colours[f"block-cursor-{part}"]) for part in ("foreground", "background"))
    assert ratio(*cursor) >= LEAST[name]


def own_colours(name: str) -> dict[str, Color]:
    """Return the colours that mean something in this program, without grounds and lines."""
    variables = THEMES[name].variables
    grounds = ("block-cursor", "stripe", "scrollbar", *LINES)
    return {
        key: Color.parse(v)
        for key, v in variables.items()
        if not key.startswith(grounds) and not key.endswith(FILL)
    }


@pytest.mark.parametrize("name", LEAST)
def test_every_colour_that_means_something_can_be_read_on_every_ground(name):
    variables = THEMES[name].variables
    colours = THEMES[name].to_color_system().generate()
    grounds = [Color.parse(colours[ground]) for ground in GROUNDS]
    grounds.append(Color.parse(variables["stripe"]))
    assert len(own_colours(name)) > 15
    for (key, colour), ground in product(own_colours(name).items(), grounds):
        assert ratio(colour, ground) >= LEAST[name], (key, ground.hex)
    assert ratio(Color.parse(variables["frame-focus"]), grounds[0]) >= 3


@pytest.mark.parametrize("name", LEAST)
def test_the_blocks_of_the_podium_differ_from_the_ground(name):
    fills = {k: Color.parse(v) for k, v in THEMES[name].variables.items() if k.endswith(FILL)}
    ground = Color.parse(THEMES[name].to_color_system().generate()["background"])
    assert len({colour.hex for colour in fills.values()}) == 3
    for key, colour in fills.items():
        assert ratio(colour, ground) >= 3, key


def test_the_themes_define_the_same_colours():
    assert len({frozenset(theme.variables) for theme in (DARK, LIGHT, CONTRAST)}) == 1
    assert {*DARK.variables} <= {*THEMES["thidua-terminal"].variables}


def pairs(app, strips) -> Iterator[tuple[str, Color, Color]]:
    """Each piece of text on the screen, its colour and what it stands on.

    The page that a dialog lies over is left out: nothing on it can be used.
    """
    regions = [app.screen.region]
    if app.screen.is_modal and app.screen.styles.background.a < 1:
        regions = [child.region for child in app.screen.children]
    for region in regions:
        for strip in strips[region.y : region.bottom]:
            for text, style, _ in strip.crop(region.x, region.right):
                if style and any(char.isalnum() for char in text):
                    yield text, *seen(style)


def seen(style: Style) -> tuple[Color, Color]:
    """Both colours, as they come out."""
    text, ground = (Color.from_rich_color(c) for c in (style.color, style.bgcolor))
    return (ground, text) if style.reverse else (text, ground)


@dataclass
class Shown:
    """What one page shows."""

    pairs: list[tuple[str, Color, Color]]
    """Each piece of text, its colour and its ground."""
    runs: list[tuple[str, tuple[object, ...], str]]
    """Each piece of text, how it looks without colour, and its colour."""


async def walk(path: Path, name: str) -> dict[tuple[str, ...], Shown]:
    """Show every page in a theme; each is reached from the start by its keys."""
    seen: dict[tuple[str, ...], Shown] = {}
    app = app_on(path, "vi", name)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settled(pilot)
        way = Walk(pilot)
        for keys in WALK:
            await way.to(*keys)
            strips = app.screen._compositor.render_strips(app.size)
            seen[keys] = Shown([*pairs(app, strips)], [*runs(strips)])
    return seen


STATES = ("warning", "error", "success")
LOOKS = ("bold", "dim", "italic", "underline", "reverse")


def runs(strips) -> Iterator[tuple[str, tuple[object, ...], str]]:
    """Each piece of text, how it looks without colour, and its colour."""
    for strip in strips:
        for text, style, _ in strip:
            if style and text.strip():
                look = tuple(bool(getattr(style, name)) for name in LOOKS)
                yield text.strip(), look, seen(style)[0].hex


def unreadable(pages: dict[tuple[str, ...], Shown], name: str) -> dict[object, object]:
    """Return the texts whose contrast is below what the theme promises."""
    return {
        (keys, text.strip()): (colour.hex, ground.hex, ratio(colour, ground))
        for keys, page in pages.items()
        for text, colour, ground in page.pairs
        if ratio(colour, ground) < LEAST[name]
    }


def by_colour_alone(pages: dict[tuple[str, ...], Shown], name: str) -> dict[object, object]:
    """Return the words that a page shows with one weight both with and without a state's colour."""
    generated = THEMES[name].to_color_system().generate()
    states = {generated[key].upper() for key in STATES} - {generated["foreground"].upper()}
    found, shown = dict[object, object](), set[str]()
    for keys, page in pages.items():
        colours: dict[tuple[str, tuple[object, ...]], set[str]] = {}
        for text, look, colour in page.runs:
            colours.setdefault((text, look), set()).add(colour)
        shown |= states & set().union(*colours.values())
        found |= {
            (keys, *at): many for at, many in colours.items() if len(many) > 1 and many & states
        }
    assert shown, "no page shows a state: the walk proves nothing"
    return found


@pytest.mark.parametrize("name", LEAST)
async def test_pages_can_be_read_and_mean_nothing_by_colour_alone(tmp_path, name, monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    pages = await walk(ledger_at(tmp_path / "demo.ledger", story=True), name)
    assert unreadable(pages, name) == {}
    if name != CONTRAST.name:  # the other two share their colours
        assert by_colour_alone(pages, name) == {}
