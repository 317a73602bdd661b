"""Which form of award a list means, by its words and the authority next to them.

A form whose authority the list does not give is the form of unknown authority, never the usual one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from events.award_catalogue import AwardForm
from events.award_forms import in_full
from events.text import fold, nfc
from thidua_tui.parsing.award_kinds import kind_named

_GIVEN = re.compile(r"\A(?:duoc )?(?:tang |danh hieu )+")
_CHAIR = re.compile(r"\Achu tich ")
_MINISTRY = re.compile(r"\A(?:bo|bo truong)\b")


def form_meant(text: str, authority: str, forms: Mapping[str, AwardForm]) -> str:
    """Return the code of the form that is meant; empty where none is, or several may be.

    Args:
        text: The form as the list names it.
        authority: Who granted it, as the list names it; empty where it does not.
        forms: Code -> form, as they are in the year.
    """
    named_as, by = _GIVEN.sub("", _plain(text)), _plain(authority)
    whole = {named_as, f"{named_as} cua {by}"} if by else {named_as}
    named = [form for form in forms.values() if _plain(form.name) in whole]
    if not named:
        named = [*_of_kind(text, named_as, by, forms)]
    return named[0].form if len(named) == 1 else ""


def _of_kind(
    text: str, named_as: str, by: str, forms: Mapping[str, AwardForm]
) -> Iterator[AwardForm]:
    """Yield the forms of the kind that is named, of this authority; of none, the unknown one."""
    kind, bare = kind_named(" ".join(nfc(text).split())), named_as.partition(" cua ")
    by = by or bare[2]
    for form in forms.values():
        if form.form_kind != kind or not fold(form.name).startswith(bare[0]):
            continue
        if not by:
            if form.award_level == "not-recorded":
                yield form
        elif _same_authority(by, form) or (form.award_level == "ministry" and _MINISTRY.match(by)):
            yield form


def _same_authority(by: str, form: AwardForm) -> bool:
    named = _plain(form.name).partition(" cua ")[2] or _plain(form.authority)
    return _CHAIR.sub("", by) == _CHAIR.sub("", named)


def _plain(text: str) -> str:
    return " ".join(fold(in_full(nfc(text))).split())
