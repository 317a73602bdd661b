"""Finding one of many by a few letters: one table for every place where one seeks."""

from __future__ import annotations

from datetime import date

import pytest

from events.reorganisation import MergeUnits
from events.unit_commands import FoundUnit, RenameUnit
from tests.form_app import FOUNDED, HERE, session
from thidua_tui.acts.choices import former, units
from thidua_tui.acts.context import ActContext
from thidua_tui.parsing.fuzzy_match import Option, Rank, matches, places, ranked, unique_match
from thidua_tui.widgets.styled_text import highlight
from views.names import Names

UNITS = (
    Option(code="stc", name="Sở Tài chính"),
    Option(code="stnmt", name="Sở Tài nguyên và Môi trường"),
    Option(code="skhdt", name="Sở Kế hoạch và Đầu tư", short="Sở KH&ĐT"),
    Option(code="vp-dbqh", name="Văn phòng Đoàn Đại biểu Quốc hội tỉnh", short="VP Đoàn ĐBQH"),
    Option(code="vp-hdnd", name="Văn phòng HĐND tỉnh", short="VP HĐND tỉnh"),
    Option(code="snn", name="Sở Nông nghiệp và Môi trường", former=("Sở Nông lâm",)),
    Option(code="ktnn", name="Kiểm toán nhà nước khu vực tài chính"),
)


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("stc", ["stc"]),  # the code, and the initials
        ("STC", ["stc"]),
        ("vpd", ["vp-dbqh"]),
        ("hdnd", ["vp-hdnd"]),
        ("tai", ["stc", "stnmt", "ktnn"]),
        ("tài chính", ["stc", "ktnn"]),
        ("taichinh", ["stc", "ktnn"]),
        ("tái", []),  # another mark than is there
        ("sở", ["stc", "stnmt", "skhdt", "snn"]),
        ("số", []),
        ("moi truong", ["stnmt", "snn"]),
        ("kh&đt", ["skhdt"]),
        ("kh&dt", ["skhdt"]),
        ("skhđt", ["skhdt"]),  # what an input method makes of the code
        ("nong lam", ["snn"]),  # an old name
        ("snl", ["snn"]),  # and its initials
        ("kiểm", ["ktnn"]),
        ("oan", ["vp-dbqh", "ktnn"]),  # within a word
        ("xyz", []),
        ("", [option.code for option in UNITS]),
    ],
)
def test_what_letters_find_the_likeliest_first(query, codes):
    assert [option.code for option in matches(query, UNITS)] == codes


@pytest.mark.parametrize(
    ("query", "rank"),
    [
        ("stc", Rank.EXACT),
        ("Sở Tài chính", Rank.EXACT),
        ("s-tc", Rank.ALIAS),
        ("st", Rank.ALIAS_START),
        ("so tai", Rank.NAME_START),
        ("chinh", Rank.WORD_START),
        ("tc", Rank.ALIAS_INSIDE),
        ("inh", Rank.INSIDE),
    ],
)
def test_code_and_initials_go_before_words_and_words_before_their_middle(query, rank):
    assert ranked(query, UNITS[:1])[0].rank is rank


@pytest.mark.parametrize(
    ("query", "name", "shown"),
    [
        ("tai", "Sở Tài chính", "Tài"),
        ("ở tài", "Sở Tài chính", "ở|Tài"),
        ("stc", "Sở Tài chính", "S|T|c"),
        ("vpd", "Văn phòng Đoàn", "V|p|Đ"),
        ("vphdnd", "Văn phòng HĐND tỉnh", "V|p|HĐND"),
        ("khdt", "Sở Kế hoạch", ""),
        ("", "Sở Tài chính", ""),
    ],
)
def test_the_letters_that_were_meant_are_lit_without_colour(query, name, shown):
    content = highlight(name, places(query, name))
    assert "|".join(name[span.start : span.end] for span in content.spans) == shown
    assert {span.style for span in content.spans} <= {"bold underline"}


def test_beyond_doubt_is_a_name_of_today_before_a_former_one():
    old = Option(code="new", name="Sở Mới", former=("Sở Tài chính",))
    assert unique_match("Sở Tài chính", (*UNITS, old)) is UNITS[0]
    assert unique_match("nông lâm", UNITS) is UNITS[5]
    assert unique_match("tai", UNITS) is None
    assert unique_match("", UNITS) is None


def test_a_unit_is_found_by_the_names_that_it_had_and_those_of_whom_it_carries_on():
    on = date(2021, 1, 14)
    told = session(
        *FOUNDED,
        RenameUnit(unit="snv", name="Sở Nội vụ và Dân tộc", on=date(2020, 1, 1)),
        FoundUnit(unit="bdt", name="Ban Dân tộc"),
        MergeUnits(units=("stc", "skhdt"), into="stc2", name="Sở Tài chính", on=on),
    )
    names = told.see(Names())
    assert former(names)["snv"] == ("Sở Nội vụ",)
    assert set(former(names)["stc2"]) == {"Sở Kế hoạch và Đầu tư", "Sở KH&ĐT"}
    options = units(ActContext(told, HERE), ["stc2", "snv"])
    assert [option.code for option in matches("ke hoach", options)] == ["stc2"]
