"""What must be settled about the terminal before Textual is imported.

Textual asks terminals for Kitty keyboard flags 25. Text that an input method composed then arrives
as one long escape sequence, and the parser cuts sequences at 32 characters: `nghiêng` appears as
`^[0;;110:103…`, and iTerm2 sends nothing at all. We switch the protocol off rather than ask for
flag 1 (disambiguate) alone: the flags are written in the middle of a driver's start-up with no way
in but a copy of the driver, and what flag 1 would give (Ctrl+I besides Tab, Ctrl+M besides Enter,
a bare Esc without its 105 ms) no action of ours needs; every dialog has another way out than Esc.
"""

from __future__ import annotations

import os
import sys

from thidua_tui.platform.system.current import SYSTEM

_SWITCH = "TEXTUAL_DISABLE_KITTY_KEY"


def prepare() -> None:
    """Settle the keyboard protocol, best before the first import of Textual; late, it still holds.

    A person who set the variable has decided otherwise, and is left alone.
    """
    chosen = os.environ.setdefault(_SWITCH, "1")
    if constants := sys.modules.get("textual.constants"):
        vars(constants)["DISABLE_KITTY_KEY"] = chosen == "1"


def require_terminal() -> None:
    """Make sure that a person sits at both ends; without one Textual starts and hangs.

    Standard error counts too: it is where Textual draws. Raises BadInput `not-a-terminal` with
    `stream`: `stdin`, `stdout` or `stderr`; `console-too-old`; `loopback-blocked` with `detail`,
    where the event loop of Windows, which wakes itself through 127.0.0.1, cannot be made.
    """
    for name in ("stdin", "stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None or not stream.isatty():
            from events.errors import BadInput  # with it come all events: not before the screen

            raise BadInput("not-a-terminal", stream=name)
    if not SYSTEM.terminal_draws():
        from events.errors import BadInput

        raise BadInput("console-too-old")
    import asyncio  # Textual imports it, other commands do not

    try:
        asyncio.new_event_loop().close()
    except OSError as error:
        from events.errors import BadInput
        from thidua_tui.platform.os_errors import why

        raise BadInput("loopback-blocked", detail=why(error)) from error
