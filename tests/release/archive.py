"""Zip files that are the same bytes each time: sorted names, one time, one mode."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

WHEN = (2020, 2, 2, 0, 0, 0)
"""The time of every file, the one that hatchling gives to those of a wheel."""
EPOCH = "1580601600"
"""The same time, as tools read it from `SOURCE_DATE_EPOCH`."""
SUMS = "SHA256SUMS"


def files(folder: Path) -> list[Path]:
    """Return the files below a folder in the order of their names."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def pack(folder: Path, target: Path, *, below: str = "", compress: bool = True) -> None:
    """Write the files of a folder into a zip file, all below a folder of that name."""
    kind = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
    with zipfile.ZipFile(target, "w", kind, compresslevel=9 if compress else None) as archive:
        for path in files(folder):
            name = (Path(below) / path.relative_to(folder)).as_posix()
            entry = zipfile.ZipInfo(name, WHEN)
            entry.compress_type = kind
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            archive.writestr(entry, path.read_bytes())


def add_sums(folder: Path) -> None:
    """List the hash of every file of a folder, as `sha256sum --check` reads it."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()} *{path.relative_to(folder).as_posix()}\n"
        for path in files(folder)
        if path != folder / SUMS
    ]
    (folder / SUMS).write_text("".join(lines), "utf-8", newline="\n")
