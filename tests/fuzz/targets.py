"""What reads text or bytes from people, files and terminals, and what must hold of each reader.

A target takes any text. It may answer with a refusal of ours and with nothing else; what it reads,
it must write and read again the same. A refusal must tell itself harmlessly in both languages.
"""

from __future__ import annotations

import io
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from itertools import islice
from pathlib import Path
from tempfile import gettempdir
from unittest.mock import patch

from textual.events import Key, Paste

from events import checkpoint, exchange, paper_code, seals, signed_note
from events.codec import decode, event_types
from events.errors import BadInput, ThiduaError, UnreadableLedger
from events.lookalikes import seen
from events.text import clean, find, fold, plain, same_name, sort_key, strange
from tests.form_app import HERE, STARTED, session
from thidua_tui import draft_file, keymap, settings
from thidua_tui.act_fields import Field
from thidua_tui.acts import ACTS
from thidua_tui.ground import Ground
from thidua_tui.input_method import RULES, Word, ended, press
from thidua_tui.journal_query import Ledgerwords, read_query
from thidua_tui.lines.completing import complete
from thidua_tui.lines.looking import look
from thidua_tui.moments import parse_date, parse_known_at, parse_year
from thidua_tui.parsing import parse_code, parse_int, parse_points, parse_votes, suggest_code
from thidua_tui.reading import points_of, read, spelt
from thidua_tui.widgets.paste import PasteParser
from thidua_tui.wording import LANGUAGES, Words

TODAY = date(2021, 1, 14)
Target = Callable[[str], None]
TARGETS: dict[str, Target] = {}


def target(run: Target) -> Target:
    """Take a target in, under its name."""
    TARGETS[run.__name__] = run
    return run


@contextmanager
def refusing(*kinds: type[ThiduaError]) -> Iterator[None]:
    """A refusal of these kinds is an answer; its sentences harm nobody."""
    try:
        yield
    except kinds as error:
        for lang in LANGUAGES:
            harmless(Words(lang).refusal(error))


def harmless(said: str) -> None:
    """Nothing in it commands a terminal."""
    assert not [char for char in said if strange(char) and char != "\n"], ascii(said)


@cache
def ground() -> Ground:
    """A small world that readers may ask for names."""
    return Ground(session(*STARTED), HERE)


# Text


@target
def text(told: str) -> None:
    """Cleaning is done once; showing harms nobody; comparing never fails."""
    harmless(plain(told))
    harmless(plain(told, multiline=True))
    assert plain(plain(told)) == plain(told)
    assert seen(seen(told)) == seen(told)
    fold(told), sort_key(told), find(told[:3], told), same_name(told, told[::-1])
    for several in (False, True):
        with refusing(BadInput):
            once = clean(told, multiline=several)
            assert clean(once, multiline=several) == once
            harmless(once)


# What people type


@target
def day(told: str) -> None:
    """A day that is read reads the same when it is spelt."""
    with refusing(BadInput):
        on = parse_date(told, today=TODAY)
        assert parse_date(spelt(on), today=TODAY) == on == parse_date(f"{on}", today=TODAY)


@target
def moment(told: str) -> None:
    """A year, a position or an instant in UTC."""
    with refusing(BadInput):
        assert 1945 <= parse_year(told) <= 2100
    with refusing(BadInput):
        at = parse_known_at(told, today=TODAY)
        assert isinstance(at, datetime) or at >= 0
        assert parse_known_at(str(at) if isinstance(at, int) else at.isoformat(), today=TODAY) == at


@target
def number(told: str) -> None:
    """Points, whole numbers, votes: what is read reads the same when it is spelt."""
    for read_points in (parse_points, lambda raw: parse_points(raw, negative=True)):
        with refusing(BadInput):
            points = read_points(told)
            assert points.is_finite()
            assert parse_points(spelt(points), negative=True) == points
    with refusing(BadInput):
        assert points_of(told) is None or spelt(points_of(told))
    with refusing(BadInput):
        assert parse_int(str(parse_int(told))) == parse_int(told)
    with refusing(BadInput):
        votes, voters = parse_votes(told)
        assert 0 <= votes <= voters


@target
def code(told: str) -> None:
    """A code is a code; what is suggested for a name is one too, and free."""
    with refusing(BadInput):
        assert parse_code(parse_code(told)) == parse_code(told)
    if suggested := suggest_code(told):
        assert parse_code(suggested) == suggested
        assert suggest_code(told, {suggested}) != suggested


@target
def field(told: str) -> None:
    """Every field of every form: places, criteria, units, choices … or what is wrong with it."""
    for asked in FIELDS.values():
        with refusing(BadInput):
            spelt(read(asked, told, ground(), {}))


FIELDS: dict[tuple[str, str, bool], Field] = {
    (asked.kind, asked.of, asked.needed): asked for act in ACTS.values() for asked in act.fields
}
"""A field of each kind."""


@target
def line(told: str) -> None:
    """The one-line grammar: what it means, what may follow, what it would do."""
    look(told, ground(), {})
    complete(told, ground())


@target
def query(told: str) -> None:
    """The filter of the journal: whatever is not a question is a word to look for."""
    known = Ledgerwords(
        names=ground().names, meetings={}, acts=ACTS.values(), today=TODAY, words=Words("vi")
    )
    found = read_query(told, known)
    for said in (*found.told, *found.wrong):
        assert isinstance(said, str)


@target
def keys(told: str) -> None:
    """The program's input methods: ASCII keys give letters, as many as were pressed at most."""
    for method in RULES:
        word = Word("", 0)
        for key in told[:40]:
            word = press(word, key, method)
            ended(word, method)
            word.text(method)


# What terminals send


@target
def terminal(told: str) -> None:
    """Whatever comes, in whatever pieces, becomes events; a paste stays whole and bare of ESC."""
    parser = PasteParser()
    pieces = [told[at : at + 7] for at in range(0, len(told), 7)]
    for piece in (*pieces, ""):
        for event in islice(parser.feed(piece), 10_000):
            if isinstance(event, Paste):
                assert "\x1b" not in event.text
            assert not isinstance(event, Key) or event.key


# Files


def _at(name: str, told: str) -> Path:
    """The text in a file of this process, in memory where there is any."""
    shared = Path("/dev/shm")  # noqa: S108 - a name of our own inside
    folder = shared if shared.is_dir() else Path(gettempdir())
    path = folder / f"thidua-fuzz-{id(TARGETS)}-{name}"
    path.write_bytes(told.encode("utf-8", "surrogateescape"))
    return path


@target
def settings_file(told: str) -> None:
    """Settings are texts by name, or it is said what is wrong with the file."""
    path = _at("settings.toml", told)
    with patch.object(settings, "settings_file", lambda: path), refusing(BadInput):
        chosen = settings.chosen()
        assert all(isinstance(value, str) for value in chosen.values())
    path.unlink()


@target
def keymap_file(told: str) -> None:
    """The person's own keys: what is wrong is told and never raised."""
    try:
        raw = tomllib.loads(told.encode("utf-8", "replace").decode())
    except (tomllib.TOMLDecodeError, RecursionError):
        return
    found = keymap.keymap(raw)
    assert all(problem.code for problem in found.problems)


@target
def draft(told: str) -> None:
    """A file of drafts, or a ValueError, which its reader passes over."""
    path = _at("draft.json", told)
    try:
        draft_file.read(path)
    except ValueError:
        pass
    finally:
        path.unlink()


@target
def entry(told: str) -> None:
    """What is stored of an entry: the name on the first line, then its JSON; strictly."""
    name, _, data = told.partition("\n")
    for known in (name, *islice(event_types(), 2)):
        with refusing(UnreadableLedger):
            decode(1, known, data.encode("utf-8", "surrogateescape"))
    seals.parted(data.encode("utf-8", "surrogateescape"))


@target
def export(told: str) -> None:
    """An export: a header, then lines, each checked while it is read."""
    stream = io.BytesIO(told.encode("utf-8", "surrogateescape"))
    with refusing(BadInput, UnreadableLedger):
        lines = exchange.read_lines(stream)
        header = exchange.read_header(next(lines, b""))
        for _ in exchange.entries(header, lines):
            pass


# Papers


@target
def paper(told: str) -> None:
    """A checkpoint as a code or as a text: what is read is written the same."""
    with refusing(BadInput):
        point = paper_code.read(told)
        assert len(point.ledger) == 5
    with refusing(BadInput):
        point = checkpoint.read(told)
        assert checkpoint.text(point) == told
        assert paper_code.read(paper_code.written(point)).entries == point.entries


@target
def note(told: str) -> None:
    """A signed note and the keys that sign it."""
    with refusing(BadInput):
        body, signatures = signed_note.read(told)
        assert body.endswith("\n")
        assert len(signatures) <= signed_note.MOST
    with refusing(BadInput):
        key = signed_note.read_key(told)
        assert str(key) == told
    with refusing(BadInput):
        signer = signed_note.read_signer(told)
        assert signer.secret() == told
