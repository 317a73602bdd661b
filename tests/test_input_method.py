"""The program's own Telex and VNI: every syllable in several orders of keys, and what stays."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua_tui.parsing.syllables import ONSETS, RHYMES, TONES, complete, possible, toned, untoned
from thidua_tui.parsing.telex_vni import TELEX, VNI, Word, ended, parse_word, press

NAMES = Path(__file__).with_name("data") / "vietnamese_in_icu_order.txt"
METHODS = (TELEX, VNI)
TONE_KEYS = {TELEX: "zfrxsj", VNI: "023415"}
MARK_KEYS = {
    TELEX: dict(zip("ăâđêôơư", "wadeoww", strict=True)),
    VNI: dict(zip("ăâđêôơư", "8696677", strict=True)),
}


def typed(keys: str, method: str = TELEX, *, new_style: bool = False) -> str:
    """What stands there after these keys, a word at a time."""
    word = Word(new_style=new_style)
    for key in keys:
        word = press(word, key, method)
    return word.text(method)


def taken_apart(syllable: str) -> tuple[list[str], int]:
    """The letters with their marks, and the tone by number; nothing of the program is asked."""
    letters, tone = [], 0
    for char in syllable:
        parts = unicodedata.normalize("NFD", char)
        tones = [part for part in parts if part in TONES[1:]]
        tone = TONES.index(tones[0]) if tones else tone
        letters.append(unicodedata.normalize("NFC", "".join(p for p in parts if p not in tones)))
    return letters, tone


def plain(letter: str) -> str:
    return "d" if letter == "đ" else unicodedata.normalize("NFD", letter)[0]


def spellings(syllable: str, method: str) -> Iterator[str]:
    """The keys of a syllable: marks behind their letter or at the end, the tone here or there."""
    letters, tone = taken_apart(syllable)
    marks = [MARK_KEYS[method].get(letter, "") for letter in letters]
    stop = TONE_KEYS[method][tone] if tone else ""
    bare = "".join(map(plain, letters))
    if method == TELEX and "oo" in "".join(letters):
        yield syllable_keys(letters, marks).replace("oo", "ooo") + stop
        return
    late = "".join(marks)
    if "ươ" in syllable_text(letters):
        late = late.replace("ww", "w").replace("77", "7")  # one key horns both
    yield syllable_keys(letters, marks) + stop
    yield bare + late + stop
    yield bare + stop + late
    vowel = max(at for at, letter in enumerate(letters) if plain(letter) in "aeiouy")
    yield (
        syllable_keys(letters[: vowel + 1], marks)
        + stop
        + syllable_keys(letters[vowel + 1 :], marks[vowel + 1 :])
    )


def syllable_keys(letters: list[str], marks: list[str]) -> str:
    return "".join(plain(a) + b for a, b in zip(letters, marks, strict=False))


def syllable_text(letters: list[str]) -> str:
    return "".join(letters)


def names() -> list[str]:
    lines = NAMES.read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


# `uơ` stands alone in huơ, thuở, khuơ; with another onset the horns come in pairs, as in UniKey.
PAIRED = re.compile("(?<!^h)(?<!^th)(?<!^kh)(?<!^q)u[ơờởỡớợ]$")


@cache
def named() -> list[str]:
    """Return every syllable of the real names."""
    words = {word.lower() for name in names() for word in re.findall(r"[^\W\d_]+", name)}
    return sorted(
        word
        for word in words
        if complete(*untoned(word)) and not PAIRED.search(word) and len(word) > 1
    )


@cache
def allowed() -> list[str]:
    """Return every syllable that the orthography allows."""
    return [
        toned(onset + rhyme, tone)
        for onset in sorted(ONSETS)
        for rhyme in sorted(RHYMES)
        for tone in range(6)
        if possible(onset + rhyme, tone) and complete(onset + rhyme, tone)
    ]


def wrong(syllable: str, method: str) -> list[tuple[str, str]]:
    """Keys that give something else."""
    pairs = [
        (keys, typed(keys, method, new_style=schooled(syllable)))
        for keys in spellings(syllable, method)
    ]
    return [(keys, text) for keys, text in pairs if text != syllable]


def schooled(syllable: str) -> bool:
    """Whether the name is spelt in the new style."""
    return syllable != toned(*untoned(syllable))


@pytest.mark.parametrize("method", METHODS)
def test_every_syllable_of_real_names_comes_out_right_in_four_orders_of_keys(method):
    assert len(named()) > 2000
    assert [(s, wrong(s, method)) for s in named() if wrong(s, method)] == []


@pytest.mark.parametrize("method", METHODS)
def test_every_syllable_that_the_orthography_allows_comes_out_right(method):
    some = allowed()[::5]
    assert [(s, wrong(s, method)) for s in some if not PAIRED.search(s) and wrong(s, method)] == []


@pytest.mark.parametrize("method", METHODS)
def test_capitals_stay_capitals(method):
    for syllable in named()[::7]:
        keys = next(spellings(syllable, method))
        style = schooled(syllable)
        assert typed(keys.upper(), method, new_style=style) == syllable.upper()
        assert typed(keys.capitalize(), method, new_style=style) == syllable.capitalize()


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("aa", "â"), ("aaa", "aa"), ("aaaa", "aaa"), ("aaas", "aas"),
        ("aw", "ă"), ("aww", "aw"), ("ee", "ê"), ("eee", "ee"), ("oo", "ô"), ("ooo", "oo"),
        ("ow", "ơ"), ("oww", "ow"), ("uw", "ư"), ("uww", "uw"), ("uow", "ươ"), ("uoww", "uow"),
        ("w", "ư"), ("ww", "w"), ("nhw", "như"), ("nhww", "nhw"), ("W", "Ư"), ("WW", "W"),
        ("dd", "đ"), ("ddd", "dd"), ("did", "đi"), ("didd", "did"),
        ("as", "á"), ("ass", "as"), ("asss", "ass"), ("tieengss", "tiêngs"), ("muaww", "muaw"),
        ("asz", "a"), ("asf", "à"), ("az", "az"), ("aaw", "ă"), ("awa", "â"), ("owo", "ô"),
        ("mooocs", "moóc"), ("xooong", "xoong"), ("resset", "reset"), ("tesst", "test"),
    ],
)  # fmt: skip
def test_the_same_mark_again_takes_it_off_and_leaves_its_key(keys, text):
    assert typed(keys) == text


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("a6", "â"), ("a66", "a6"), ("a1", "á"), ("a11", "a1"), ("a10", "a"), ("a0", "a0"),
        ("d9", "đ"), ("d99", "d9"), ("uo7", "ươ"), ("uo77", "uo7"), ("a8", "ă"), ("a88", "a8"),
        ("o55", "o5"), ("2021", "2021"), ("A01", "A01"), ("NQ04", "NQ04"), ("q10", "q10"),
    ],
)  # fmt: skip
def test_in_vni_too_and_numbers_stay_numbers(keys, text):
    assert typed(keys, VNI) == text


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("Textual", "Textual"), ("wifi", "wifi"), ("windows", "windows"), ("web", "web"),
        ("email", "email"), ("file", "file"), ("Facebook", "Facebook"), ("stc", "stc"),
        ("skhdt", "skhdt"), ("UBND", "UBND"), ("internet", "internet"), ("sngv", "sngv"),
        ("hoas@laguna", "hoas@laguna"), ("a1s", "a1s"), ("kimso", "kimso"), ("Chrome", "Chrome"),
    ],
)  # fmt: skip
def test_what_can_be_no_syllable_stays_as_typed(keys, text):
    assert typed(keys) == text


@pytest.mark.parametrize(
    ("keys", "text", "method"),
    [
        ("QDD", "QĐ", TELEX), ("HDDND", "HĐND", TELEX), ("DDBQH", "ĐBQH", TELEX),
        ("TDDKT", "TĐKT", TELEX), ("QDDUB", "QĐUB", TELEX), ("TUW", "TƯ", TELEX),
        ("HDDDND", "HDDND", TELEX), ("HD9ND", "HĐND", VNI), ("D9BQH", "ĐBQH", VNI),
    ],
)  # fmt: skip
def test_abbreviations_have_their_đ(keys, text, method):
    assert typed(keys, method) == text


@pytest.mark.parametrize(
    ("keys", "old", "new"),
    [
        ("hoaf", "hòa", "hoà"), ("khoer", "khỏe", "khoẻ"), ("thuyr", "thủy", "thuỷ"),
        ("hoangf", "hoàng", "hoàng"), ("quys", "quý", "quý"), ("khuyur", "khuỷu", "khuỷu"),
        ("toans", "toán", "toán"), ("muaf", "mùa", "mùa"), ("giaf", "già", "già"),
    ],
)  # fmt: skip
def test_the_tone_stands_in_the_chosen_style(keys, old, new):
    assert (typed(keys), typed(keys, new_style=True)) == (old, new)


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("yes", "yes"), ("users", "users"), ("lies", "lies"), ("tieengs", "tiếng"), ("aw", "ă"),
        ("dd", "đ"), ("DDawk", "Đăk"), ("chi", "chi"), ("HDDND", "HĐND"), ("tiengs", "tiengs"),
    ],
)  # fmt: skip
def test_half_a_syllable_gets_its_keys_back_when_the_word_ends(keys, text):
    word = Word()
    for key in keys:
        word = press(word, key, TELEX)
    assert ended(word, TELEX) == text


@pytest.mark.parametrize(
    ("there", "key", "text"),
    [
        ("tiêng", "s", "tiếng"), ("tieng", "e", "tiêng"), ("hò", "a", "hòa"), ("toá", "n", "toán"),
        ("Ha", "f", "Hà"), ("tiến", "g", "tiếng"), ("nghiê", "n", "nghiên"), ("á", "s", "as"),
        ("ắ", "f", "ằ"), ("xin chào", "s", "xin chàos"), ("thư", "o", "thưo"),
    ],
)  # fmt: skip
def test_what_stands_there_already_is_gone_on_with(there, key, text):
    assert press(parse_word(there), key, TELEX).text(TELEX) == text


def test_letters_that_come_composed_are_taken_as_they_are():
    word = press(press(Word(), "t", TELEX), "ế", TELEX)
    assert press(word, "t", TELEX).text(TELEX) == "tết"


@given(st.text("abcdeghiklmnopqrstuvxywzfj123 ".upper() + "abcdeghiklmnopqrstuvxywzfj16789"))
def test_no_keys_ever_break_it_and_a_loose_word_keeps_every_letter(keys):
    for method in METHODS:
        word = Word()
        for key in keys:
            word = press(word, key, method)
            text = word.text(method)
            assert unicodedata.normalize("NFC", text) == text
        if word.loose and not word.fixed:
            assert len(typed(keys, method)) >= len(keys) - keys.lower().count(
                "d"
            ) // 2 - keys.count("9")


_ENGLISH = """
    act add address agenda annual award back board budget cluster code control data department
    desk draft election email emulation excel export file final find finance form google group
    head history import index internet item journal keyboard ledger library linux list login
    manager member minutes module number office open operator output page panel paper parser
    password picture place plan point printer program project python query rank record report
    reset result review roster score screen script search secretary select server session
    signature source stage start status student submit summary system table target task
    terminal text textual title tool total transfer type update upload user value verify version
    vote website windows word worker workshop year zone
"""
ENGLISH = _ENGLISH.split()


def test_most_english_words_stay_as_typed_and_the_others_would_be_syllables():
    changed = {}
    for english in ENGLISH:
        word = Word()
        for key in english:
            word = press(word, key, TELEX)
        if (text := ended(word, TELEX)) != english:
            changed[english] = text
    assert all(
        complete(*untoned(text)) or "đ" in text or len(text) < len(e) for e, text in changed.items()
    )
    assert len(changed) <= 8, changed


DOC = Path(__file__).parents[1] / "docs" / "typing.md"


def test_the_table_of_the_documentation_is_what_the_keys_give():
    rows = re.findall(r"^\| `(\S+)` \| (\S+) \| `(\S+)` \| (\S+) \|$", DOC.read_text("utf-8"), re.M)
    assert len(rows) > 10
    for telex, by_telex, vni, by_vni in rows:
        assert (typed(telex), typed(vni, VNI)) == (by_telex, by_vni)
