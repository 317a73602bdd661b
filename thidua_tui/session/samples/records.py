"""Sample ledgers as data: `data/samples` holds acts, named as commands of `events`."""

from __future__ import annotations

from pathlib import Path
from pkgutil import resolve_name

from events.command import Command

SAMPLES = Path(__file__).parents[2] / "data" / "samples"


def command_type(name: str) -> type[Command]:
    """Return the command that is named as `module:class` of `events`."""
    found: type[Command] = resolve_name(f"events.{name}")
    return found
