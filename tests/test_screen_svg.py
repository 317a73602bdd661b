"""Pictures of screens: nothing from outside, nothing cut, every column in its place."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pyte
import pytest

from tests.box_paths import HIGH, WIDE
from tests.box_shapes import blocks, box
from tests.cells import Cell, Look, cells_of_app, cells_of_terminal, cells_of_text
from tests.pages import app_on, ledger_at, press, quiet, standing_still
from tests.pictures import FOLDER
from tests.screen_svg import (
    ASCENT,
    BAR,
    EDGE,
    LETTERS,
    RINGS,
    SIZE,
    RowWriter,
    screen_svg,
    words,
)

LOOK = Look("#111111", "#eeeeee")
SVG = "{http://www.w3.org/2000/svg}"
PICTURES = sorted(FOLDER.glob("*.svg"))
OF_SCREENS = [path for path in PICTURES if path.stem not in ("performance", "walk")]
ABOVE, BELOW = 1.02, 0.30
"""How far the letters of the pictures reach from the baseline, in em: Ỗ upwards, Ậ downwards."""
LENT = set("↵⏎⚑★☆✔①②③")
"""Signs that the letters lack, which another font of the reader's may lend."""


def row(text: str, look: Look = LOOK) -> list[Cell]:
    return cells_of_text([text], len(text), look)[0]


def xml(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314  # a picture of ours


def drawn(text: str, look: Look = LOOK) -> ET.Element:
    """A row as XML."""
    return xml(f"<g>{RowWriter(LOOK.paper).row(row(text, look))}</g>")


def test_a_picture_has_room_for_two_marks_above_a_capital():
    assert ASCENT >= ABOVE * SIZE
    assert HIGH - ASCENT >= BELOW * SIZE


def test_columns_are_held_by_the_width_of_their_cells():
    texts = drawn("Sở Kế hoạch và Đầu tư     Nhất").findall("text")
    assert [text.text for text in texts] == ["Sở Kế hoạch và Đầu tư", "Nhất"]
    assert [float(text.get("x", "")) for text in texts] == [0, pytest.approx(26 * WIDE, abs=0.01)]
    for text in texts:
        assert float(text.get("textLength", "")) == pytest.approx(
            len(text.text or "") * WIDE, abs=0.01
        )


def test_a_sign_that_another_font_may_lend_pushes_nothing_aside():
    runs = [*words(enumerate(row("a → b ★ c")))]
    assert runs == [(0, "a", 1), (2, "→", 1), (4, "b", 1), (6, "★", 1), (8, "c", 1)]


def test_a_wide_character_takes_two_cells():
    cells = cells_of_text(["日x"], 3, LOOK)[0]
    assert [*words(enumerate(cells))] == [(0, "日x", 3)]


def test_lines_that_meet_are_one_line():
    paths = [path.get("d") for path in drawn("───").findall("path")]
    assert paths == [f"M0 {HIGH / 2}H{3 * WIDE:g}"]


def test_a_frame_joins_from_row_to_row():
    for char in "│┃├┤┼":
        path = drawn(char).find("path")
        assert path is not None
        assert f"M{WIDE / 2:g} 0V{HIGH}" in path.get("d", ""), char


def test_dashes_run_as_their_line_does():
    upright, level = (
        "".join(path.get("d", "") for path in drawn(char).findall("path")) for char in "┆┄"
    )
    assert upright.count("V") == level.count("H") == 3
    assert "H" not in upright


def test_blocks_fill_their_cells_to_the_edge():
    rect = drawn("███").find("rect")
    assert rect is not None
    assert [rect.get(name) for name in ("x", "y", "width", "height")] == [
        *("0", "0", f"{3 * WIDE:g}", f"{HIGH}")
    ]


@pytest.mark.parametrize("char", [chr(code) for code in range(0x2500, 0x2580)])
def test_every_box_character_is_drawn(char):
    assert drawn(char).find("path") is not None
    assert drawn(char).find("text") is None


@pytest.mark.parametrize("char", [chr(code) for code in range(0x2580, 0x25A0)])
def test_every_block_is_within_its_cell(char):
    shapes = blocks(char)
    assert shapes
    for x, y, width, height, _ in shapes:
        assert 0 <= x < x + width <= 1
        assert 0 <= y < y + height <= 1


@pytest.mark.parametrize(
    ("char", "sides"),
    [
        ("┏", {"s": "HEAVY", "e": "HEAVY"}),
        ("╼", {"w": "LIGHT", "e": "HEAVY"}),
        ("╫", {"n": "DOUBLE", "s": "DOUBLE", "w": "SINGLE", "e": "SINGLE"}),
        ("┹", {"n": "HEAVY", "w": "HEAVY", "e": "LIGHT"}),
    ],
)
def test_the_lines_of_a_box_character_follow_from_its_name(char, sides):
    found = box(char)
    assert found is not None
    assert {side: weight for side, weight in found.sides.items() if side in sides} == sides


def test_what_is_typed_is_text():
    assert drawn("<b>&").find("text").text == "<b>&"  # type: ignore[union-attr]  # it is there


def test_a_terminal_and_its_colours_are_read():
    screen = pyte.Screen(12, 2)
    pyte.Stream(screen).feed("\x1b[1;38;2;1;2;3mẾ\x1b[0m\x1b[31mx\x1b[7my")
    cells = cells_of_terminal(screen)[0]
    assert [cell.char for cell in cells[:3]] == ["Ế", "x", "y"]
    assert cells[0].look.ink == "#010203"
    assert cells[0].look.bold
    assert cells[1].look.ink == cells[2].look.paper


async def test_a_dialog_is_shown_over_its_page(tmp_path):
    with standing_still():
        app = app_on(ledger_at(tmp_path / "a.ledger", story=True), "vi", "thidua-dark")
        async with app.run_test(size=(100, 30)) as pilot:
            await press(pilot, "m")
            await quiet(pilot)
            cells = cells_of_app(app)
    assert [len(line) for line in cells] == [100] * 30
    assert len({cell.look.paper for line in cells for cell in line}) > 3


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_a_picture_fetches_nothing(path):
    text = path.read_text("utf-8")
    assert re.findall(r"https?:", text.replace("http://www.w3.org/2000/svg", "")) == []
    assert {*re.findall(r"url\(.{15}", text)} <= {"url(data:font/woff2"}
    assert "<script" not in text
    assert "href" not in re.sub(r'href="#', "", text)


@pytest.mark.parametrize("path", OF_SCREENS, ids=lambda path: path.stem)
def test_a_picture_brings_its_letters(path):
    held = {*(LETTERS / "letters.txt").read_text("utf-8")} | {*RINGS} | LENT
    texts = xml(path.read_text("utf-8")).iter(f"{SVG}text")
    assert {char for text in texts for char in text.text or ""} <= held


@pytest.mark.parametrize("path", OF_SCREENS, ids=lambda path: path.stem)
def test_a_picture_cuts_nothing(path):
    root = xml(path.read_text("utf-8"))
    width, height = (float(root.get(side, "")) for side in ("width", "height"))
    assert not [node for node in root.iter() if "clip" in node.tag or node.get("clip-path")]
    for group in root.iter(f"{SVG}g"):
        for text in group.findall(f"{SVG}text[@textLength]"):
            end = float(text.get("x", "")) + float(text.get("textLength", ""))
            assert EDGE + end <= width - EDGE + 0.01
    tops = [
        float(group.get("transform", "").split()[-1].rstrip(")"))
        for group in root.iter(f"{SVG}g")
        if group.get("transform", "").startswith("translate(0 ")
    ]
    assert tops
    assert all(second - first >= HIGH for first, second in pairwise(tops))
    assert BAR + tops[-1] + HIGH <= height


@pytest.mark.parametrize("path", OF_SCREENS, ids=lambda path: path.stem)
def test_a_picture_is_small(path):
    assert path.stat().st_size <= (90_000 if "wide" in path.stem else 60_000)


def test_the_document_is_well_formed():
    grid = cells_of_text(["Thi đua", "├──┤ ●"], 12, LOOK)
    root = xml(screen_svg(grid, "a < b & c"))
    assert root.find(f"{SVG}title").text == "a < b & c"  # type: ignore[union-attr]  # it is there
