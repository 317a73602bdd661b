"""Print the figures of this machine: `python -m tests.benchmarks [FOLDER]`.

FOLDER is where the ledgers of the run are made; a file system in memory would make durability
look cheap. Ends with 1 when a figure is more times its floor than wanted.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.append import appends
from tests.benchmarks.floor import Figure, machine, measure, table
from tests.benchmarks.processes import THIDUA, screens, table_printed


def figures(folder: Path) -> Iterator[Figure]:
    """Each figure of the issue, made ready when its turn comes."""
    yield from appends(folder)
    demo = folder / "demo.ledger"
    subprocess.run(
        [THIDUA, "demo", "--no-ui", "--ledger", demo], stdout=subprocess.DEVNULL, check=True
    )
    yield table_printed(demo)
    yield from screens(demo)


def main() -> int:
    """Measure, print, and say whether all is as wanted."""
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory(dir=where) as name:
        folder = Path(name).resolve()
        print(machine(folder), flush=True)
        results = [measure(figure) for figure in figures(folder)]
    print(f"\n{table(results)}\n\nMedians; ours and floor took turns.")
    return int(not all(result.good for result in results))


if __name__ == "__main__":
    sys.exit(main())
