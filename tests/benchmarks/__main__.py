"""Print the figures of this machine: `python -m tests.benchmarks`; `--help` tells the options.

Every module of this folder that has a `figures(bench)` adds to the table, in the order of `ORDER`.
Ends with 1 when a figure is not as wanted.
"""

from __future__ import annotations

import argparse
import pkgutil
import sys
import tempfile
import traceback
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import tests.benchmarks
from tests.benchmarks.bench import LARGE, SMALL, Bench
from tests.benchmarks.floor import Figure, Result, cores, machine, measure, processor, table
from tests.benchmarks.growth import measured, picture
from tests.benchmarks.report import report, write

LEAST = 900
"""Entries of the smallest ledger that has a whole cluster-year."""


def modules() -> list[Any]:
    """The modules that have figures, in their order."""
    names = (module.name for module in pkgutil.iter_modules(tests.benchmarks.__path__))
    found = [import_module(f"tests.benchmarks.{n}") for n in names if not n.startswith("_")]
    having = [module for module in found if hasattr(module, "figures")]
    return sorted(having, key=lambda module: (getattr(module, "ORDER", 50), module.__name__))


def figures(bench: Bench, only: Iterable[str] = ()) -> Iterator[Figure]:
    """Each figure, or those of the modules, or whose name holds the word, that `only` tells.

    A module whose `ASKED` is true is measured only where it is named.
    """
    wanted = tuple(only)
    for module in modules():
        here = module.__name__.rpartition(".")[2]
        always = not wanted and not getattr(module, "ASKED", False)
        for figure in module.figures(bench):
            if always or here in wanted or any(word in figure.name for word in wanted):
                yield figure


def main(args: list[str] | None = None) -> int:
    """Measure, print, and say whether all is as wanted."""
    parser = options()
    asked = parser.parse_args(args)
    if asked.keep and not asked.folder:
        parser.error("--keep needs a FOLDER")
    if not next(figures(Bench(Path()), asked.only), None):
        parser.error(f"no figure is named {' or '.join(asked.only)}: --list tells the names")
    if min(asked.size, asked.small) < LEAST:
        parser.error(f"a ledger of less than {LEAST} entries has no whole year")
    with opened(asked) as bench:
        if asked.list:
            print("\n".join(f"{f.name:<24} {f.what}" for f in figures(bench, asked.only)))
            return 0
        about = machine(bench.folder)
        print(about, flush=True)
        results = [taken(f, bench, asked.rounds) for f in figures(bench, asked.only)]
        print(f"\n{table(results)}\n\nMedians; ours and the other took turns.", flush=True)
        if asked.write:
            folder = str(asked.folder)  # of this machine, and nobody else's
            words = ("FOLDER" if word == folder else word for word in args or sys.argv[1:])
            command = " ".join(["python -m tests.benchmarks", *words])
            drawn = picture(measured(bench, asked.rounds), f"{cores()} cores, {processor()}")
            write(asked.write, report(results, about, command), drawn)
    return int(not all(result.good for result in results))


@contextmanager
def opened(asked: argparse.Namespace) -> Iterator[Bench]:
    """The run in a folder of its own that is gone afterwards, or in one that is kept."""
    with ExitStack() as stack:
        if asked.keep:
            asked.folder.mkdir(parents=True, exist_ok=True)
        temporary = tempfile.TemporaryDirectory
        folder = asked.folder if asked.keep else stack.enter_context(temporary(dir=asked.folder))
        bench = Bench(Path(folder).resolve(), asked.size, asked.small, kept=asked.keep)
        stack.callback(bench.close)
        yield bench


def taken(figure: Figure, bench: Bench, rounds: int | None) -> Result:
    """The figure, printed as soon as it is known; one that fails is told, and the others go on."""
    try:
        result = measure(figure, bench, rounds)
    except Exception as error:
        traceback.print_exc()
        why = f"FAILED: {type(error).__name__}"
        result = Result(figure=figure, ours=None, floor=None, why=why)
    print(f"{figure.name}: {result.ratio or 0:.2f} {result.verdict}", flush=True)
    return result


def options() -> argparse.ArgumentParser:
    """What can be asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        help="where the ledgers are made; one in memory would make durability look cheap",
    )
    parser.add_argument("--only", action="append", default=[], metavar="NAME")
    parser.add_argument("--size", type=int, default=LARGE, metavar="N", help="of the large ledger")
    parser.add_argument("--small", type=int, default=SMALL, metavar="N", help="of the small one")
    parser.add_argument("--rounds", type=int, metavar="N", help="instead of each figure's own")
    parser.add_argument(
        "--write", type=Path, metavar="FILE", help="put table and plot there: docs/performance.md"
    )
    parser.add_argument(
        "--keep",
        action="store_true",
        help="leave ledgers and server in FOLDER, and use those there",
    )
    parser.add_argument("--list", action="store_true", help="name the figures")
    return parser


if __name__ == "__main__":
    sys.exit(main())
