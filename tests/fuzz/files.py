"""What stands in files and on papers."""

from __future__ import annotations

import io
from itertools import islice
from unittest.mock import patch

from events import checkpoint, checkpoint_code, signed_note
from events import signatures as seals
from events.errors import BadInput, UnreadableLedger
from events.event import event_types
from events.store import exchange
from events.store.codec import decode
from tests.form_app import HERE, STARTED, facts, session
from tests.fuzz.target import at, harmless, refusing, target
from thidua_tui.cli.commands import run
from thidua_tui.cli.commands.checkpoint import points
from thidua_tui.command_line.history import LineHistory
from thidua_tui.command_line.script import Script, Stopped
from thidua_tui.forms import draft_storage
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap import keymap_file as keymap
from thidua_tui.keymap.learned_shortcuts import Learning
from thidua_tui.platform import settings
from thidua_tui.session import operator_key, verify_cache


@target
def settings_file(told: str) -> None:
    """Settings are texts by name, or it is said what is wrong with the file."""
    path = at("settings.toml", told)
    with patch.object(settings, "settings_file", lambda: path), refusing(BadInput):
        chosen = settings.chosen()
        assert all(isinstance(value, str) for value in chosen.values())
    path.unlink()


@target
def keymap_file(told: str) -> None:
    """The person's own keys: what is wrong is told and never raised."""
    path = at("keys.toml", told)
    with patch.object(keymap, "keymap_file", lambda: path):
        assert all(problem.code for problem in keymap.read().problems)
    path.unlink()


@target
def draft(told: str) -> None:
    """A file of drafts, or a ValueError, which its reader passes over."""
    path = at("draft.json", told)
    try:
        draft_storage.read(path)
    except ValueError:
        pass
    finally:
        path.unlink()


@target
def key_file(told: str) -> None:
    """The file of the operator's key: a key, or it is said that it is none."""
    path = at("key", told)
    path.chmod(0o600)
    with (
        patch.object(operator_key, "key_file", lambda: path),
        patch.object(operator_key, "in_keyring", lambda: False),
        refusing(BadInput),
    ):
        signer = operator_key.own_signer()
        line = told.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
        assert signer is None or signer.secret() == line
    path.unlink()


@target
def kept_file(told: str) -> None:
    """What the program keeps and can do without: whatever is in it, nothing is raised."""
    path = at("lines", told)
    learnt, lines = Learning(path), LineHistory(path.parent)
    lines.file = path
    learnt.load()
    lines.load()
    assert all(line.strip() for line in lines.lines)
    with patch.object(verify_cache, "_file", lambda _: path):
        verify_cache.remembered("0" * 32, 1, "f" * 64)
    path.unlink()


@target
def script(told: str) -> None:
    """A file of lines for `thidua run`: what is refused has its number, and records nothing."""
    path = at("script", told)
    with refusing(BadInput):
        read_lines = run.content(str(path))
        file = Script(session(*STARTED), "f", HERE, Words("vi"))
        begun, ran = len(facts(file.session)), 0
        try:
            for line in islice(file.run(read_lines), 20):
                ran += 0 if line.already else len(line.entries)
        except Stopped as stopped:
            harmless(stopped.text)
            assert stopped.number >= 1
        assert begun + ran == len(facts(file.session))
    path.unlink()


@target
def against(told: str) -> None:
    """What `verify --against` is given: a code, a checkpoint, a note; typed or in a file."""
    path = at("paper.txt", told)
    for given in (str(path), told):
        with refusing(BadInput, UnreadableLedger):
            points([given], [])
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
        point = checkpoint_code.read(told)
        assert len(point.ledger) == 5
    with refusing(BadInput):
        point = checkpoint.read(told)
        assert checkpoint.text(point) == told
        assert checkpoint_code.read(checkpoint_code.written(point)).entries == point.entries


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
