"""Who may record in a ledger that names no operators: of a file anyone, on a server the first."""

from __future__ import annotations

from events.store.ledger import Ledger
from thidua_tui.i18n.messages import Words


def no_operators(ledger: Ledger, words: Words, of_file: str = "operators.none") -> str:
    """Return the sentence that says so.

    Args:
        ledger: The ledger.
        words: The words of the language.
        of_file: The key of the sentence about a file.
    """
    on_server = getattr(ledger.recorder, "file", True) is None
    return words("operators.none-on-server" if on_server else of_file)
