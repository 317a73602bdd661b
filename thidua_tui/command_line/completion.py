"""Completions at the cursor: acts, units, forms, criteria, words, names of fields."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from events.event import Entry
from thidua_tui.acts.choices import clusters
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import Field
from thidua_tui.acts.registry import ACTS
from thidua_tui.command_line.parser import Line, parse_line
from thidua_tui.command_line.tokenizer import Token, split
from thidua_tui.command_line.vocabulary import all_phrases, field_named, phrases, verb_of
from thidua_tui.forms import form_labels
from thidua_tui.i18n.messages import LANGUAGES
from thidua_tui.parsing.fuzzy_match import Option, matches

MOST = 30
"""How many are offered at once."""
LONGEST = 4
"""How many words of a name are completed together."""
MENDING = ("undo", "correct")
RECENT = 5
"""How many of the last entries are offered to be taken back or put right."""


class Suggestion(Struct, frozen=True):
    """What may be put in from `start` on, and what it means."""

    text: str
    start: int
    about: str = ""


def complete(text: str, ground: ActContext) -> list[Suggestion]:
    """Return the completions at the end of the text, the likeliest first."""
    tokens = split(text)
    ended = not tokens or text[-1:].isspace()
    words = [token.word for token in tokens if not token.quoted and not token.named]
    verb = verb_of(words)
    behind = verb is not None and (len(tokens) > verb[1] or ended)
    if verb is None or not behind:
        options, typed, start = _verbs(ground), text.strip(), len(text) - len(text.lstrip())
        meant = [option for option in options if verb and option.code == verb[0].id]
        found = (*_ranked(typed, meant, start), *_ranked(typed, options, start))
        return [*dict.fromkeys(found)]  # what is typed whole comes first
    last = None if ended else tokens[-1]
    if last and last.open:
        return []
    if verb[0].kind != "act":
        start = last.start if last else len(text)
        return _ranked(last.word if last else "", _of_place(verb[0].id, ground), start)
    rest = tokens[verb[1] :]
    about_entry = verb[0].id in MENDING and len(rest) <= bool(last)
    recent = _entries(last, last.start if last else len(text), ground) if about_entry else []
    if recent:
        return recent
    if last is None or last.quoted or last.named:
        start = last.start if last else len(text)
        return _arguments(parse_line(text[:start], ground), last, start, ground)
    return _of_words(text, rest, ground)


def _of_words(text: str, tokens: Sequence[Token], ground: ActContext) -> list[Suggestion]:
    """What the last words may be the beginning of: as many of them as belong together."""
    for first in range(max(0, len(tokens) - LONGEST), len(tokens)):
        some = tokens[first:]
        if any(token.quoted or token.named for token in some):
            continue
        typed = " ".join(token.word for token in some)
        word = Token(text=typed, start=some[0].start, end=some[-1].end)
        line = parse_line(text[: word.start], ground)
        if found := _arguments(line, word, word.start, ground):
            return found
    return []


def _ranked(typed: str, options: Sequence[Option], start: int) -> list[Suggestion]:
    """The options that the letters mean, as `fuzzy_match` ranks them."""
    found = matches(typed, options)[:MOST]
    return [Suggestion(_spaced(option.also), start, option.name) for option in found]


def _spaced(text: str) -> str:
    """What is put in: behind a field's sign the value follows at once."""
    return text if text.endswith("=") else f"{text} "


def _verbs(ground: ActContext) -> list[Option]:
    """Every act, place and table by the phrase that the language shown writes; it is found by all.

    `also` is what is put in.
    """
    words, found = ground.words, []
    for part, title in (("verb", "acts.act"), ("stand", ""), ("read", "")):
        for name in _ids(part):
            phrase = phrases(words.lang, part, name)[0]
            about = words(f"{title}.{name}") if title else words(f"lines.about.{name}")
            every = (p for lang in LANGUAGES for p in phrases(lang, part, name))
            found.append(Option(code=name, name=about, short=" / ".join(every), also=phrase))
    return found


def _ids(part: str) -> Sequence[str]:
    return list(ACTS) if part == "verb" else list(all_phrases(part))


def _of_place(verb: str, ground: ActContext) -> list[Option]:
    """Return the completions after *cluster*, *source*, *show*."""
    words = ground.words
    if verb == "cluster":
        return [Option(code=o.code, name=o.name, also=o.code) for o in clusters(ground, {})]
    if verb == "show":
        return [
            Option(code=t, name=words(f"tables.title.{t}"), also=phrases(words.lang, "table", t)[0])
            for t in all_phrases("table")
        ]
    if verb == "source":
        kinds = ("document", "newspaper", "memory", "room")
        return [
            Option(code=k, name=words.choice("kind", k), also=words.choice("kind", k))
            for k in kinds
        ]
    return []


def _arguments(line: Line, last: Token | None, start: int, ground: ActContext) -> list[Suggestion]:
    """Return the completions after an act: of the fields that are still open, in their order."""
    filling = line.filling
    if filling is None or line.act is None:
        return []
    typed = last.word if last and not last.named else ""
    fields = [f for f in filling.fields.values() if f.name not in line.given or f.kind in _LISTS]
    own = {field.name for field in line.act.fields}  # a source is named explicitly
    first = line.act.start
    fields.sort(
        key=lambda f: (f.name not in own, f.name != first, not f.needed, f.default is not None)
    )
    if last and last.named:
        asked = field_named(line.act, last.named, tuple(filling.fields.values()))
        at = start + len(last.named) + 1
        chosen = [f for f in filling.fields.values() if f.name == asked]
        return [s for f in chosen for s in _ranked(last.text, _values(line, f), at)][:MOST]
    values = [value for field in fields if field.name in own for value in _values(line, field)]
    names = (_name(line, field, ground) for field in fields)
    return _ranked(typed, [*dict.fromkeys((*values, *names))], start)  # a choice of two fields once


_LISTS = ("picks", "places")


def _values(line: Line, field: Field) -> list[Option]:
    """What there is to choose in a field; `also` is what is put in."""
    filling = line.filling
    if filling is None:
        return []
    words = filling.ground.words
    if field.kind in ("choice", "flag"):
        return [
            Option(code=v, name=label, also=label)
            for v, label in form_labels.values(field, words)
            if v and v != filling.raw[field.name]
        ]
    gone = filling.raw[field.name].split() if field.name in line.given else []
    return [
        Option(code=o.code, name=o.name, short=o.short, also=o.code)
        for o in filling.options(field)
        if o.code not in gone and "/" not in o.code
    ] or [
        Option(code=o.code, name=o.name, also=o.code.partition("/")[0])
        for o in filling.options(field)
        if "/" in o.code
    ]


def _name(line: Line, field: Field, ground: ActContext) -> Option:
    """A field's name with its sign; `also` ends without a space, so that the value follows."""
    label = form_labels.label(line.act, field, ground.words) if line.act else field.name
    name = label.lower().replace(" ", "-")
    return Option(code=field.name, name=f"{label}…", short=name, also=f"{name}=")


def _entries(last: Token | None, start: int, ground: ActContext) -> list[Suggestion]:
    """The last entries, by their positions."""
    upto = ground.session.ledger.position()
    recent = list(ground.session.ledger.read(after=max(0, upto - RECENT)))
    typed = last.word if last else ""
    return [
        Suggestion(f"{entry.position} ", start, _sentence(entry, ground))
        for entry in reversed(recent)
        if str(entry.position).startswith(typed)
    ]


def _sentence(entry: Entry, ground: ActContext) -> str:
    return ground.words.sentence(entry.event, ground.names)
