"""One form for every letter: what people copy for a Vietnamese letter becomes that letter.

NFC alone leaves apart what looks the same: the Icelandic Ð and the African Ɖ, letters of
full width, ligatures, a tone that was typed before its circumflex, a break that has no picture.
"""

from __future__ import annotations

import re
import unicodedata

_SUBSTITUTES = {
    **dict.fromkeys(map(ord, "ÐƉ"), "Đ"),
    **dict.fromkeys(map(ord, "ðɖ"), "đ"),
    **dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF)),  # soft hyphen, zero width: no letters at all
    **dict.fromkeys((0x200E, 0x200F, 0x61C)),  # marks of direction, which spreadsheets put in
}
_COMPATIBLE = re.compile("[\u2160-\u2188\ufb00-\ufb06\uff01-\uff5e\U0001d400-\U0001d7ff]+")
"""Roman numerals, ligatures, full width, bold and script letters of mathematics."""
_BARRED = re.compile("([dD])[\u0335\u0336]")
_SHAPES = "\u0302\u0306"
"""Circumflex and breve make a letter; a tone follows them, in whatever order they came."""
_TONE_FIRST = re.compile("([\u0300\u0301\u0303\u0309]+)([\u0302\u0306])")


def composed(text: str) -> str:
    """Return the text with one character per letter, and letters for their substitutes."""
    if text.isascii():
        return text
    text = _COMPATIBLE.sub(_compatible, text.translate(_SUBSTITUTES))
    text = _BARRED.sub(_bar, text)
    text = unicodedata.normalize("NFC", text)
    if any(mark in text for mark in _SHAPES):
        text = _TONE_FIRST.sub(r"\2\1", unicodedata.normalize("NFD", text))
        text = unicodedata.normalize("NFC", text)
    return text


def _compatible(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", found[0])


def _bar(found: re.Match[str]) -> str:
    return "đ" if found[1] == "d" else "Đ"
