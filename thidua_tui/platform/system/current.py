"""The operating system as the program sees it; `SYSTEM` is its implementation that is in use.

This is the only module of the interface that asks which system it runs on. What the store needs is
in `events.store.system`: this layer must not import the store before the first frame.
"""

from __future__ import annotations

import os

from thidua_tui.platform.system.protocol import System


def system_of(name: str) -> System:
    """Return what implements the protocol on a system.

    Args:
        name: The name of the system, as `os.name` has it.
    """
    if name == "nt":
        from thidua_tui.platform.system.windows import Windows

        return Windows()
    from thidua_tui.platform.system.posix import Posix

    return Posix()


SYSTEM = system_of(os.name)
