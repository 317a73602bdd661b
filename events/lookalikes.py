"""Letters that look like Latin letters: Cyrillic а, Greek Ο, fullwidth Ｓ.

The pairs are those of Unicode's UTS #39 (confusables.txt) whose other side is one Latin letter, of
the letters in the basic plane; what compatibility decomposition (NFKC) makes equal is not listed.
A capital that UTS #39 pairs with a small l is a capital I here. Letters within ASCII stay apart:
"Khu vực I" and "Khu vực l" differ on the keyboards of those who type them.
"""

from __future__ import annotations

import re
import unicodedata

from msgspec import Struct

from events.canonical_letters import composed

_PAIRS = (
    "AΑАᎪᗅꓮ BΒВᏴᗷꓐꞴ CϹСᏟⲤꓚ DᎠᗞᗪꓓ EΕЕᎬⴹꓰ FϜᖴꓝꞘ GԌᏀᏳꓖ HΗНᎻᕼⲎꓧ IΙІӀᛁⲒⵏꓲ JͿЈᎫᒍꓙꞲ KΚКᏦᛕⲔꓗ LᏞᒪⳐꓡ "
    "MΜϺМᎷᗰᛖⲘꓟ NΝⲚꓠ OΟОՕଠዐⲞⵔꓳ PΡРᏢᑭⲢꓑ Qⵕ RƦᎡᏒᖇꓣ SЅՏᏕᏚꓢ TΤТᎢⲦꓔ UՍሀᑌꓴ VѴᏙᐯⴸꓦꛟ WԜᎳᏔꓪ "
    "XΧХᚷⲬⵝꓫꞳ YΥУҮᎩᎽⲨꓬ ZΖᏃꓜ aɑαа bƄЬᏏᑲᖯ cсϲᴄⲥꮯ dԁᏧᑯꓒ eеҽꬲ fքẝꞙꬵ gƍɡցᶃ hһհᏂ iıɩɪιіӏᎥꙇꭵ jϳј "
    "lƖǀ nոռ oοσоօഠဝჿᴏᴑⲟꬽ pρрⲣ qԛգզ rгᴦⲅꭇꭈꮁ sƽѕꜱꮪ uʋυսᴜꞟꭎꭒ vνѵᴠꮩ wɯѡԝաᴡꮃ xхᕁᕽ yɣʏγуүყᶌỿꭚ "
    "zᴢꮓ ăǎ ĂǍ -‐‑‒–−"
)
_LATIN = {ord(other): pair[0] for pair in _PAIRS.split() for other in pair[1:]}


_WORD = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f])+")


class Foreign(Struct, frozen=True):
    """A letter that passes for a Latin letter.

    Attributes:
        char: The letter.
        latin: The Latin letter that it looks like.
        word: The word in which it is.
        place: Its place in the word, from 1.
    """

    char: str
    latin: str
    word: str
    place: int


def foreign(text: str) -> Foreign | None:
    """Return the first letter that is no Latin one but looks so; None where there is none.

    A word that is plainly of another alphabet (Москва) is that word.
    """
    if text.isascii():
        return None
    for word in _WORD.findall(composed(text)):
        at = next((at for at, char in enumerate(word) if _passes(char)), None)
        if at is not None and not _of_another_alphabet(word):
            return Foreign(word[at], _LATIN[ord(word[at])], word, at + 1)
    return None


def misspelt(text: str) -> str:
    """Return the first letter of a stored text that would not be stored today; empty for none."""
    if wrong := foreign(text):
        return wrong.char
    right = composed(text)
    return next((char for char in text if char not in right), "")


def _passes(char: str) -> bool:
    """Return whether the letter passes for a Latin letter; the ı of Turkish is a Latin letter."""
    return ord(char) in _LATIN and char != "ı"


def _of_another_alphabet(word: str) -> bool:
    """Return whether the word has no Latin letter, and a letter that does not look Latin."""
    latin = [unicodedata.name(char, "").startswith("LATIN") for char in word]
    return not any(latin) and any(ord(char) not in _LATIN for char in word)


def seen(text: str) -> str:
    """Return the text as it looks, in Latin letters where they look so; composed."""
    bare = unicodedata.normalize("NFKD", composed(text).translate(_LATIN)).translate(_LATIN)
    return composed(bare)
