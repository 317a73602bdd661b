"""One of many by its code, initials, name, former name, or a part of a name: never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from events.errors import BadInput
from events.text import find, nfc, plain, sort_key
from thidua_tui.acts import choices
from thidua_tui.acts.ballot_reading import SECOND
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import Field
from thidua_tui.command_line.vocabulary import all_phrases, key, same, tight, values
from thidua_tui.forms.form_state import FormState
from thidua_tui.parsing.fuzzy_match import Option
from thidua_tui.parsing.numbers_and_codes import suggest_code

UNITS = (
    *("unit", "units", "into", "host", "chair", "signatories", "places"),
    *("candidates", f"candidates{SECOND}"),
)
"""Fields whose options are units, and so have former names too."""
LEAST = 2
"""The fewest letters that a part of a name can have."""
SHOWN = 4
"""The most candidates that an error names."""


class Index:
    """The options of a field, found by what they are called."""

    def __init__(self, options: Iterable[tuple[str, Sequence[str]]]) -> None:
        self.names = [(code, tuple(filter(None, names))) for code, names in options]
        self._numbered = all(code.isdecimal() for code, _ in self.names)
        self._exact: dict[str, list[tuple[str, str]]] = {}
        for code, names in self.names:
            for name in (code, _initials(names[0]) if names else "", *names):
                self._exact.setdefault(key(name), []).append((code, name))

    def exactly(self, typed: str) -> set[str]:
        """The codes of which this is the code, the initials or a whole name."""
        found = self._exact.get(key(typed), ())
        if any(code == typed.strip() for code, _ in found):
            return {typed.strip()}
        return {code for code, name in found if same(typed, name)}

    def partly(self, typed: str) -> set[str]:
        """The codes of which this is a part of a name, from the start of a word.

        Where the codes are numbers, as of entries, a number is no part of a name.
        """
        bare = key(typed)
        if len(bare) < LEAST or (self._numbered and bare.isdecimal()):
            return set()
        return {
            code
            for code, names in self.names
            if key(code).startswith(bare) or any(_within(typed, bare, name) for name in names)
        }

    def called(self, code: str) -> str:
        """The name of an option."""
        return next((names[0] for known, names in self.names if known == code and names), code)


@lru_cache(maxsize=1 << 12)
def _initials(name: str) -> str:
    """The code that a name suggests; kept, since a file of lines asks for the same names often."""
    return suggest_code(name)


def _within(typed: str, bare: str, name: str) -> bool:
    """Whether it is at the start of a word of the name."""
    if bare not in key(name):
        return False
    words = name.split()
    return any(
        (at := find(tight(typed), tight(" ".join(words[start:])))) is not None and at[0] == 0
        for start in range(len(words))
    )


def index_of(filling: FormState, field: Field) -> Index:
    """What a field of many can be called at this point of the filling."""
    if field.kind in ("choice", "flag"):
        return _choices(field)
    ground = filling.ground
    options = filling.options(field)
    of_source = field.options is choices.reported_forms or choices.from_source(filling.raw)
    return Index((o.code, _names(field, o, ground, of_source=of_source)) for o in options)


def _names(field: Field, option: Option, ground: ActContext, *, of_source: bool) -> list[str]:
    """What an option is called, now and formerly, and in the words of both languages."""
    names = [option.name, option.short]
    if field.name in UNITS:
        names += [n for c in ground.names.units.get(option.code, ()) for n in (c.name, c.short)]
        names += [other for name in names for other in spelt_out(name)]
    if field.name == "form":
        names += _form_words(option.code, of_source=of_source)
    if field.name == "after":  # `sau 2`: the number alone is that of the item itself
        names = [f"{word} {name}" for word in all_phrases("word")["after"] for name in names]
    if len(field.gives) > 1:  # of a unit's nomination the unit alone says enough
        unit, _, more = option.code.partition("/")
        names += [unit, ground.names.unit(unit), ground.names.short(unit)]
        names += [f"{unit} {word}" for word in values(field.gives[1], more)]
    return list(dict.fromkeys(nfc(name) for name in names))


def spelt_out(name: str) -> list[str]:
    """Return a name with its abbreviations spelt out, and abbreviated: `Văn phòng UBND tỉnh`."""
    found = []
    for short, written in all_phrases("abbreviation").items():
        found += [re.sub(rf"\b{short}\b", full, name) for full in written if short in name]
        found += [name.replace(full, short) for full in written if full in name]
    return found


def _form_words(code: str, *, of_source: bool) -> list[str]:
    """Return what a form of award can be called.

    In the room a bare "bằng khen" is the province's; in a source it is one of an unnamed authority.
    """
    words = values("form", code)
    if not of_source:
        return [*words]
    if code in choices.UNNAMED:
        return [*words, *values("reported_form", code)]
    bare = {key(word) for one in choices.UNNAMED for word in values("reported_form", one)}
    return [word for word in words if key(word) not in bare]


def _choices(field: Field) -> Index:
    if field.kind == "flag":
        return Index([("yes", values("flag", field.name))])
    return Index((value, values(field.labels, value)) for value in field.choices if value)


def resolve(index: Index, typed: str) -> str:
    """The code that is meant beyond doubt.

    Raises:
        BadInput: `several-meant` with their names, `no-match`.
    """
    found = index.exactly(typed) or index.partly(typed)
    if len(found) == 1:
        return next(iter(found))
    if found:
        raise several(index, typed, found)
    raise BadInput("no-match", value=plain(typed))


def several(index: Index, typed: str, codes: Iterable[str]) -> BadInput:
    """That several are meant, with their names and codes."""
    ordered = sorted(codes, key=lambda code: sort_key(index.called(code)))
    named = [f"{plain(index.called(code))} ({code})" for code in ordered[:SHOWN]]
    return BadInput("several-meant", value=plain(typed), count=len(ordered), names="; ".join(named))
