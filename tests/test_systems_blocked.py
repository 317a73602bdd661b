"""The program without the modules of POSIX, and the one place of each layer that chooses."""

from __future__ import annotations

import ast
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module

import pytest

from tests.systems import OF_POSIX, OF_WINDOWS
from tests.test_lints import PROGRAM, ROOT, modules, named

CHOOSING = ("events/store/system/current.py", "thidua_tui/platform/system/current.py")
"""The modules that may ask which system they run on."""
OF_SYSTEMS = {f"{name.replace('.', '/')}.py" for name in OF_POSIX | OF_WINDOWS}
POSIX_MODULES = ("fcntl", "termios", "tty", "pty", "pwd", "grp", "resource", "syslog")
WINDOWS_MODULES = ("msvcrt", "winreg", "_winapi", "winsound")
ASKED = re.compile(r"(?:os\.name|sys\.platform|platform\.system|sys\.getwindowsversion)\b")
OF_POSIX_NAMES = re.compile(
    r"(?:os\.(?:getuid|geteuid|chmod|fchmod|chown|link|fork|mkfifo|posix_fadvise|O_NOFOLLOW"
    r"|O_DIRECTORY|O_NONBLOCK|kill)|signal\.(?:SIGHUP|SIGKILL|SIGSTOP|SIGTSTP|SIGCONT))"
)


def asking(source: str) -> Iterator[int]:
    """Yield the lines that ask for the system, or use what one system alone has."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Attribute():
                text = ast.unparse(node)
                if ASKED.fullmatch(text) or OF_POSIX_NAMES.fullmatch(text):
                    yield node.lineno
            case ast.Import(names=names):
                if {name.name for name in names} & {*POSIX_MODULES, *WINDOWS_MODULES, "ctypes"}:
                    yield node.lineno
            case ast.ImportFrom(module=str(module)):
                if module.split(".")[0] in (*POSIX_MODULES, *WINDOWS_MODULES, "ctypes"):
                    yield node.lineno


def test_one_module_of_each_layer_asks_for_the_system():
    sources = {named(path): path.read_text("utf-8") for path in modules(*PROGRAM)}
    spared = {*CHOOSING, *OF_SYSTEMS}
    found = {name: [*asking(text)] for name, text in sources.items() if name not in spared}
    assert {name: lines for name, lines in found.items() if lines} == {}
    assert spared <= sources.keys()
    assert all([*asking(sources[name])] for name in CHOOSING)


@pytest.mark.parametrize(
    "line",
    [
        "import os\nos.name == 'nt'",
        "import sys\nif sys.platform == 'win32': pass",
        "import fcntl",
        "from termios import TCSANOW",
        "import msvcrt",
        "import os\nos.getuid()",
        "import os\nx = os.O_RDONLY | os.O_NOFOLLOW",
        "import signal\nsignal.SIGHUP",
    ],
)
def test_asking_elsewhere_is_found(line):
    assert [*asking(line)]


def test_folders_of_the_account_are_asked_for_in_one_module():
    users = [named(path) for path in modules(*PROGRAM) if "platformdirs" in path.read_text("utf-8")]
    assert users == ["thidua_tui/platform/folders.py"]


@pytest.mark.posix("imitates Windows, which imports them as they are")
def test_every_module_is_imported_without_those_of_posix():
    """As on Windows, where `import fcntl` at the head of a module ends the program."""
    names = [
        module.name
        for package in PROGRAM
        for module in pkgutil.walk_packages(import_module(package).__path__, f"{package}.")
        if module.name not in OF_POSIX | OF_WINDOWS
    ]
    assert len(names) > 700
    code = f"""
import os, pathlib, sys
import asyncio, subprocess, getpass, shutil, ctypes  # Python's own, as on this system
from importlib import import_module

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name in {POSIX_MODULES!r}:
            raise ModuleNotFoundError("No module named " + repr(name), name=name)

for name in {POSIX_MODULES!r}:
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Blocked())
for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_DIRECTORY", "getuid", "link", "posix_fadvise"):
    vars(os).pop(name, None)

from tests.imitated_windows import InterfaceCalls, StoreCalls
for module, calls in (
    ("events.store.system", StoreCalls),
    ("thidua_tui.platform.system", InterfaceCalls),
):
    native = type(sys)(module + ".windows_calls")
    vars(native).update({{n: getattr(calls(), n) for n in dir(calls) if n[0] != "_"}})
    sys.modules[native.__name__] = native
    os.name = "nt"
    try:
        import_module(module + ".current")
    finally:
        os.name = "posix"
failed = []
for name in {names!r}:
    try:
        import_module(name)
    except ImportError as error:
        failed.append(name + ": " + str(error))
from events.store.system.current import SYSTEM as one
from thidua_tui.platform.system.current import SYSTEM as two
print(type(one).__name__, type(two).__name__, failed)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert (done.stdout.strip(), done.stderr[-500:]) == ("Windows Windows []", "")
