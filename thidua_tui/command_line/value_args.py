"""What the next words of a line are: a value by its look, or one of many by its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from events.errors import BadInput
from events.text import plain
from thidua_tui.acts.fields import Field
from thidua_tui.command_line import deadline_args
from thidua_tui.command_line.line_state import LONGEST_NAME, LineState
from thidua_tui.command_line.name_lookup import several
from thidua_tui.command_line.tokenizer import Token
from thidua_tui.command_line.value_shapes import (
    SHAPED,
    bare,
    is_key,
    is_pair,
    more_than_all,
    shape_of,
)
from thidua_tui.command_line.vocabulary import is_word, key

OF_MANY = ("pick", "picks", "choice", "flag")


class Found(Struct, frozen=True, kw_only=True):
    """A reading of the next words: which field, which value, how many words, how exact (0 best)."""

    field: Field
    raw: str
    count: int
    vague: int = 0


def take(of: LineState, at: int) -> int:
    """Give the words that begin here to a field; returns how many, 0 when no field wants them.

    Raises:
        BadInput: `word-ambiguous`, `several-meant`, `votes-or-day`, `share-or-day`,
            `day-or-deadline`.
    """
    found, unclear = list[Found](), None
    for field in of.open():
        try:
            found += _readings(of, field, at)
        except BadInput as bad:  # a part of several names; another field may be named exactly
            unclear = unclear or bad
    filling = of.filling
    best = min(
        found, key=lambda it: (it.vague, -it.count, not filling.asked(it.field)), default=None
    )
    if unclear and (best is None or best.vague):
        raise _behind_no_item(of, at) or unclear
    if best is None:
        return 0
    rivals = [f for f in found if (f.vague, f.count) == (best.vague, best.count)]
    if filling.asked(best.field):
        rivals = [f for f in rivals if filling.asked(f.field)]
    many = [f for f in rivals if f.field.kind in OF_MANY]
    if best.field.kind in OF_MANY and len({f.raw for f in many}) > 1:
        raise _ambiguous(of, at, many)
    if other := _other_meaning(of, best, at):
        raise other
    of.put(best.field, best.raw)
    return best.count


def _other_meaning(of: LineState, found: Found, at: int) -> BadInput | None:
    """Return the error of a count or a day that must be something else; None where it is right."""
    if found.field.kind == "votes" and more_than_all(found.raw):
        votes, _, voters = found.raw.partition("/")
        day = any(field.kind == "date" for field in of.open())
        code = "votes-or-day" if day else "more-votes-than-voters"
        return BadInput(code, value=found.raw, votes=votes, voters=voters)
    if found.field.kind == "date" and of.act.vote and is_pair(of.tokens[at].word):
        return BadInput("share-or-day", value=found.raw)
    return deadline_args.not_the_day(of, found.field, found.raw)


def no_such_item(of: LineState, token: Token) -> BadInput | None:
    """Return the error of a number of no item of the agenda; None where no item is asked for."""
    items = next((field for field in of.open() if field.name in ("item", "after")), None)
    if items is None or not token.word.isdecimal():
        return None
    return BadInput("no-such-item", number=token.word, count=len(of.filling.options(items)))


def _behind_no_item(of: LineState, at: int) -> BadInput | None:
    """Return the error of `sau 99`, where 99 is the number of no item."""
    word, *number = of.tokens[at : at + 2]
    return no_such_item(of, number[0]) if number and is_word("after", word.word) else None


def _whole_name(of: LineState, at: int, unclear: BadInput) -> BadInput:
    """Return the error with the whole name that was typed, where only its beginning is known.

    `Sở Y tế` is the name of no unit, although `Sở` begins those of several.
    """
    begun = len(str(unclear.facts.get("value", "")).split())
    words = of.words(at)
    if unclear.code != "several-meant" or begun >= len(words):
        return unclear
    end = next((n for n in range(begun, len(words)) if _begins_value(of, at + n)), len(words))
    if end == begun:
        return unclear
    typed = plain(" ".join(words[:end]))
    return BadInput("no-such-name", word=typed, **unclear.facts)


def _begins_value(of: LineState, at: int) -> bool:
    """Whether a number begins there, or exactly a word of a choice."""
    if any(letter.isdecimal() for letter in of.tokens[at].word):
        return True
    choices = (field for field in of.open() if field.kind in ("choice", "flag"))
    return any(True for field in choices for _ in _readings(of, field, at))


def has_choice_of(of: LineState, at: int, count: int) -> bool:
    """Return whether a word of a choice begins here that is at least so many words long."""
    choices = (field for field in of.open() if field.kind == "choice")
    found = (it for field in choices for it in _readings(of, field, at)) if of.words(at) else ()
    return any(it.count >= count for it in found)


def key_at(of: LineState, token: Token) -> int:
    """Give a word that looks like a public key to the field for one; returns 1 when it did."""
    field = next((field for field in of.open() if field.kind == "key"), None)
    if field is None or not is_key(token.text):
        return 0
    of.put(field, token.text)
    return 1


def role_at(of: LineState, at: int) -> Found | None:
    """Return the role that `với tư cách chủ tọa`, `as chair` gives here, with all its words."""
    role = next((field for field in of.open() if field.name == "role"), None)
    words = of.words(at)
    for count in (3, 2, 1):
        if role and len(words) > count and is_word("as", " ".join(words[:count])):
            found = name_at(of, role, at + count)
            return replace(found, count=count + found.count) if found else None
    return None


def becomes(of: LineState, at: int) -> int:
    """Take `thành stk "Sở …"`: the word, and the code of the new unit before its name in quotes."""
    into, first = of.fields.get("into"), of.tokens[at]
    if into is None or into.kind != "code" or not of.growing or first.quoted or first.named:
        return 0
    if first.word[:1].isupper() or not is_word("into", first.word):
        return 0
    code, *name = of.tokens[at + 1 : at + 3] or [first]
    if not name or code.quoted or code.named or not name[0].quoted or "into" in of.values:
        return 1
    of.put(into, code.text)
    return 2


def _readings(of: LineState, field: Field, at: int) -> Iterator[Found]:
    """What the next words are for this field."""
    words = of.words(at)
    if field.kind in SHAPED:
        if deadline_args.needs_word(of, field):
            return
        kinds: set[str] = {other.kind for other in of.open()}
        if count := shape_of(field, words, of.filling.ground, kinds):
            raw = " ".join(words[:count])
            raw = bare(raw) if field.kind in ("year", "date", "clock") else raw
            yield Found(field=field, raw=raw, count=count)
    elif (
        field.kind in OF_MANY
        and not _begins_text(of, field, words)
        and (named := name_at(of, field, at))
    ):
        yield named


def name_at(of: LineState, field: Field, at: int) -> Found | None:
    """Return the option that the next words name, the longest name first.

    Raises:
        BadInput: `several-meant`, where a part of a name is that of several; `no-such-name`, where
            more was typed than that part.
    """
    words, index = of.words(at), of.index(field)
    if not words or not key(words[0]):
        return None
    longest = [
        count for count in range(min(LONGEST_NAME, len(words)), 0, -1) if key(words[count - 1])
    ]
    for count in longest:
        typed = " ".join(words[:count])
        if codes := index.exactly(typed) or index.exactly(_unbracketed(typed)):
            return _only(of, field, typed, codes, count, 0)
    if field.kind in ("choice", "flag") or not _by_part(of, field):
        return None
    for count in longest:
        typed = " ".join(words[:count])
        if codes := index.partly(typed):
            try:
                return _only(of, field, typed, codes, count, 1)
            except BadInput as several_meant:
                raise _whole_name(of, at, several_meant) from None
    return None


def _unbracketed(typed: str) -> str:
    """Return words without their brackets: `(hội nghị) triển khai`, as the help writes it."""
    return typed.replace("(", "").replace(")", "") if "(" in typed else ""


def _only(
    of: LineState, field: Field, typed: str, codes: set[str], count: int, vague: int
) -> Found:
    if len(codes) > 1:
        raise several(of.index(field), typed, codes)
    return Found(field=field, raw=next(iter(codes)), count=count, vague=vague)


def _by_part(of: LineState, field: Field) -> bool:
    """Whether a part of a name is enough: not where it may be the beginning of a text."""
    if not of.free or of.quoted:
        return True
    names = list(of.fields)
    return field.needed and names.index(field.name) < names.index(of.free.name)


def _begins_text(of: LineState, field: Field, words: Sequence[str]) -> bool:
    """A capital begins the act's own text, not one of a few words that are not written so."""
    if not of.free or field.kind not in ("choice", "flag") or not words[0][:1].isupper():
        return False
    typed = f"{' '.join(words)} "
    written = (name for _, names in of.index(field).names for name in names if name[:1].isupper())
    return not any(typed.startswith(f"{name} ") for name in written)


def exact_elsewhere(of: LineState, field: Field, at: int) -> bool:
    """Whether the words are only a part of a name here, and exactly a word of a choice."""
    try:
        named = name_at(of, field, at)
    except BadInput:  # a part of several names
        named = None
    if named and not named.vague:
        return False
    choices = (other for other in of.open() if other.kind in ("choice", "flag"))
    return any(True for other in choices for _ in _readings(of, other, at))


def _ambiguous(of: LineState, at: int, found: Sequence[Found]) -> BadInput:
    word = plain(" ".join(of.words(at)[: found[0].count]))
    meanings = [f"{of.label(it.field)}: {plain(of.index(it.field).called(it.raw))}" for it in found]
    return BadInput("word-ambiguous", word=word, meanings="; ".join(meanings))
