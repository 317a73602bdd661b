"""Why something was not done: every refusal is a stable code with facts.

The sentence that a person reads is made from the code in `thidua_tui/locale`; the codes are listed
in `docs/refusals.md`.
"""

from __future__ import annotations

OUTAGES = frozenset(
    {"server-busy", "server-full", "server-gone", "server-silent", "server-unreachable"}
)
"""Codes of what passes: the ledger is as it was, and the same may work a moment later."""


class ThiduaError(Exception):
    """Base of every error with which this program refuses.

    Args:
        code: The stable name of the error (`head-in-office`), the key of its sentences.
        facts: The values that fill the sentence.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code} ({details})" if details else self.code


class BadInput(ThiduaError):
    """What was typed is not a value of its field; nothing was decided yet."""


class Refused(ThiduaError):
    """A rule says no to an act that is well formed."""


class Stale(ThiduaError):
    """The ground of a decision kept changing under it; the caller looks again."""


class UnreadableLedger(ThiduaError):
    """The ledger cannot be opened, or holds what this version must not guess at."""


class Noticed(ThiduaError):
    """What `verify` points out for a person to judge: it is never raised and refuses nothing."""


def refuse(condition: object, code: str, **facts: object) -> None:
    """Raise `Refused(code, **facts)` when the condition holds: a rule in one line.

    Args:
        condition: Any value; the act is refused if it is true.
        code: The code of the refusal.
        facts: The values for its sentence.

    Raises:
        Refused: if the condition is true.
    """
    if condition:
        raise Refused(code, **facts)
