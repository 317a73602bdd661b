"""Letters that cannot be told from Latin ones by looking: Cyrillic а, Greek Ο, fullwidth Ｓ.

The pairs are those of Unicode's UTS #39 (confusables.txt) whose other side is one Latin letter, of
the letters in the basic plane; what compatibility decomposition (NFKC) makes equal is not listed.
A capital that UTS #39 pairs with a small l is a capital I here. Letters within ASCII stay apart:
"Khu vực I" and "Khu vực l" differ on the keyboards of those who type them.
"""

from __future__ import annotations

import unicodedata

_PAIRS = (
    "AΑАᎪᗅꓮ BΒВᏴᗷꓐꞴ CϹСᏟⲤꓚ DᎠᗞᗪꓓ EΕЕᎬⴹꓰ FϜᖴꓝꞘ GԌᏀᏳꓖ HΗНᎻᕼⲎꓧ IΙІӀᛁⲒⵏꓲ JͿЈᎫᒍꓙꞲ KΚКᏦᛕⲔꓗ LᏞᒪⳐꓡ "
    "MΜϺМᎷᗰᛖⲘꓟ NΝⲚꓠ OΟОՕଠዐⲞⵔꓳ PΡРᏢᑭⲢꓑ Qⵕ RƦᎡᏒᖇꓣ SЅՏᏕᏚꓢ TΤТᎢⲦꓔ UՍሀᑌꓴ VѴᏙᐯⴸꓦꛟ WԜᎳᏔꓪ "
    "XΧХᚷⲬⵝꓫꞳ YΥУҮᎩᎽⲨꓬ ZΖᏃꓜ aɑαа bƄЬᏏᑲᖯ cсϲᴄⲥꮯ dԁᏧᑯꓒ eеҽꬲ fքẝꞙꬵ gƍɡցᶃ hһհᏂ iıɩɪιіӏᎥꙇꭵ jϳј "
    "lƖǀ nոռ oοσоօഠဝჿᴏᴑⲟꬽ pρрⲣ qԛգզ rгᴦⲅꭇꭈꮁ sƽѕꜱꮪ uʋυսᴜꞟꭎꭒ vνѵᴠꮩ wɯѡԝաᴡꮃ xхᕁᕽ yɣʏγуүყᶌỿꭚ "
    "zᴢꮓ ĐÐƉ -‐‑‒–−"
)
_LATIN = {ord(other): pair[0] for pair in _PAIRS.split() for other in pair[1:]}


def seen(text: str) -> str:
    """The text as it looks, in Latin letters where they look so; composed."""
    bare = unicodedata.normalize("NFKD", text.translate(_LATIN)).translate(_LATIN)
    return unicodedata.normalize("NFC", bare)
