"""The forms of award as data: `data/awards.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

FILE = Path(__file__).parents[1] / "data" / "awards.toml"


class Form(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A form of award (hình thức khen thưởng, danh hiệu thi đua) and whom it is addressed to."""

    code: str
    vi: str
    en: str
    addressed_to: str
    authority: str
    places: tuple[int, ...] = ()


@cache
def forms() -> dict[str, Form]:
    """Code -> form, in the order in which they are offered."""
    table = tomllib.loads(FILE.read_text("utf-8"))["form"]
    return {form.code: form for form in msgspec.convert(table, tuple[Form, ...])}
