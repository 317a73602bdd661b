"""The paths of the ledger, the settings and the log, and the content of the settings.

An option goes before the environment, the environment before the settings file, and that before
what the program would do by itself. The file is TOML; docs/cli.md lists what it may say.
"""

from __future__ import annotations

import codecs
import json
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from thidua_tui.platform import folders, secure_files
from thidua_tui.platform.system.current import SYSTEM

if TYPE_CHECKING:
    from events.store.address import LedgerAddress

LANGUAGES = ("vi", "en")
LONGEST_NAME = 300
"""Characters of the name of who types: the ledger holds no longer name."""
_BACKSLASH = re.compile(r'"[^"]*\\')
"""A backslash in double quotes, which TOML reads as the beginning of a special character."""


def ledger_address(given: str | None = None) -> LedgerAddress:
    """The ledger: as given, else `THIDUA_LEDGER`, else the settings' `ledger`, else a file here.

    Raises:
        BadInput: as `events.store.address.parse_address`, and as `chosen`.
    """
    chosen_one = given or os.environ.get("THIDUA_LEDGER") or chosen().get("ledger")
    if not chosen_one:
        return folders.data() / "thidua.ledger"
    if chosen_one.isascii() and ":" not in chosen_one:
        return Path(chosen_one)
    from events.store.address import parse_address  # it imports the errors: see `_wrong`

    return parse_address(chosen_one)


def new_ledger(given: str) -> Path:
    """The file of a ledger to be made, of a name that was given.

    Raises:
        BadInput: `needs-a-new-file` for a server, which `thidua server load` fills from a file.
    """
    address = ledger_address(given)
    if isinstance(address, Path):
        return address
    raise _wrong("needs-a-new-file", address=str(address))


def settings_file() -> Path:
    """The settings file, which need not be there."""
    return folders.config() / "settings.toml"


def log_file() -> Path:
    """The log, which is there only after a fault of ours."""
    return folders.log() / "thidua.log"


def text_in(path: Path) -> str:
    """Return what a small text file holds: UTF-8, or UTF-16 that says so at its head.

    Raises:
        OSError, UnicodeDecodeError: it cannot be read.
    """
    raw = path.read_bytes()
    wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return raw.decode("utf-16" if wide else "utf-8-sig")


def chosen() -> dict[str, str]:
    """What the settings file says; nothing when there is none.

    Raises:
        BadInput: `settings-unreadable` with `path`, `detail` and the `line`, if one is wrong;
            `settings-backslash` with `path` and `line`, for a path of Windows in double quotes;
            `setting-invalid` with `path` and `name`, for a value that is no text.
    """
    path = settings_file()
    text = ""
    try:
        text = text_in(path)
        settings = tomllib.loads(text)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError, RecursionError) as error:
        from thidua_tui.platform.os_errors import line_of, why

        line = line_of(error)
        faulty = text.splitlines()[line - 1 :][:1] if line else text.splitlines()
        if any(_BACKSLASH.search(one) for one in faulty):
            raise _wrong("settings-backslash", path=str(path), line=line) from error
        facts = {"path": str(path), "detail": why(error), "line": line}
        raise _wrong("settings-unreadable", **facts) from error
    for name, value in settings.items():
        if not isinstance(value, str):
            raise _wrong("setting-invalid", path=str(path), name=name)
    return settings


def chosen_folder(name: str) -> Path | None:
    r"""The folder that the setting of this name is; None where it is not set.

    Raises:
        BadInput: as `chosen`; `settings-backslash` where `"D:\thidua"` was read as a tab.
    """
    value = chosen().get(name)
    if not value:
        return None
    if any(ord(letter) < ord(" ") for letter in value):
        raise _wrong("settings-backslash", path=str(settings_file()), line=None)
    return Path(value).expanduser()


def choose(**values: str) -> None:
    """Save these settings with the others, for this account alone.

    Raises:
        BadInput: as `chosen`; a file that we cannot read is not overwritten.
        OSError: when it cannot be written.
    """
    lines = [f"{_quoted(k)} = {_quoted(v)}\n" for k, v in (chosen() | values).items()]
    secure_files.replace(settings_file(), "".join(lines))


def _quoted(text: str) -> str:
    """A TOML string: JSON's, but without its surrogate pairs, and with DEL escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def language(given: str | None = None) -> str:
    """The language: as given, else `THIDUA_LANG`, else the settings' `lang`, else Vietnamese.

    A name that is none of ours is passed over.

    Raises:
        BadInput: as `chosen`.
    """
    for one in (given, os.environ.get("THIDUA_LANG")):
        if one in LANGUAGES:
            return one
    lang = chosen().get("lang", "")
    return lang if lang in LANGUAGES else LANGUAGES[0]


def input_method(settings: Mapping[str, str]) -> str:
    """The program's own input method by the settings' `input`: `telex`, `vni`, else none."""
    chosen_one = settings.get("input", "")
    return chosen_one if chosen_one in ("telex", "vni") else ""


def motion(settings: Mapping[str, str]) -> bool:
    """Whether things may move: `THIDUA_MOTION`, else the settings' `motion`, else by the terminal.

    Over SSH nothing moves unless it is asked for: the machine at this end takes every frame at
    once, so that a slow line cannot be noticed here.
    """
    for one in (os.environ.get("THIDUA_MOTION"), settings.get("motion")):
        if one in ("on", "off"):
            return one == "on"
    distant = os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY")
    return not distant and os.environ.get("TERM") != "dumb"


def notes(settings: Mapping[str, str]) -> bool:
    """Whether unusual points are noted: the settings' `notes`, `on` unless it is `off`."""
    return settings.get("notes") != "off"


def operator() -> str:
    """Who types: the settings' `by`, else the name of the account.

    Raises:
        BadInput: as `chosen`.
    """
    by = " ".join(chosen().get("by", "").split())
    return by[:LONGEST_NAME] or SYSTEM.account()


def _wrong(code: str, **facts: object) -> Exception:
    """Return a `BadInput`, whose import is slow: a run that goes well does without."""
    from events.errors import BadInput  # with it come all events: not before they are needed

    return BadInput(code, **facts)
