"""A paper as lines of text: width, dots, what people typed, and every block."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from tests.paper_samples import LONG, ballots, everything
from thidua_tui.formatting.papers import text_layout


@pytest.mark.parametrize("width", [80, 64, 63, 40])
def test_no_line_is_longer_than_the_width(width):
    for paper in (everything(), ballots()):
        lines = text_layout.render(paper, width)
        assert max(map(cell_len, lines)) <= width


def test_what_is_stored_comes_out_whole_and_harmless():
    lines = text_layout.render(everything(), 80)
    text = " ".join(" ".join(lines).split())
    assert "*báo cáo* #x $y$ [z] &amp; <b>" in text
    assert "\x1b" not in text
    assert "␛" in text


def test_the_heading_is_side_by_side_or_one_below_the_other():
    wide, narrow = (text_layout.render(everything(), width) for width in (80, 40))
    country = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert wide[0].split("  ")[-1].strip() == country
    assert [line.strip() for line in narrow].count(country) == 1


def test_dots_for_the_pen_are_found_in_the_lines():
    lines = text_layout.render(everything(), 80)
    first = next(line for line in lines if text_layout.GAP.search(line))
    assert first.strip().startswith("Thời gian bắt đầu: ……")


def test_a_long_name_is_in_every_layout_of_a_table():
    for width in (80, 30):
        text = "".join("".join(text_layout.render(everything(), width)).split())
        assert sum(text.count(word) for word in LONG.split()) >= len(LONG.split())


def test_the_language_of_the_paper_decides_its_heading():
    assert "SOCIALIST REPUBLIC OF VIET NAM" in "\n".join(
        text_layout.render(everything(lang="en"), 80)
    )


def test_a_paper_of_the_party_has_its_heading():
    text = "\n".join(text_layout.render(everything(party=True), 80))
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text
    assert "CỘNG HÒA" not in text
