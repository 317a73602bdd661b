"""Vietnamese by the letters of a plain keyboard, where no input method runs: Telex and VNI.

`press` takes the word so far and a key, and gives the word that follows. The rules are those of
UniKey and of BambooEngine's bamboo-core, as documented and tested there: marks and tones at
any place behind their letter, `w` as `ư`, the same mark again takes it off and leaves its key as a
letter. What can be no Vietnamese syllable stays as its keys were: `Textual`, `wifi`, `A01`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from thidua_tui.parsing.syllables import VOWELS, bare, complete, possible, toned, untoned

OFF, TELEX, VNI = "", "telex", "vni"
METHODS = (OFF, TELEX, VNI)


@dataclass(frozen=True)
class Keys:
    """What the keys of a method do: tones by number, and marks from letter to letter."""

    tones: Mapping[str, int]
    marks: Mapping[str, Mapping[str, str]]
    stroke: re.Pattern[str]
    alone: str = ""


_HORNS = {"o": "ơ", "u": "ư"}
_HATS = {"a": "â", "e": "ê", "o": "ô"}
RULES = {
    TELEX: Keys(
        tones={"z": 0, "f": 1, "r": 2, "x": 3, "s": 4, "j": 5},
        marks={letter: {letter: hat} for letter, hat in _HATS.items()}
        | {"d": {"d": "đ"}, "w": {"a": "ă"} | _HORNS},
        stroke=re.compile("([dD])[dD]([dD]?)"),
        alone="w",
    ),
    VNI: Keys(
        tones={"0": 0, "2": 1, "3": 2, "4": 3, "1": 4, "5": 5},
        marks={"6": _HATS, "7": _HORNS, "8": {"a": "ă"}, "9": {"d": "đ"}},
        stroke=re.compile("([dD])9(9?)"),
    ),
}
_HALF_HORNED = ("uơ", "ưo")


@dataclass(frozen=True)
class Word:
    """A word being typed: what its keys made of it, and what it is when that is no syllable.

    `fixed` is text whose keys are settled (it was there already, or a mark was taken off it),
    `keys` came after it. A `loose` word stays as it was typed.
    """

    letters: str = ""
    tone: int = 0
    fixed: str = ""
    keys: str = ""
    loose: bool = False
    new_style: bool = False

    def text(self, method: str) -> str:
        """Return the text shown on the screen."""
        if self.loose:
            return self.fixed + _as_typed(self.keys, self.fixed, RULES[method].stroke)
        return toned(self.letters, self.tone, new_style=self.new_style)


def parse_word(text: str, *, new_style: bool = False) -> Word:
    """Parse a word that a field already contains, typed or not."""
    letters, tone = untoned(text)
    fits = tone >= 0 and possible(letters.lower(), tone)
    return Word(letters, max(tone, 0), text, "", loose=not fits, new_style=new_style)


def press(word: Word, key: str, method: str) -> Word:
    """The word after another key."""
    if not key.isascii():  # it came composed, from an input method after all
        return parse_word(word.text(method) + key, new_style=word.new_style)
    if word.loose:
        return replace(word, keys=word.keys + key)
    rules = RULES[method]
    if marked := mark(word, key, method):
        return replace(marked, keys=word.keys + key)
    return _undone(word, key, rules) or _appended(word, key, rules)


def mark(word: Word, key: str, method: str) -> Word | None:
    """The word with the mark or the tone of a key; None where the key gives it none.

    The number of letters stays.
    """
    rules, small = RULES[method], word.letters.lower()
    tone = rules.tones.get(key.lower())
    if tone is not None:
        fits = tone != word.tone and not VOWELS.isdisjoint(small) and possible(small, tone)
        return replace(word, tone=tone) if fits and not word.loose else None
    for letters in _marked(word.letters, rules.marks.get(key.lower(), {})):
        if possible(letters.lower(), word.tone):
            return replace(word, letters=letters)
    return None


def ended(word: Word, method: str) -> str:
    """Return the word once a space or a sign ends it: no incomplete syllable keeps its marks."""
    if word.loose or not word.keys or complete(word.letters.lower(), word.tone):
        return word.text(method)
    return replace(word, loose=True).text(method)


def _marked(letters: str, marks: Mapping[str, str]) -> Iterator[str]:
    """Yield the letters with another mark at each possible position, the likeliest first."""
    if marks.get("o") == "ơ":
        yield from _horned_pair(letters)
    held = _count(letters, marks)
    for at in range(len(letters) - 1, -1, -1):
        if new := marks.get(bare(letters[at].lower())):
            instead = _put("".join(map(_unmarked, letters)), at, new)  # `ươ` and a hat is `uô`
            found = (_put(letters, at, new), instead)
            yield from (text for text in found if text != letters and _count(text, marks) >= held)


def _horned_pair(letters: str) -> Iterator[str]:
    """`uo` takes both horns, but not where it ends huơ, thuở, khuơ."""
    small = letters.lower()
    at = small.translate(_BARE).find("uo")
    if at >= 0 and small[at + 1] != "ơ":
        alone = small[:at] in ("h", "kh", "th") and at + 2 == len(small)
        yield _put(_put(letters, at, "u" if alone else "ư"), at + 1, "ơ")


def _count(letters: str, marks: Mapping[str, str]) -> int:
    """How many letters have a mark of this key."""
    return sum(letter in marks.values() for letter in letters.lower())


_BARE = {ord("ư"): "u", ord("ơ"): "o", ord("ô"): "o"}


def _put(letters: str, at: int, new: str) -> str:
    """Put a letter in the place of another, in its case."""
    return letters[:at] + (new.upper() if letters[at].isupper() else new) + letters[at + 1 :]


def _unmarked(letter: str) -> str:
    """The letter without its mark, unless it is đ."""
    return letter if letter in "đĐ" else bare(letter)


def _undone(word: Word, key: str, rules: Keys) -> Word | None:
    """The word without the mark that the key would give again, and the key as a letter."""
    tone = rules.tones.get(key.lower())
    if tone is not None:
        return _settled(word, word.letters + key, 0) if tone and tone == word.tone else None
    marked = set(rules.marks.get(key.lower(), {}).values())
    if not marked.intersection(word.letters.lower()):
        return None
    if _came_alone(word, rules) and word.letters[-1] in "ưƯ":
        return _settled(word, word.letters[:-1] + key, word.tone)
    letters = "".join(bare(c) if c.lower() in marked else c for c in word.letters)
    return _settled(word, letters + key, word.tone)


def _came_alone(word: Word, rules: Keys) -> bool:
    """Whether a `ư` was typed as `w` alone: there are more of these letters than keys for them."""
    typed = (word.fixed + word.keys).lower().translate(_BARE).count("u")
    return bool(rules.alone) and word.letters.lower().translate(_BARE).count("u") > typed


def _settled(word: Word, letters: str, tone: int) -> Word:
    """What the word is from now on, whatever keys it was typed with."""
    fits = possible(letters.lower(), tone)
    text = toned(letters, tone, new_style=word.new_style)
    return replace(word, letters=letters, tone=tone, fixed=text, keys="", loose=not fits)


def _appended(word: Word, key: str, rules: Keys) -> Word:
    """Add the key to the word as a letter; a letter that fits nowhere leaves the word as typed."""
    added = [key]
    if key.lower() == rules.alone and VOWELS.isdisjoint(word.letters.lower()):
        added.insert(0, "Ư" if key.isupper() else "ư")
    for letter in added:
        for before in (_both_horned(word.letters), word.letters):
            if possible((before + letter).lower(), word.tone):
                return replace(word, letters=before + letter, keys=word.keys + key)
    return replace(word, keys=word.keys + key, loose=True)


def _both_horned(letters: str) -> str:
    """`uơ` and `ưo` before another letter can only be `ươ`."""
    small = letters.lower()
    at = max(small.find(half) for half in _HALF_HORNED)
    return _put(_put(letters, at, "ư"), at + 1, "ơ") if at >= 0 else letters


def _as_typed(keys: str, fixed: str, stroke: re.Pattern[str]) -> str:
    """The keys, but `đ` in abbreviations: what comes before the first vowel (`HDDND`, `QDDUB`)."""
    at = next((at for at, key in enumerate(keys) if key.lower() in VOWELS), len(keys))
    if not VOWELS.isdisjoint(fixed.lower()):
        at = 0
    return stroke.sub(_stroked, keys[:at]) + keys[at:]


def _stroked(found: re.Match[str]) -> str:
    """`đ` for `dd` and `d9`; the key once more takes the bar off again."""
    return found[1] + found[2] if found[2] else "đĐ"[found[1] == "D"]
