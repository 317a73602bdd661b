"""`python -m tests.fuzz TARGET SECONDS [FOLDER]`: guided by coverage, with atheris (extra `fuzz`).

FOLDER keeps the corpus from run to run; without one it is thrown away. An input that breaks what
must hold is printed and kept in tests/fuzz/found/TARGET/, from where every later run begins.
`python -m tests.fuzz all SECONDS` runs the targets one after the other, each so long, and prints
how many inputs each took, and how many edges and features of the code they reached.
"""

from __future__ import annotations

import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fuzz.seeds import FOUND, seeds
from tests.fuzz.targets import TARGETS

LONGEST = 4096
DONE = re.compile(r"Done (\d+) runs")
SEEN = re.compile(r"DONE +cov: (\d+) ft: (\d+)")


def main(name: str = "", seconds: str = "60", folder: str = "") -> int:
    """Run one target, or all."""
    if name == "all":
        return max(map(_apart, TARGETS, [seconds] * len(TARGETS)))
    if name not in TARGETS or not seconds.isdigit():
        print(f"python -m tests.fuzz {{all,{','.join(TARGETS)}}} SECONDS [FOLDER]", file=sys.stderr)
        return 2
    with TemporaryDirectory() as aside:
        corpus = Path(folder or aside)
        corpus.mkdir(exist_ok=True)
        for seed in seeds(name):
            raw = seed.encode("utf-8", "surrogateescape")[:LONGEST]
            (corpus / sha256(raw).hexdigest()[:16]).write_bytes(raw)
        _fuzz(name, seconds, corpus)
    return 0


def _apart(name: str, seconds: str) -> int:
    """One target in a process of its own, for a run ends the process; how many inputs it took."""
    command = [sys.executable, "-m", "tests.fuzz", name, seconds]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    runs = DONE.search(done.stderr)
    seen = SEEN.search(done.stderr)
    paths = f", {seen[1]} edges, {seen[2]} features" if seen else ""
    told = f"{int(runs[1]):,} inputs{paths}" if runs and not done.returncode else "FAILED"
    print(f"{name:16}{told}", flush=True)
    if done.returncode:
        print(done.stdout[-2000:], done.stderr[-2000:], sep="\n")
    return done.returncode


def _fuzz(name: str, seconds: str, corpus: Path) -> None:
    import atheris

    run = TARGETS[name]

    def one(raw: bytes) -> None:
        try:
            run(raw.decode("utf-8", "surrogateescape"))
        except BaseException:
            kept = FOUND / name / sha256(raw).hexdigest()[:16]
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(raw)
            print(f"kept in {kept}: {raw!r}")
            raise

    atheris.instrument_all()
    options = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-print_final_stats=1"]
    # The program's own messages are many, and slow: libFuzzer tells enough.
    atheris.Setup([sys.argv[0], *options, str(corpus)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
