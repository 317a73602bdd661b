"""Directives of lines: which cluster, year, author or source applies; and the table to show.

In a file such a line holds for those that follow it; on the screen it goes there.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from events.errors import BadInput
from events.text import plain
from thidua_tui.acts.act import Act
from thidua_tui.acts.choices import clusters
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import CHOICES
from thidua_tui.command_line.name_lookup import Index, resolve
from thidua_tui.command_line.tokenizer import Token
from thidua_tui.command_line.vocabulary import all_phrases, key, phrases, same, values
from thidua_tui.parsing.dates import format_date, parse_date, parse_year, typed
from thidua_tui.session.location import Location


class Directives(Struct, frozen=True, kw_only=True):
    """What a line changes for the lines after it; None leaves the value as it was.

    `source` is the raw text of the fields of a source.
    """

    cluster: str | None = None
    year: int | None = None
    day: date | None = None
    by: str | None = None
    source: dict[str, str] | None = None


def here_alone(to: Directives | None, line: str, *, place: bool) -> None:
    """What holds for later lines has no meaning where none follow; on the screen a `place` has.

    Raises:
        BadInput: `only-in-a-file`.
    """
    if to and (to.day or to.by or not place):
        raise BadInput("only-in-a-file", word=plain(line))


def same_day(ground: ActContext, here: Location) -> ActContext:
    """A ground at another place, on the same day."""
    if here == ground.here:
        return ground
    there = ActContext(ground.session, here, ground.words, ground.entry)
    there.today, there.year_is = ground.today, ground.year_is
    return there


def parse_directive(
    what: str, tokens: Sequence[Token], ground: ActContext, line: str
) -> Directives:
    """Parse a directive for the following lines.

    Raises:
        BadInput: it is empty, or no cluster, year, day, name or source.
    """
    if not tokens:
        raise BadInput("line-unfinished", word=plain(line))
    argument = tokens[0].text if len(tokens) == 1 else line[tokens[0].start : tokens[-1].end]
    match what:
        case "cluster":
            return Directives(cluster=_cluster(argument, ground))
        case "year":
            return Directives(year=parse_year(argument))
        case "day":
            return Directives(day=parse_date(argument, today=ground.today))
        case "by":
            return Directives(by=typed(argument, limit=100))
    return Directives(source=_source(tokens, ground))


def _cluster(argument: str, ground: ActContext) -> str:
    """The code of a cluster that is meant beyond doubt."""
    options = ((o.code, (o.name,)) for o in clusters(ground, {}))
    return resolve(Index(options), argument)


def _source(tokens: Sequence[Token], ground: ActContext) -> dict[str, str]:
    """Kind, title and day of a source, in whatever order; the room has neither title nor day."""
    raw = {"source_kind": "", "source_title": "", "source_on": ""}
    for token in tokens:
        kind = None if token.quoted else _source_kind(token.word)
        if kind and not raw["source_kind"]:
            raw["source_kind"] = kind
        elif not token.quoted and (day := _day(token.word, ground)):
            raw["source_on"] = day
        else:
            raw["source_title"] = f"{raw['source_title']} {token.text}".strip()
    if not raw["source_kind"]:
        typed_words = " ".join(token.text for token in tokens)
        raise BadInput("not-a-choice", value=plain(typed_words))
    return raw


def _source_kind(word: str) -> str | None:
    kinds = CHOICES["source"]
    return next((k for k in kinds if any(same(word, v) for v in values("kind", k))), None)


def _day(word: str, ground: ActContext) -> str:
    try:
        return format_date(parse_date(word, today=ground.today))
    except BadInput:
        return ""


def elsewhere(
    act: Act, tokens: Sequence[Token], ground: ActContext
) -> tuple[ActContext, list[Token]]:
    """The ground of a line that names its cluster: `cụm=tmth`; and the tokens without it."""
    rest = list(tokens)
    own = {key(field.name) for field in act.fields}
    for token in tokens:
        named = token.named and any(
            same(token.named, name) for name in all_phrases("stand")["cluster"]
        )
        if named and "cluster" not in own:
            rest.remove(token)
            ground = same_day(ground, replace(ground.here, cluster=_cluster(token.text, ground)))
    return ground, rest


def table(tokens: Sequence[Token], ground: ActContext) -> tuple[str, Directives | None]:
    """The table that is asked for, and the year or cluster it is of.

    Raises:
        BadInput: `table-unknown`, with those there are.
    """
    words = [token.word for token in tokens]
    for count in range(len(words), 0, -1):
        asked = " ".join(words[:count])
        for name, names in all_phrases("table").items():
            if any(same(asked, phrase) for phrase in (*names, name)):
                return name, _of(words[count:], ground)
    lang = ground.words.lang
    known = ", ".join((*phrases(lang, "table", name), name)[0] for name in all_phrases("table"))
    raise BadInput("table-unknown", word=plain(" ".join(words)), tables=known)


def _of(words: Sequence[str], ground: ActContext) -> Directives | None:
    found: dict[str, str | int] = {}
    for word in words:
        if word.isdigit():
            found["year"] = parse_year(word)
        else:
            found["cluster"] = _cluster(word, ground)
    return Directives(**found) if found else None  # type: ignore[arg-type]  # names and kinds go together
