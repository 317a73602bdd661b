"""Text of old fonts and broken encodings is noticed; names of other languages are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Paste

from tests.form_app import FormApp, session
from thidua_tui.acts.context import ActContext
from thidua_tui.command_line.parser import parse_line
from thidua_tui.i18n.messages import LANGUAGES, Words
from thidua_tui.parsing.legacy_fonts import converted
from thidua_tui.session.location import Location
from thidua_tui.widgets.header_footer import StatusLine

OLD = {
    "Céng hßa X· héi": "Cộng hòa Xã hội",
    "Së KÕ ho¹ch vµ §Çu t\u00ad": "Sở Kế hoạch và Đầu tư",
    "v¨n phßng ®oµn ®¹i biÓu quèc héi": "văn phòng đoàn đại biểu quốc hội",
    "Uû ban nh©n d©n tØnh L¹ng S¬n": "Uỷ ban nhân dân tỉnh Lạng Sơn",
    "Ch\u00ad¬ng tr×nh": "Chương trình",
    "H§ND tØnh": "HĐND tỉnh",
    "V¡N PHßNG": "VĂN PHÒNG",
    "Sở Céng th\u00ad¬ng": "Sở Cộng thương",
    "Coäng hoøa Xaõ hoäi": "Cộng hòa Xã hội",
    "Sôû Keá hoaïch vaø Ñaàu tö": "Sở Kế hoạch và Đầu tư",
    "VAÊN PHOØNG HOÄI ÑOÀNG": "VĂN PHÒNG HỘI ĐỒNG",
    "Sá»Ÿ Y táº¿": "Sở Y tế",
    "TÃ\u00a0i chÃ\u00adnh": "Tài chính",
}
OTHERS = [
    *("Prông", "Đắk Lắk", "Lắk", "Müller", "Ê Đê", "Krông Nô", "Kon Plông", "Cư M'gar", "Ea H'leo"),
    *(
        "Sêrêpôk",
        "Bù Gia Mập",
        "Mường Chà",
        "A Lưới",
        "Y Bông Niê",
        "Krông Pắc",
        "Đăk Tô",
        "Chư Păh",
    ),
    *("São Paulo", "Zürich", "Genève", "Nestlé", "Curaçao", "Société Générale", "Citroën", "Café"),
    *("Ångström", "Señor", "Besançon", "Crédit Lyonnais", "Éric", "Rhône", "Björk", "Nuñez"),
    *("§ 5", "m²", "«Hà Nam»", "20 °C", "½", "±5", "Điều 5 § 2", "©", "Sở Tài chính · 2021"),
    *("Hoà Bình", "Khoá học", "thuý", "Toà án", "Hóa Quỳ", "Ủy ban", "Ý kiến", "À", "Ô Môn"),
]


@pytest.mark.parametrize(("text", "meant"), OLD.items(), ids=ascii)
def test_converted_of_an_old_font_returns_what_was_meant(text, meant):
    found = converted(text)
    assert found is not None
    assert found.text == meant
    assert converted(meant) is None


@pytest.mark.parametrize("name", OTHERS, ids=ascii)
def test_converted_of_a_name_in_another_language_returns_none(name):
    assert converted(name) is None


def test_converted_of_real_names_and_sentences_returns_none():
    root = Path(__file__).resolve().parents[1]
    names = root / "tests" / "data" / "vietnamese_in_icu_order.txt"
    files = [names, *(root / "docs").glob("*.md"), *(root / "thidua_tui/locale").rglob("*.toml")]
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    assert len(lines) > 10_000
    assert [line for line in lines if converted(line)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("text", "meant"), OLD.items(), ids=ascii)
def test_understand_of_an_old_font_refuses_with_the_line_that_was_meant(text, meant, lang):
    words = Words(lang)
    ground = ActContext(session(), Location(), words)
    line = parse_line(f"đơn vị {text}", ground)
    if "UTF-8" not in str(line.wrong):  # of UTF-8 read as Latin-1 the whole line is
        assert line.wrong is not None and line.wrong.code == "old-text"
        assert meant in words.refusal(line.wrong)


async def paste(pilot, text: str) -> None:
    pilot.app.post_message(Paste(text))
    await pilot.pause()
    await pilot.pause()


@pytest.mark.parametrize(("act", "field"), [("launch-movement", "name"), ("found-unit", "units")])
async def test_a_paste_of_an_old_font_is_changed_and_said(act, field):
    async with FormApp(act, session()).run_test(size=(120, 40)) as pilot:
        await paste(pilot, "Céng hßa X· héi")
        row = pilot.app.form.body.fields.rows[field]
        assert row.raw == "Cộng hòa Xã hội"
        said = str(pilot.app.form.query_one("#form-about", StatusLine).right.plain) + str(
            pilot.app.form.body.status.render()
        )
        assert "TCVN3" in said and "Cộng hòa" in said


async def test_a_paste_of_an_old_font_once_more_stays_as_it_is():
    async with FormApp("launch-movement", session()).run_test() as pilot:
        await paste(pilot, "X· héi")
        await pilot.press("ctrl+u")
        await paste(pilot, "X· héi")
        assert pilot.app.form.body.fields.rows["name"].raw == "X· héi"
