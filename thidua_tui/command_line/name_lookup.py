"""One of many by its code, initials, name, former name, or a part of a name: never guessed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from events.errors import BadInput
from events.text import find, nfc, plain, sort_key
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import Field
from thidua_tui.command_line.vocabulary import key, same, tight, values
from thidua_tui.forms.form_state import FormState
from thidua_tui.parsing.fuzzy_match import Option
from thidua_tui.parsing.numbers_and_codes import suggest_code

UNITS = ("unit", "units", "into", "host", "chair", "signatories", "places")
"""Fields whose options are units, and so have former names too."""
LEAST = 2
"""The fewest letters that a part of a name can have."""
SHOWN = 4
"""The most candidates that an error names."""


class Index:
    """The options of a field, found by what they are called."""

    def __init__(self, options: Iterable[tuple[str, Sequence[str]]]) -> None:
        self.names = [(code, tuple(filter(None, names))) for code, names in options]
        self._exact: dict[str, list[tuple[str, str]]] = {}
        for code, names in self.names:
            for name in (code, suggest_code(names[0]) if names else "", *names):
                self._exact.setdefault(key(name), []).append((code, name))

    def exactly(self, typed: str) -> set[str]:
        """The codes of which this is the code, the initials or a whole name."""
        found = self._exact.get(key(typed), ())
        if any(code == typed.strip() for code, _ in found):
            return {typed.strip()}
        return {code for code, name in found if same(typed, name)}

    def partly(self, typed: str) -> set[str]:
        """The codes of which this is a part of a name, from the start of a word."""
        bare = key(typed)
        if len(bare) < LEAST:
            return set()
        return {
            code
            for code, names in self.names
            if key(code).startswith(bare) or any(_within(typed, bare, name) for name in names)
        }

    def called(self, code: str) -> str:
        """The name of an option."""
        return next((names[0] for known, names in self.names if known == code and names), code)


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
    return Index((option.code, _names(field, option, ground)) for option in options)


def _names(field: Field, option: Option, ground: ActContext) -> list[str]:
    """What an option is called, now and formerly, and in the words of both languages."""
    names = [option.name, option.short]
    if field.name in UNITS:
        names += [n for c in ground.names.units.get(option.code, ()) for n in (c.name, c.short)]
    if field.name == "form":
        names += values("form", option.code)
    if len(field.gives) > 1:  # of a unit's nomination the unit alone says enough
        unit, _, more = option.code.partition("/")
        names += [unit, ground.names.unit(unit), ground.names.short(unit)]
        names += [f"{unit} {word}" for word in values(field.gives[1], more)]
    return list(dict.fromkeys(nfc(name) for name in names))


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
