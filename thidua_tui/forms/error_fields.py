"""The form field that an error concerns: its message is shown under that field."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from events.errors import ThiduaError
from thidua_tui.acts.act import Act
from thidua_tui.acts.fields import Values

FILE = Path(__file__).parents[1] / "data" / "error_fields.toml"
OF_EVERY_ACT = ("reason", "source_on")
"""Fields that every act has."""


@cache
def _fields_by_code() -> dict[str, list[str]]:
    return tomllib.loads(FILE.read_text("utf-8"))


def field_for_error(act: Act, error: ThiduaError, raw: Values) -> str:
    """The field that the refusal concerns; empty when it concerns the whole act.

    Where no rule of thumb knows, it is the date when it is too early, then the field whose content
    a fact of the refusal repeats, then any date it speaks of, then the field a fact is named after.
    """
    for name in _fields_by_code().get(error.code, ()):
        if name in OF_EVERY_ACT:
            return name
        if field := act.field(name):
            return field.name
    if "earliest" in error.facts and act.field("on"):
        return "on"
    facts = {name: value for name, value in error.facts.items() if isinstance(value, str) and value}
    for value in facts.values():
        for name in raw:
            if value in raw[name].replace("/", " ").split():
                return name
    if "on" in error.facts and act.field("on"):
        return "on"
    if error.code == "field-invalid":
        return _named(act, str(error.facts.get("detail", "")))
    return next((field.name for name in facts if (field := act.field(name))), "")


def _named(act: Act, detail: str) -> str:
    """The field that a path such as `$.name` names."""
    found = (field.name for field in act.fields for name in field.filled if f"$.{name}" in detail)
    return next(found, "")
