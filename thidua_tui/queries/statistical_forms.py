"""The statistical forms that the program ships, and a form from a file of the office."""

from __future__ import annotations

from events.errors import BadInput
from thidua_tui.queries.office_files import UnknownName, named_file, read_file, shipped_in
from views.statistical_form import StatisticalForm

FOLDER = "statistics"


def shipped() -> tuple[str, ...]:
    """Return the names of the forms that the program ships."""
    return shipped_in(FOLDER)


def load_form(name: str) -> StatisticalForm:
    """Return a form by its name, or from a file whose name ends in `.toml`.

    Args:
        name: A name of `shipped`, in any case and with or without points; or a path.

    Raises:
        BadInput: `unknown-statistical-form` with the forms that are `near`; `form-unreadable` with
            `path` and `detail`.
    """
    try:
        path = named_file(name, FOLDER)
    except UnknownName as error:
        raise BadInput("unknown-statistical-form", name=name, near=error.near) from error
    try:
        form = read_file(path, StatisticalForm)
        form.period(2023), form.period(2024)  # a day of every year
    except ValueError as error:  # an `UnreadableFile`, or a day that is none
        raise BadInput("form-unreadable", path=str(path), detail=str(error)) from error
    return form
