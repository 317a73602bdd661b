"""What reads text or bytes from people, files and terminals, and what must hold of each reader.

A target takes any text. It may answer with a refusal of ours and with nothing else; what it reads,
it must write and read again the same. A refusal must tell itself harmlessly in both languages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import gettempdir

from events.errors import ThiduaError
from events.text import strange
from tests.form_app import HERE, STARTED, session
from thidua_tui.acts.context import ActContext
from thidua_tui.i18n.messages import LANGUAGES, Words

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
def ground() -> ActContext:
    """A small world that readers may ask for names."""
    return ActContext(session(*STARTED), HERE)


def at(name: str, told: str) -> Path:
    """The text in a file of this process, in memory where there is any."""
    shared = Path("/dev/shm")  # noqa: S108 - a name of our own inside
    folder = shared if shared.is_dir() else Path(gettempdir())
    path = folder / f"thidua-fuzz-{id(TARGETS)}-{name}"
    path.write_bytes(told.encode("utf-8", "surrogateescape"))
    return path
