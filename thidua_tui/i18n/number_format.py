"""A number as text that has one reading, whichever sign parts thousands where it is read."""

from __future__ import annotations

from decimal import Decimal


def number_text(value: Decimal, sign: str = ",") -> str:
    """Spell a number without thousands separators; `sign` parts the decimals.

    Exactly three decimals may be taken for thousands (`1,000`, `9,125`): zeros go, or one is added.
    """
    whole, _, decimals = f"{value:f}".partition(".")
    if len(decimals) == 3 and len(whole.lstrip("-")) <= 3 and whole.lstrip("-") != "0":
        decimals = decimals.rstrip("0") if decimals.endswith("0") else f"{decimals}0"
    return f"{whole}{sign}{decimals}" if decimals else whole
