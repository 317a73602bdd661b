"""Text: what may be stored, what may be shown, how Vietnamese compares and sorts."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.errors import BadInput
from events.lookalikes import foreign, misspelt, seen
from events.text import (
    clean,
    find,
    fold,
    matches,
    nfc,
    plain,
    same_name,
    sort_key,
    strange,
)

VOWELS = [
    nfc(letter + tone)
    for letter in "aăâeêioôơuưy"
    for tone in ["", *"\u0300\u0309\u0303\u0301\u0323"]
]
LETTERS = "".join(VOWELS) + "bcdđghklmnpqrstvx"
vietnamese = st.text(LETTERS + LETTERS.upper() + " -,.0123456789")
ONLY_FOR_MACHINES = {
    "\x1b": "U+001B",
    "\t": "U+0009",
    "\x7f": "U+007F",
    "\x9b": "U+009B",  # C1
    "\u202e": "U+202E",  # bidirectional override
    "\u2066": "U+2066",  # bidirectional isolate
    "\u200d": "U+200D",  # joins what is not joined here
    "\ufe0f": "U+FE0F",  # variation selector
    "\u3164": "U+3164",  # a letter drawn as nothing
    "\u2028": "U+2028",  # line separator
    "\ue000": "U+E000",  # private use
    "\ud800": "U+D800",  # surrogate
    "\u0378": "U+0378",  # unassigned
}


@pytest.mark.parametrize(("char", "name"), ONLY_FOR_MACHINES.items())
def test_a_character_only_for_machines_is_refused_by_name(char, name):
    with pytest.raises(BadInput) as refused:
        clean(f"a{char}b")
    assert (refused.value.code, refused.value.facts) == ("control-character", {"char": name})


@given(st.text())
def test_clean_text_is_composed_and_clean_again(text):
    try:
        once = clean(text)
    except BadInput as bad:
        assert bad.code == "control-character"
        return
    assert clean(once) == once == nfc(once)
    assert not any(map(strange, once))
    assert "  " not in once
    assert once == once.strip()


def test_clean_folds_spaces_on_a_line_and_keeps_lines_of_many():
    assert clean("  Sở \u00a0 Tài  chính\t\n") == "Sở Tài chính"
    assert clean(" một\r\nhai  ba\r", multiline=True) == "một\nhai  ba"
    with pytest.raises(BadInput, match="control-character"):
        clean("một\nhai")


def test_the_limit_counts_letters_after_cleaning():
    assert clean(" tie\u0302\u0301ng ", limit=5) == "tiếng"
    with pytest.raises(BadInput) as refused:
        clean("tiếng", limit=4)
    assert (refused.value.code, refused.value.facts) == ("too-long", {"limit": 4, "length": 5})


@given(st.text())
def test_plain_text_harms_nobody_and_plain_again_is_the_same(text):
    shown = plain(text)
    assert not any(map(strange, shown))
    assert plain(shown) == shown
    assert len(shown) == len(text.replace("\r\n", "\n"))


@given(vietnamese)
def test_plain_leaves_vietnamese_alone(text):
    assert plain(text) == text


def test_plain_shows_what_was_there():
    assert plain("a\x1b]0;x\x07\x9b\u202e\r\nb\tc\x7f") == "a␛]0;x␇��↵b␉c␡"
    assert plain("một\r\nhai\x1b", multiline=True) == "một\nhai␛"


@given(vietnamese)
def test_folding_keeps_every_position_and_forgets_case_marks_and_form(text):
    folded = fold(text)
    assert len(folded) == len(nfc(text))
    assert folded == fold(text.upper()) == fold(unicodedata.normalize("NFD", text)) == fold(folded)
    assert folded.isascii()


def test_folding_knows_that_đ_does_not_decompose():
    assert fold("Đoàn ĐBQH tỉnh Lạng Sơn, đường Thưởng") == "doan dbqh tinh lang son, duong thuong"


def test_twins_differ_only_in_marks_case_and_spaces():
    assert same_name("Sở Tài chính", "so tai  CHINH")
    assert same_name("Sở Y tế", "Sở Ytế")
    assert not same_name("Sở Y tế", "Sở Y tá")
    assert not same_name("Sở Y tế", "Sở Y-tế")


def test_look_alikes_are_those_of_no_keyboard_here():
    """Vietnamese looks like itself alone: no two of its letters are taken for each other."""
    assert seen("Sở Tài chính – Đoàn ĐBQH") == "Sở Tài chính - Đoàn ĐBQH"
    letters = LETTERS + LETTERS.upper()
    assert [letter for letter in letters if seen(letter) != nfc(letter)] == []
    assert seen("АВЕКМНОРСТУХ аеорсух іј") == "ABEKMHOPCTYX aeopcyx ij"
    assert seen("Ðồng ΒΟΤ ＡＢ１２") == "Đồng BOT AB12"


@pytest.mark.parametrize(
    ("copied", "meant"),
    [
        ("\u00d0\u1ea7u t\u01b0, \u00f0\u1eb7c bi\u1ec7t", "Đầu tư, đặc biệt"),
        ("\u0189\u1ea7u t\u01b0, \u0256\u1eb7c bi\u1ec7t", "Đầu tư, đặc biệt"),
        ("d\u0335\u1ea7u D\u0336oàn", "đầu Đoàn"),
        ("a\u0301\u0302 o\u0323\u0302 u\u0301\u031b", "ấ ộ ứ"),
        ("\u00e1\u0302 \u00e0\u0306 \u01a1\u0323", "ấ ằ ợ"),
        ("\uff33\u1edf \uff39 t\u1ebf \uff11\uff12", "Sở Y tế 12"),
        ("Khối \u2163, \ufb01", "Khối IV, fi"),
        ("\U0001d412\u1edf \U0001d54fây", "Sở Xây"),
        ("T\u00adài ch\u200bính\ufeff \u2060A", "Tài chính A"),
    ],
    ids=ascii,
)
def test_nfc_of_a_copied_letter_returns_the_vietnamese_one(copied, meant):
    assert nfc(copied) == clean(copied) == meant
    assert find(meant, copied)
    assert fold(copied) == fold(meant)
    assert sort_key(copied) == sort_key(meant)


@pytest.mark.parametrize("kept", ["m²", "½", "Đắk Lắk", "Müller", "Prông", "Москва", "Ê Đê", "№ 5"])
def test_nfc_of_another_sign_or_language_returns_it_unchanged(kept):
    assert nfc(kept) == kept


@pytest.mark.parametrize(
    ("name", "char", "latin", "word", "place"),
    [
        ("Sở Tài \u0441hính", "\u0441", "c", "\u0441hính", 1),
        ("S\u03bf\u031b\u0309 Y tế", "\u03bf", "o", "S\u03bf\u031b\u0309", 2),
        ("B\u01cen Dân vận", "\u01ce", "ă", "B\u01cen", 2),
        ("\u0421\u041e Y tế", "\u0421", "C", "\u0421\u041e", 1),
    ],
    ids=ascii,
)
def test_foreign_of_a_letter_that_passes_for_latin_names_it_and_its_place(
    name, char, latin, word, place
):
    found = foreign(name)
    assert found is not None
    assert (found.char, found.latin, found.word, found.place) == (char, latin, word, place)
    assert misspelt(name) == char


@pytest.mark.parametrize(
    "name",
    ["Sở Tài chính – Kế hoạch", "Москва", "Công ty Москва", "Kırşehir", "Nürnberg", "Krông Pắc"],
)
def test_foreign_of_a_name_in_another_language_returns_none(name):
    assert foreign(name) is None
    assert misspelt(name) == ""


@given(st.text())
def test_how_a_text_looks_is_the_same_of_how_it_looks(text):
    assert seen(seen(text)) == seen(text)
    assert seen(nfc(text)) == seen(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("so tai", "Sở Tài chính", True),
        ("SỞ", "Sở Tài chính", True),
        ("sở tai", "Sở Tài chính", True),
        ("sô", "Sở Tài chính", False),
        ("sợ", "Sở Tài chính", False),
        ("doan", "Văn phòng Đoàn", True),
        ("đoan", "Văn phòng Đoàn", True),
        ("đ", "d", False),
        ("hòa", "Hoà Bình", True),  # two schools of placing the tone
        ("hoà", "HÒA BÌNH", True),
        ("hò", "Hòa", True),  # on the way to it
        ("thuỷ", "Vũ Thanh Thủy", True),
        ("", "gì cũng được", True),
    ],
)
def test_marks_typed_count_and_missing_marks_do_not(query, text, found):
    assert matches(query, text) is found


@given(vietnamese, vietnamese, vietnamese)
def test_every_part_of_a_text_is_found_in_it_bare_or_marked(before, part, after):
    text = before + part + after
    for query in (part, fold(part), part.upper(), unicodedata.normalize("NFD", part)):
        assert matches(query, text)


@given(vietnamese, vietnamese)
def test_a_match_stands_where_it_says(query, text):
    if at := find(fold(query), text):
        assert fold(text[slice(*at)]) == fold(query).strip()


ALPHABET = "a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y"
IN_ORDER = [  # as ICU 78 sorts with locale vi
    "",
    " a",
    "-",
    "1",
    "10",
    "2",
    "a",
    "à",
    "ả",
    "ã",
    "á",
    "ạ",
    "an",
    "An",
    "ản",
    "AN TOÀN",
    "ăn",
    "ân",
    "b",
    "da",
    "dạ",
    "đa",
    "Đa",
    "e",
    "ê",
    "hoa",
    "Hoa",
    "hoạ",
    "hòa",
    "hỏa",
    "hoan",
    "Sở Tài chính",
    "Sở Tư pháp",
    "sơn",
    "Sơn La",
    "ta",
    "tư",
]


def test_the_alphabet_is_the_vietnamese_one():
    shuffled = sorted(ALPHABET.split(), key=ord)
    assert sorted(shuffled, key=sort_key) == ALPHABET.split()


def test_tones_count_after_all_letters_and_case_after_tones():
    shuffled = sorted(IN_ORDER, key=hash)
    assert sorted(shuffled, key=sort_key) == IN_ORDER


@given(vietnamese, vietnamese)
def test_sorting_sees_letters_before_tones_and_never_the_form(a, b):
    assert sort_key(unicodedata.normalize("NFD", a)) == sort_key(a)
    assert (sort_key(a) == sort_key(b)) == (a == b)


ICU = Path(__file__).with_name("data") / "vietnamese_in_icu_order.txt"


def test_the_alphabet_is_icus_on_every_name_of_its_table():
    lines = ICU.read_text("utf-8").splitlines()
    names = [line for line in lines if not line.startswith("#")]
    assert len(names) > 5000
    assert "ICU 78.2" in lines[1]
    assert sorted(names, key=sort_key) == names
