"""Build what is given to offices: `python -m tests.release win64|pyz|pins|signatures`."""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

from tests.release import pins, pyz, win64, windows_python

BUILDERS = {"win64": win64.build, "pyz": pyz.build}


def main() -> None:
    """Do what is asked, and say which file it gave."""
    parser = argparse.ArgumentParser(prog="python -m tests.release")
    asked = parser.add_subparsers(dest="what", required=True)
    for name in BUILDERS:
        asked.add_parser(name).add_argument("--to", type=Path, default=Path("dist"))
    asked.add_parser("pins", help="write the newest versions that fit pyproject.toml")
    asked.add_parser("signatures").add_argument("folder", type=Path)
    given = parser.parse_args()
    if given.what == "pins":
        pins.renew()
    elif given.what == "signatures":
        print(windows_python.check(given.folder))
    else:
        given.to.mkdir(parents=True, exist_ok=True)
        built = BUILDERS[given.what](given.to.resolve())
        sum_ = hashlib.sha256(built.read_bytes()).hexdigest()
        print(f"{sum_} *{built.name}  ({built.stat().st_size / 1e6:.1f} MB)")


if __name__ == "__main__":
    main()
