"""The operating system as the store sees it; `SYSTEM` is its implementation that is in use.

This is the only module of the store that asks which system it runs on.
"""

from __future__ import annotations

import os

from events.store.system.protocol import System


def system_of(name: str) -> System:
    """Return what implements the protocol on a system.

    Args:
        name: The name of the system, as `os.name` has it.
    """
    if name == "nt":
        from events.store.system.windows import Windows

        return Windows()
    from events.store.system.posix import Posix

    return Posix()


SYSTEM = system_of(os.name)
