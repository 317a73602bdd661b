"""The driver that reads and writes the terminal, in the place of the one that Textual chooses.

Private parts of Textual used here: `App._driver`.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from textual.app import App
from textual.driver import Driver


def steady(kind: type[Driver]) -> type[Driver]:
    """Return the driver that replaces the driver of Textual."""
    ours = kind
    if kind.__name__ == "LinuxDriver":
        ours = import_module("thidua_tui.textual_compat.posix_driver").SteadyDriver
    elif kind.__name__ == "WindowsDriver":
        ours = import_module("thidua_tui.textual_compat.windows_driver").SteadyDriver
    return ours


def output_waits(app: App[Any]) -> bool:
    """Return whether the terminal of an app has not taken yet what was written to it."""
    return bool(getattr(app._driver, "waits", False))
