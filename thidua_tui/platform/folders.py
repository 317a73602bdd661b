"""The folders of this account, and one folder for everything: `THIDUA_HOME`, or `--portable`.

Without it, the system says where settings, data and logs belong. With it everything is in that
folder: for a stick, for a second cluster, for a test.
"""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

APP = "thidua"
VARIABLE = "THIDUA_HOME"


def home() -> Path | None:
    """Return the one folder for everything; None when the system's folders are used."""
    chosen = os.environ.get(VARIABLE)
    return Path(chosen).expanduser().absolute() if chosen else None


def use_home(folder: str) -> None:
    """Use one folder for everything, in this process and in those that it starts.

    The environment's ledger is forgotten: an option goes before the environment.
    """
    os.environ[VARIABLE] = folder
    os.environ.pop("THIDUA_LEDGER", None)


def config() -> Path:
    """Return the folder of settings, own keys and the signing key."""
    return home() or platformdirs.user_config_path(APP, appauthor=False)


def data() -> Path:
    """Return the folder of the ledger and its backups."""
    return home() or platformdirs.user_data_path(APP, appauthor=False)


def state() -> Path:
    """Return the folder of drafts, earlier lines and what the program noticed."""
    own = home()
    return own / "state" if own else platformdirs.user_state_path(APP, appauthor=False)


def cache() -> Path:
    """Return the folder of what can be computed again."""
    own = home()
    return own / "cache" if own else platformdirs.user_cache_path(APP, appauthor=False)


def log() -> Path:
    """Return the folder of the log."""
    own = home()
    return own / "log" if own else platformdirs.user_log_path(APP, appauthor=False)


def documents() -> Path:
    """Return the folder of what is made for people: pictures and tables."""
    own = home()
    return own / "pictures" if own else platformdirs.user_documents_path() / APP
