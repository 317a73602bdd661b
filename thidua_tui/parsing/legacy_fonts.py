"""Vietnamese text of the old fonts (TCVN3 of .VnTime, VNI), and UTF-8 that was read as Latin-1.

Such text is letters of Western Europe that make no Vietnamese syllables, and make some when they
are read as the font shows them. Names of other languages make none either way and stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial
from unicodedata import normalize

from msgspec import Struct

from thidua_tui.parsing.syllables import complete, toned, untoned

_TCVN3 = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)
_MARKS = dict(zip("øùûõï", "\u0300\u0301\u0309\u0303\u0323", strict=True))
_HATS = dict(zip("âàáåãä", ("", *_MARKS.values()), strict=True))
_BREVES = dict(zip("êèéúüë", ("", *_MARKS.values()), strict=True))
_ALONE = {"ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ", "ô": "ơ", "ö": "ư"}
_VNI = {vowel + sign: vowel + mark for vowel in "aeouyôö" for sign, mark in _MARKS.items()}
_VNI |= {vowel + sign: f"{vowel}\u0302{mark}" for vowel in "aeo" for sign, mark in _HATS.items()}
_VNI |= {f"a{sign}": f"a\u0306{mark}" for sign, mark in _BREVES.items()}
_VNI = {pair: made.replace("ô", "ơ").replace("ö", "ư") for pair, made in _VNI.items()} | _ALONE
_PAIR = re.compile("|".join(sorted(_VNI, key=len, reverse=True)), re.IGNORECASE)
_WORD = re.compile(r"[^\s\d,.;:()/\"'“”–-]+")
_OTHER = re.compile(r"[^\W\d_a-zA-Z\u00a1-\u00ff\u0110\u0111\u01af\u01b0]")
"""A letter that no old font has; Ð and the soft hyphen may have become Đ and ư on their way."""
_BETWEEN = re.compile(r"[^ \t\n]+")
SHORTEST = 3
_SIGNS = str.maketrans({"đ": "ð", "Đ": "Ð", "ư": "\u00ad"})
_BYTES = {char: bytes([code]) for code in range(128, 256) if (char := chr(code))}
_BYTES |= {
    bytes([code]).decode("cp1252"): bytes([code])
    for code in range(128, 160)
    if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}


class Old(Struct, frozen=True):
    """The font or code that a text is of, and the text as it was meant."""

    font: str
    text: str


def converted(text: str) -> Old | None:
    """Return what a text of an old font means; None for any other text."""
    if text.isascii() or len(text) < SHORTEST:
        return None
    text = normalize("NFC", text)
    if meant := _mojibake(text) or _mojibake(text.replace("Ã ", "Ã\u00a0")):
        return Old("UTF-8", meant)
    words = [word for word in _WORD.findall(text) if _may_be_old(word)]
    for font, change in FONTS.items():
        known = {word: (_vietnamese(word), _vietnamese(change(word))) for word in words}
        certain = any(now and not before and len(w) > 1 for w, (before, now) in known.items())
        if certain and all(before or now for before, now in known.values()):
            return Old(font, _WORD.sub(partial(_changed, change), text))
    return None


def _may_be_old(word: str) -> bool:
    return not word.isascii() and not _OTHER.search(word)


@lru_cache(maxsize=2048)
def _vietnamese(word: str) -> bool:
    """Whether a word is a syllable as it is spelt today, or an abbreviation."""
    if not word.isalpha():
        return False
    letters, tone = untoned(normalize("NFC", word).lower())
    spelt = (toned(letters, tone, new_style=new) for new in (False, True)) if tone >= 0 else ()
    return _abbreviation(word) or (word.lower() in spelt and complete(letters, tone))


def _abbreviation(word: str) -> bool:
    """Whether a word is capitals of which the only letter beyond ASCII is Đ: HĐND."""
    return word.isupper() and word.replace("Đ", "D").isascii()


def _changed(change: Callable[[str], str], found: re.Match[str]) -> str:
    """A word as the font shows it; a word that makes no syllable so is in Unicode already."""
    word = found[0]
    if not _may_be_old(word) or not _vietnamese(made := change(word)):
        return word
    capitals = [char for char in word if char.isascii() and char.isalpha()]
    small = len(capitals) < 2 or not all(map(str.isupper, capitals))
    return made if small else made.upper()


def _from_tcvn3(word: str) -> str:
    return "".join(_TCVN3.get(char, char) for char in word.translate(_SIGNS))


def _from_vni(word: str) -> str:
    return normalize("NFC", _PAIR.sub(_paired, word))


def _paired(found: re.Match[str]) -> str:
    made = _VNI[found[0].lower()]
    return made[0].upper() + made[1:] if found[0][0].isupper() else made


FONTS: dict[str, Callable[[str], str]] = {"TCVN3 (.VnTime)": _from_tcvn3, "VNI": _from_vni}


def _mojibake(text: str) -> str:
    """UTF-8 that was read as Windows-1252 or Latin-1, word by word; empty for what is not that."""
    meant = _BETWEEN.sub(_decoded, text)
    return meant if meant != text else ""


def _decoded(found: re.Match[str]) -> str:
    try:
        raw = b"".join(_BYTES.get(char) or char.encode("ascii") for char in found[0])
        return raw.decode("utf-8")
    except UnicodeError:
        return found[0]
