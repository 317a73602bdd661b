"""Spelling of Vietnamese syllables: which letters may be combined, and where the tone goes.

An onset, then a rhyme. The rhymes are those of the orthography; what can still become one is a
beginning of a rhyme with or without its marks (`tieng` may become `tiêng`). Besides the rules: `k`
before every vowel (Bắc Kạn), `kr` and the ending `ăk` (Krông Pắc, Đắk Lắk), for names of places.
Letters are given in lower case, composed, without a tone; tones go by number: ngang 0, huyền 1,
hỏi 2, ngã 3, sắc 4, nặng 5.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import product

TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_ONSETS = "b c ch d đ g gh gi h k kh kr l m n ng ngh nh p ph q qu r s t th tr v x"
ONSETS = frozenset(("", *_ONSETS.split()))
_RHYMES = """
    a ac ach ai am an ang anh ao ap at au ay
    ăc ăk ăm ăn ăng ăp ăt
    âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et
    ê êch êm ên ênh êp êt êu
    i ia ich im in inh ip it iu
    iêc iêm iên iêng iêp iêt iêu
    o oc oi om on ong op ot ooc oong
    ô ôc ôi ôm ôn ông ôp ôt
    ơ ơi ơm ơn ơp ơt
    u ua uc ui um un ung up ut
    uôc uôi uôm uôn uông uôt
    ư ưa ưc ưi ưm ưn ưng ưt ưu
    ươc ươi ươm ươn ương ươp ươt ươu
    oa oac oach oai oam oan oang oanh oao oap oat oay
    oăc oăm oăn oăng oăp oăt
    oe oem oen oeo oet
    uâc uân uâng uât uây
    uê uêch uên uênh uêt uêu uơ
    uy uya uych uyn uynh uyp uyt uyu uyên uyêt
    y yêm yên yêng yêt yêu
"""
RHYMES = frozenset(_RHYMES.split())
BEFORE = {"c": "aăâoôơuư", "g": "aăâoôơuưi", "ng": "aăâoôơuư", "gh": "ieê", "ngh": "ieê"}
BEFORE |= {"qu": "aăâeêioôơy", "gi": "aăâeêoôơuư"}
"""The vowels that may follow an onset; an onset that is not listed takes all others."""
STOPS = ("c", "ch", "k", "p", "t")
"""After these endings a syllable has the tone sắc or nặng, or none yet."""
VOWELS = frozenset("aăâeêioôơuưy")
_GLIDES = ("oa", "oe", "uy")
_UNFINISHED = ("ie", "ue", "uo", "ye")  # on their way to iê, uê, uô, ươ, yê


@cache
def bare(letter: str) -> str:
    """The letter without its mark, `đ` as `d`; case stays."""
    if letter in "đĐ":
        return "d" if letter == "đ" else "D"
    return unicodedata.normalize("NFD", letter)[0]


@cache
def _beginnings() -> frozenset[str]:
    """What can become a rhyme: its beginnings, each letter with its mark or without."""
    found = set()
    for rhyme in RHYMES:
        for letters in product(*({letter, bare(letter)} for letter in rhyme)):
            word = "".join(letters)
            found |= {word[:size] for size in range(1, len(word) + 1)}
    return frozenset(found)


def _splits(letters: str) -> Iterator[tuple[str, str]]:
    """Onset and rhyme, the longest onset first: `gia` is gi-a, `gin` can only be g-in."""
    for size in range(min(3, len(letters)), -1, -1):
        onset, rhyme = letters[:size], letters[size:]
        if onset == "q" and rhyme[:2] not in ("", "u", "uy"):
            continue  # `quỳnh` is q-uynh, all others are qu-
        if onset in ONSETS and (not rhyme or rhyme[0] in BEFORE.get(onset, VOWELS)):
            yield onset, rhyme


def _sounds(rhyme: str, tone: int) -> bool:
    """Whether the ending lets the tone sound."""
    ending = rhyme.lstrip("".join(VOWELS))
    return ending not in STOPS or tone in (0, 4, 5)


def possible(letters: str, tone: int = 0) -> bool:
    """Whether the letters begin a syllable, now or with marks still to come."""
    if not letters or VOWELS.isdisjoint(letters):
        return tone == 0 and any(onset.startswith(letters) for onset in ONSETS)
    return any(r in _beginnings() and _sounds(r, tone) for _, r in _splits(letters))


def complete(letters: str, tone: int = 0) -> bool:
    """Whether the letters are a whole syllable, or the name of a letter (`ă`)."""
    if len(letters) == 1:
        return True
    return any(rhyme in RHYMES and _sounds(rhyme, tone) for _, rhyme in _splits(letters))


def toned(letters: str, tone: int, *, new_style: bool = False) -> str:
    """Write the tone on its letter; case stays.

    `hòa`, `khỏe`, `thủy`, as laws and offices write; in the new style `hoà`, `khoẻ`, `thuỷ`, as
    schoolbooks do (Quyết định 1989/QĐ-BGDĐT of 25/05/2018, Điều 8).
    """
    if not tone:
        return letters
    at = _seat(letters.lower(), new_style=new_style)
    seated = unicodedata.normalize("NFC", letters[at] + TONES[tone])
    return letters[:at] + seated + letters[at + 1 :]


def _seat(letters: str, *, new_style: bool) -> int:
    """The position of the letter that carries the tone."""
    splits = [(onset, rhyme) for onset, rhyme in _splits(letters) if rhyme in _beginnings()]
    onset, rhyme = splits[0] if splits else ("", letters)
    marked = [at for at, letter in enumerate(rhyme) if bare(letter) != letter]
    vowels = rhyme[: len(rhyme) - len(rhyme.lstrip("".join(VOWELS)))]
    if marked:
        seat = marked[-1]
    elif len(vowels) == 3:
        seat = 1
    elif len(vowels) == 2:
        late = vowels != rhyme or vowels in _UNFINISHED or (new_style and vowels in _GLIDES)
        seat = int(late)
    else:
        seat = 0
    return len(onset) + seat


def untoned(word: str) -> tuple[str, int]:
    """Take the tone off a word: (letters, tone); a second tone makes it no syllable (tone -1)."""
    letters, tones = [], [0]
    for char in word:
        taken = unicodedata.normalize("NFD", char)
        found = [mark for mark in taken[1:] if mark in TONES]
        tones += [TONES.index(mark) for mark in found]
        letters.append(unicodedata.normalize("NFC", "".join(c for c in taken if c not in found)))
    return "".join(letters), tones[-1] if len(tones) <= 2 else -1
