"""Rows for other programs: csv and json, every field under its own key.

Whatever is printed is harmless: controls become visible in csv and are escaped in json, which keeps
the text exact. In csv a text that a spreadsheet would take for a formula is led by `'`: a sign of
`= + - @` (of full width too) at its beginning or behind a `;`, where a spreadsheet of a country
with decimal commas parts cells, spaces and quotes passed over. Numbers stay numbers.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain
from typing import Any

import msgspec
from msgspec import Struct

from events.text import plain, strange
from thidua_tui.i18n.messages import Words

_json = msgspec.json.Encoder(decimal_format="number")
_NUMBER = re.compile(r"-?[0-9]+(?:,[0-9]+)?")
_FORMULA = re.compile(r"""((?:^|;)[\s"]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])""")


def keys(kind: type[Struct]) -> list[str]:
    """The keys of a kind of row in json and csv; an award's code is followed by its name."""
    fields = ((f, "form_name") if f == "form" else (f,) for f in kind.__struct_fields__)
    return list(chain.from_iterable(fields))


PROVISIONAL = "provisional"
"""The key of the mark of a row; it is there only where some row is provisional."""


def as_json(rows: Sequence[Struct], words: Words, marks: Sequence[bool] = ()) -> str:
    """A list of objects; text is exact, and what could harm a terminal is escaped.

    Args:
        rows: The rows.
        words: The messages of the language to use.
        marks: For each row whether it is provisional; empty where none is.
    """
    records = [_record(row, words) for row in rows]
    if marks:
        records = [row | {PROVISIONAL: mark} for row, mark in zip(records, marks, strict=True)]
    data = _json.encode(records)
    return harmless_json(msgspec.json.format(data, indent=2)) + "\n"


def harmless_json(data: bytes) -> str:
    """Return JSON of the same meaning in which whatever could harm a terminal is escaped.

    Args:
        data: JSON in UTF-8.
    """
    # Outside ASCII there is nothing in json but strings, so that an escape is always right there.
    return "".join(map(_escaped, data.decode()))


def _escaped(char: str) -> str:
    if char < "\x7f" or not strange(char):
        return char
    return "".join(f"\\u{unit:04x}" for unit in _utf16(char))


def _utf16(char: str) -> Iterator[int]:
    raw = char.encode("utf-16-be", "surrogatepass")
    return (int.from_bytes(raw[i : i + 2], "big") for i in range(0, len(raw), 2))


def _record(row: Struct, words: Words) -> Any:
    fields = {field: getattr(row, field) for field in row.__struct_fields__}
    return _honest(msgspec.to_builtins(fields, builtin_types=(Decimal,)), words)


def _honest(value: Any, words: Words, year: int | None = None) -> Any:
    """The same with the name of each award after its code, and an unknown text as null."""
    match value:
        case dict():
            record: dict[str, Any] = {}
            then = value.get("year", value.get("since", year))
            for key, inner in value.items():
                record[key] = _honest(inner, words, then)
                if key == "form" and isinstance(inner, str):
                    record["form_name"] = words.form(inner, then) if inner else None
            return record
        case list() | tuple():
            return [_honest(inner, words, year) for inner in value]
        case "":
            return None
    return value


def as_csv(
    kind: type[Struct], rows: Sequence[Struct], words: Words, marks: Sequence[bool] = ()
) -> str:
    """The fields of every row under their keys; an unknown field is empty; marks as `as_json`."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*keys(kind), *([PROVISIONAL] if marks else [])])
    for at, row in enumerate(rows):
        mark = [_cell(marks[at])] if marks else []
        writer.writerow([*(_cell(value) for value in _record(row, words).values()), *mark])
    return out.getvalue()


def as_excel(lines: Iterable[Sequence[str]]) -> str:
    """Lines of cells as Excel with Vietnamese settings opens them: BOM, semicolons, quotes."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([[harmless(c) for c in line] for line in lines])
    return f"\ufeff{out.getvalue()}"


def harmless(text: str) -> str:
    """Return a cell of which a spreadsheet makes no formula; a number stays one."""
    return text if _NUMBER.fullmatch(text) else _safe(text)


def _cell(value: Any) -> str:
    return str(value) if type(value) in (int, Decimal) else _safe(_flat(value))


def _flat(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case list():
            return "; ".join(map(_flat, value))
        case dict():
            return " ".join(filter(None, map(_flat, value.values())))
    return str(value)


def _safe(text: str) -> str:
    return _FORMULA.sub(r"\1'", plain(text))
