"""The statistical forms that the program ships, and a form from a file of the office."""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from pathlib import Path

import msgspec

from events.errors import BadInput
from thidua_tui.platform.os_errors import why
from views.statistical_form import StatisticalForm

SHIPPED = Path(__file__).parents[1] / "data" / "statistics"
LARGEST = 256 * 1024
"""Bytes that a file may have."""


def shipped() -> tuple[str, ...]:
    """Return the names of the forms that the program ships."""
    return tuple(sorted(path.stem for path in SHIPPED.glob("*.toml")))


def load_form(name: str) -> StatisticalForm:
    """Return a form by its name, or from a file whose name ends in `.toml`.

    Args:
        name: A name of `shipped`, in any case and with or without points; or a path.

    Raises:
        BadInput: `unknown-statistical-form` with the forms that are `near`; `form-unreadable` with
            `path` and `detail`.
    """
    if name.endswith(".toml"):
        return _read(Path(name).expanduser())
    known = {_bare(stem): stem for stem in shipped()}
    if (stem := known.get(_bare(name))) is None:
        near = get_close_matches(_bare(name), known) or known
        names = ", ".join(known[one] for one in near)
        raise BadInput("unknown-statistical-form", name=name, near=names)
    return _read(SHIPPED / f"{stem}.toml")


def _bare(name: str) -> str:
    """Return a name as it is compared: `0603.N/BNV-TĐKT` is `0603n`."""
    return name.partition("/")[0].replace(".", "").strip().casefold()


def _read(path: Path) -> StatisticalForm:
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
        if len(raw) > LARGEST:
            raise BadInput("form-unreadable", path=str(path), detail="EFBIG")
        form = msgspec.convert(tomllib.loads(raw.decode()), StatisticalForm)
        form.period(2023), form.period(2024)  # a day of every year
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadInput("form-unreadable", path=str(path), detail=why(error)) from error
    except ValueError as error:  # msgspec's, and a day that is none
        raise BadInput("form-unreadable", path=str(path), detail=str(error)) from error
    return form
