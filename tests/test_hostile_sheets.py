"""Files that exhaust or abort the libraries that read sheets: refused or read, in small memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sheet_files import hostile

CHILD = """
import json, sys, time
from events.errors import BadInput
from thidua_tui.parsing.workbook.file import open_workbook
def peak():  # what getrusage says begins with what the parent process had
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) // 1024
found = {"": ["", 0.0, peak()]}
for path in sys.argv[1:]:
    begun, code = time.process_time(), ""
    try:
        book = open_workbook(path)
        for tab in book.tabs:
            book.read(tab).rows()
    except BadInput as bad:
        code = bad.code
        assert bad.facts["path"] == path
    found[path] = [code, time.process_time() - begun, peak()]
print(json.dumps(found))
"""
SECONDS, MEGABYTES = 0.5, 64
pytestmark = pytest.mark.posix("the memory of a process is read from /proc")


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, float, int]]:
    """Name -> code, seconds, and the most megabytes of the process so far."""
    folder = tmp_path_factory.mktemp("hostile")
    paths = []
    for name, make, _ in hostile():
        paths.append(folder / f"{name}.xlsx")
        paths[-1].write_bytes(make())
    command = [sys.executable, "-c", CHILD, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    return {Path(path).stem: tuple(facts) for path, facts in found.items()}


@pytest.mark.parametrize(("name", "code"), [(name, code) for name, _, code in hostile()])
def test_a_hostile_file_is_refused_or_read_soon(name, code, measured):
    assert measured[name][0] == code
    assert measured[name][1] <= SECONDS


def test_hostile_files_take_little_memory(measured):
    assert max(megabytes for _, _, megabytes in measured.values()) <= MEGABYTES
