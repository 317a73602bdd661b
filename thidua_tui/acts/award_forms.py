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


def addressee(code: str) -> str:
    """Return the recipient of a nomination for this form; empty when it is not specified."""
    form = forms().get(code)
    return form.addressed_to if form else ""


def usual(place: int | None) -> str:
    """The form that is usually asked for at a place; empty when there is none."""
    return next((form.code for form in forms().values() if place in form.places), "")
