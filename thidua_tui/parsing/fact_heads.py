"""Words on lists that people keep of members, roles and awards: heads of columns, and cells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias, get_args

from events.text import fold, nfc
from thidua_tui.parsing.dates import FIRST_YEAR, LAST_YEAR
from thidua_tui.parsing.pasted_lists import NAME_HEADS, NUMBER_HEADS

Meaning: TypeAlias = Literal[
    "number", "unit", "year", "since", "until", "role", "form", "authority", "decision", "day",
    "signer", "golden", "pass",
]  # fmt: skip
"""What a column of a list holds; `since` and `until` are years, `pass` is passed over."""
MEANINGS: tuple[Meaning, ...] = get_args(Meaning)
RoleName: TypeAlias = Literal["member", "head", "deputy", "acting", "none"]
"""What a cell says of a unit in a year."""
HEADS: Mapping[Meaning, Sequence[str]] = {
    "number": NUMBER_HEADS,
    "unit": (
        *NAME_HEADS,
        *("don vi thanh vien", "ten don vi thanh vien", "tap the", "ten tap the", "thanh vien"),
        *("co quan, don vi", "ten co quan, don vi", "don vi, tap the", "so, nganh", "member"),
    ),
    "year": ("nam", "nam thi dua", "nam khen thuong", "nam dat", "nam cong tac", "year"),
    "since": ("tu nam", "tu", "nam bat dau", "nam vao", "nam gia nhap", "from", "since"),
    "until": ("den nam", "den", "nam ket thuc", "nam ra", "den het nam", "to", "until"),
    "role": ("vai tro", "chuc vu", "chuc danh", "nhiem vu", "vai tro trong cum", "role"),
    "form": (
        *("hinh thuc", "danh hieu", "hinh thuc khen thuong", "danh hieu thi dua", "khen thuong"),
        *("hinh thuc, danh hieu", "danh hieu, hinh thuc", "danh hieu, hinh thuc khen thuong"),
        *("danh hieu thi dua, hinh thuc khen thuong", "form", "award", "form of award"),
    ),
    "authority": (
        *("cap", "cap khen", "cap tang", "cap khen thuong", "cap quyet dinh", "tham quyen"),
        *("co quan quyet dinh", "co quan khen thuong", "cap co tham quyen", "authority", "level"),
    ),
    "decision": (
        *("quyet dinh", "so quyet dinh", "so qd", "quyet dinh so", "so, ngay quyet dinh"),
        *("so, ngay, thang quyet dinh", "so van ban", "decision", "decision number"),
    ),
    "day": (
        *("ngay", "ngay quyet dinh", "ngay qd", "ngay ky", "ngay thang nam"),
        *("ngay, thang, nam", "ngay ban hanh", "date", "day"),
    ),
    "signer": ("nguoi ky", "signer", "signed by"),
    "golden": ("so vang", "so so vang", "golden book"),
}
"""Meaning -> heads of columns, folded."""
_YEAR = re.compile(r"(?:nam |year )?((?:19|20)\d\d)")
_ANY_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_TITLED = re.compile(r"\bnam ((?:19|20)\d\d)\b")
_YES = frozenset({"x", "v", "✓", "✔", "co", "1", "tv", "thanh vien", "yes", "member"})
_NO = frozenset({"", "-", "–", "—", "0", "khong", "no", "none"})
_NOW = frozenset({"nay", "den nay", "hien nay", "now", "present"})
_ROLES: Sequence[tuple[RoleName, re.Pattern[str]]] = (
    (
        "deputy",
        re.compile(
            r"(?:cum |khoi )?pho(?: truong)?(?: cum| khoi)?(?: truong)?|pc|deputy(?: head)?"
        ),
    ),
    ("head", re.compile(r"(?:cum |khoi )?truong(?: cum| khoi)?|tc|ct|head|cluster head")),
    ("acting", re.compile(r"phu trach(?: cum| khoi)?|acting head")),
)
_DAY_BEHIND = re.compile(
    r"(.*?)[\s,;]*(?:ngày\s*)?(\d{1,2}[/.-]\d{1,2}[/.-]\d{4})\Z", re.IGNORECASE
)
_RANK = re.compile(r"\s*(?:thu )?([1-9]|nhat|hai|ba)\Z")
_RANKS = {"nhat": 1, "hai": 2, "ba": 3}


def meaning_of(head: str) -> Meaning | None:
    """Return what a column with this head holds; None where the head says nothing known.

    Args:
        head: The text of the head, perhaps on several lines.
    """
    text = " ".join(fold(nfc(head)).split()).strip(" .:*")
    return next((meaning for meaning, known in HEADS.items() if text in known), None)


def year_head(head: str) -> int | None:
    """Return the year that the head of a column is (`2019`, `Năm 2019`); None for no year.

    Args:
        head: The text of the head.
    """
    found = _YEAR.fullmatch(" ".join(fold(nfc(head)).split()).strip(" .:*"))
    return int(found[1]) if found else None


def year_in(text: str) -> int | None:
    """Return the only year that a cell names (`2019`, `01/2019`); None for none or several.

    Args:
        text: The text of the cell.
    """
    found = {*_ANY_YEAR.findall(text)}
    year = int(found.pop()) if len(found) == 1 else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def titled_years(text: str) -> set[int]:
    """Return the years that a title names: `… NĂM 2019` gives 2019.

    Args:
        text: A line above a table.
    """
    return {int(year) for year in _TITLED.findall(" ".join(fold(nfc(text)).split()))}


def says_now(text: str) -> bool:
    """Return whether a cell says that something goes on: `nay`, `đến nay`.

    Args:
        text: The text of the cell.
    """
    return " ".join(fold(nfc(text)).split()) in _NOW


def role_in(text: str) -> tuple[RoleName, int | None] | None:
    """Return what a cell says of a unit, and a deputy's place; None for what is not understood.

    `x` is a member, `–` and an empty cell are none, `Phó trưởng cụm 2` is the second deputy.

    Args:
        text: The text of the cell.
    """
    role_text = " ".join(fold(nfc(text)).split()).strip(" .:*")
    if role_text in _NO:
        return "none", None
    if role_text in _YES:
        return "member", None
    rank = _RANK.search(role_text)
    bare = role_text[: rank.start()].strip() if rank else role_text
    for role, pattern in _ROLES:
        if pattern.fullmatch(bare) and (rank is None or role == "deputy"):
            return role, _RANKS.get(rank[1]) or int(rank[1]) if rank else None
    return None


def number_and_day(text: str) -> tuple[str, str]:
    """Return a number of a decision without the day behind it, and that day; empty for none.

    `412/QĐ-UBND ngày 16/03/2019` gives both.

    Args:
        text: The text of the cell.
    """
    found = _DAY_BEHIND.match(text)
    return (found[1].strip(), found[2]) if found else (text, "")
