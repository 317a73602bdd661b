"""What differs between operating systems in tests."""

from __future__ import annotations

import os
import stat
from importlib import import_module
from pathlib import Path

OF_WINDOWS = frozenset(
    {
        "events.store.system.windows_calls",
        "thidua_tui.platform.system.windows_calls",
        "thidua_tui.textual_compat.windows_driver",
    }
)
"""Modules that only Windows can import: calls of the system, and its driver."""
OF_POSIX = frozenset(
    {
        "events.store.system.posix",
        "thidua_tui.platform.system.posix",
        "thidua_tui.textual_compat.posix_driver",
    }
)
"""Modules that Windows cannot import."""


def assert_private(path: Path) -> None:
    """Check that a file or folder is for its owner alone.

    On POSIX its mode says so. On Windows it inherits the access list of the account's folder; what
    must be private anywhere, the signing key, has a list of its own: `test_systems`.
    """
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)


def let_all_read(path: Path) -> None:
    """Have every account of the computer read a file."""
    if os.name == "posix":
        path.chmod(0o644)
    else:
        calls = import_module("thidua_tui.platform.system.windows_calls")
        calls.set_access_list(str(path), "D:P(A;;FA;;;WD)")
