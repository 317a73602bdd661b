"""The same promises on every system: each implementation of the protocols keeps them.

Windows is tried as it is where the tests run there, and everywhere else with its refusals imitated.
"""

from __future__ import annotations

import asyncio
import errno
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from events.errors import BadInput
from events.store.system import protocol as store_protocol
from events.store.system.current import system_of as store_system_of
from events.store.system.windows import REMOTE
from events.store.system.windows import Windows as StoreWindows
from tests.imitated_windows import ME, OTHER, InterfaceCalls, StoreCalls, refusals
from thidua_tui.i18n.messages import Words
from thidua_tui.platform import terminal
from thidua_tui.platform.os_errors import why
from thidua_tui.platform.system import protocol
from thidua_tui.platform.system import windows as interface_windows
from thidua_tui.platform.system.current import SYSTEM, system_of
from thidua_tui.platform.system.windows import Windows, readers_in

IMITATED = pytest.mark.skipif(os.name == "nt", reason="Windows itself is tried here")


@pytest.fixture(params=["this system", pytest.param("imitated windows", marks=IMITATED)])
def store(request, monkeypatch) -> Iterator[store_protocol.System]:
    """The store's system: the real one, and Windows with its refusals."""
    if request.param == "this system":
        yield store_system_of(os.name)
    else:
        with refusals(monkeypatch):
            yield StoreWindows(StoreCalls())


@pytest.fixture(params=["this system", pytest.param("imitated windows", marks=IMITATED)])
def system(request, monkeypatch) -> Iterator[protocol.System]:
    """The interface's system: the real one, and Windows with its refusals."""
    monkeypatch.setattr(interface_windows, "PAUSE", 0.001)
    if request.param == "this system":
        yield system_of(os.name)
    else:
        with refusals(monkeypatch):
            yield Windows(InterfaceCalls())


# The store


def test_a_file_is_settled(store, tmp_path):
    file = tmp_path / "sổ"
    file.write_text("Hội nghị", "utf-8")
    store.settle(file)
    store.settle_names(tmp_path)
    assert file.read_text("utf-8") == "Hội nghị"


def test_a_name_is_given_once_and_nothing_is_replaced(store, tmp_path):
    file, target = tmp_path / ".sổ mới", tmp_path / "Sổ thi đua 2021"
    file.write_text("one", "utf-8")
    store.give_name(file, target)
    assert target.read_text("utf-8") == "one"
    other = tmp_path / ".khác"
    other.write_text("two", "utf-8")
    with pytest.raises(FileExistsError):
        store.give_name(other, target)
    assert (target.read_text("utf-8"), other.read_text("utf-8")) == ("one", "two")


def test_a_file_of_this_computer_may_be_written_and_is_on_no_network(store, tmp_path):
    file = tmp_path / "a"
    file.write_bytes(b"x")
    assert store.may_write(file)
    assert store.may_make(tmp_path)
    assert store.network(file) == store.cloud_drive(file) == ""


def test_a_missing_folder_takes_no_file(store, tmp_path):
    assert not store.may_make(tmp_path / "none")
    assert not store.may_write(tmp_path / "none")


@pytest.mark.parametrize("name", ["sổ.ledger", "Cụm thi đua số 1", "console", "nulls.txt", ".a"])
def test_ordinary_names_are_usable(store, tmp_path, name):
    assert store.unusable(tmp_path / name) is None


def test_a_name_that_no_system_takes(store, tmp_path):
    file = tmp_path / ("ệ" * 300)
    assert (fault := store.unusable(file))
    assert (fault.fault, fault.part) == ("too-long", file.name)


def test_reading_alone_changes_nothing(store, tmp_path):
    file = tmp_path / "a"
    file.write_bytes(b"x")
    with store.only_reading(file), file.open("rb") as opened:
        assert opened.read() == b"x"


# Windows alone


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (r"\\server\chung\sổ.ledger", "share"),
        (r"\\?\UNC\server\chung\sổ.ledger", "share"),
        (r"//server/chung/sổ.ledger".replace("/", "\\"), "share"),
        (r"Z:\sổ.ledger", "drive"),
        (r"C:\Users\Lan\sổ.ledger", ""),
        (r"\\?\C:\Users\sổ.ledger", ""),
    ],
)
def test_shares_and_letters_that_lead_to_servers_are_a_network(path, kind):
    calls = StoreCalls()
    calls.drives["Z:\\"] = REMOTE
    assert StoreWindows(calls).network(Path(path)) == kind


@pytest.mark.parametrize(
    "name",
    ["CON", "nul", "Aux.txt", "COM1", "lpt9.ledger", "COM¹", "prn .x", "a.", "a ", "a?b", "a:b"],
)
def test_names_that_windows_reserves(name):
    fault = StoreWindows(StoreCalls()).unusable(Path(rf"C:\Thi đua\{name}\x"))
    assert fault == ("reserved", name)


def test_a_path_is_too_long_unless_the_administrator_allows_it():
    calls = StoreCalls()
    path = Path("C:\\" + "\\".join(["Thi đua"] * 32))
    assert StoreWindows(calls).unusable(path) == ("too-long", path.name)
    calls.long = True
    assert StoreWindows(calls).unusable(path) is None


def test_cloud_services_are_known_by_their_variables_and_drives(monkeypatch):
    monkeypatch.setenv("OneDriveCommercial", r"C:\Users\Lan\So Tai chinh")
    calls = StoreCalls()
    calls.labels["G:\\"] = "Google Drive"
    system = StoreWindows(calls)
    assert system.cloud_folders()[Path(r"C:\Users\Lan\So Tai chinh")] == "OneDrive"
    assert system.cloud_drive(Path(r"G:\Drive của tôi\x")) == "Google Drive"
    assert system.cloud_drive(Path(r"C:\x")) == ""


# The interface


def test_a_file_is_replaced(system, tmp_path):
    old, new = tmp_path / "a", tmp_path / "b"
    old.write_text("old", "utf-8")
    new.write_text("new", "utf-8")
    system.replace(new, old)
    assert (old.read_text("utf-8"), new.exists()) == ("new", False)


def test_a_file_that_another_reads_for_a_moment_is_replaced(system, tmp_path):
    old, new = tmp_path / "a", tmp_path / "b"
    old.write_text("old", "utf-8")
    new.write_text("new", "utf-8")
    opened = old.open("rb")
    threading.Timer(0.01, opened.close).start()
    system.replace(new, old)
    assert old.read_text("utf-8") == "new"


@IMITATED
def test_a_file_that_another_keeps_open_is_left_on_windows(monkeypatch, tmp_path):
    monkeypatch.setattr(interface_windows, "PAUSE", 0.001)
    old, new = tmp_path / "a", tmp_path / "b"
    old.write_text("old", "utf-8")
    new.write_text("new", "utf-8")
    with refusals(monkeypatch), old.open("rb"), pytest.raises(PermissionError):
        Windows(InterfaceCalls()).replace(new, old)
    assert (old.read_text("utf-8"), new.read_text("utf-8")) == ("old", "new")


def test_a_lock_is_held_by_one_and_its_files_go_with_it(system, tmp_path):
    locked, guarded = tmp_path / "a.lock", tmp_path / "a.json"
    guarded.write_text("{}", "utf-8")
    held = system.lock(locked)
    assert held is not None
    assert system.lock(locked) is None
    system.release(held, guarded, locked)
    assert list(tmp_path.iterdir()) == []
    again = system.lock(locked)
    assert again is not None
    system.release(again)
    assert list(tmp_path.iterdir()) == [locked]


def test_a_lock_goes_with_the_program_that_held_it(tmp_path):
    code = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from thidua_tui.platform.system.current import SYSTEM\n"
        "print(SYSTEM.lock(Path(sys.argv[1])) is not None, flush=True)\n"
        "sys.stdin.read()\n"
        "os._exit(1)\n"
    )
    lock = tmp_path / "a.lock"
    process = subprocess.Popen(
        [sys.executable, "-c", code, lock], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin and process.stdout
    system = system_of(os.name)
    assert process.stdout.readline().strip() == b"True"
    assert system.lock(lock) is None
    process.stdin.close()
    process.wait(60)
    process.stdout.close()
    held = system.lock(lock)
    assert held is not None
    system.release(held)


def test_a_restricted_file_has_no_other_readers(system, tmp_path):
    file = tmp_path / "khóa"
    file.write_text("secret", "utf-8")
    system.restrict(file)
    with file.open("rb") as opened:
        assert system.readers(opened.fileno()) == ()
        assert system.own(os.fstat(opened.fileno()))
    assert str(file) in system.how_to_restrict(file)


@pytest.mark.parametrize(
    ("sddl", "readers"),
    [
        (f"D:P(A;;FA;;;SY)(A;;FA;;;BA)(A;;FA;;;{ME})", ()),
        (f"D:AI(A;ID;FA;;;{ME})(A;ID;0x1200a9;;;BU)", ("Users",)),
        (f"D:(A;;FR;;;{OTHER})(D;;FA;;;WD)", ("nam",)),
        ("D:(A;;0x100000;;;WD)", ()),
        ("D:NO_ACCESS_CONTROL", ("Everyone",)),
        ("O:SY", ("Everyone",)),
        (f"D:(A;OICI;FA;;;WD)(A;;FA;;;{ME})S:(AU;SAFA;FA;;;BU)", ("Everyone",)),
    ],
)
def test_readers_of_an_access_list_are_named(sddl, readers, tmp_path):
    calls = InterfaceCalls()
    calls.inherited = sddl
    file = tmp_path / "a"
    file.write_bytes(b"")
    with file.open("rb") as opened:
        assert Windows(calls).readers(opened.fileno()) == readers


def test_an_access_list_with_conditions_is_read():
    assert readers_in("D:(XA;;FA;;;WD;(x))(A;;GR;;;BU)") == ["BU"]


def test_the_account_has_a_name(system, monkeypatch):
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    assert system.account()


async def test_a_closed_window_keeps_what_is_half_typed(monkeypatch):
    """The handler runs in a thread of the system, and returns only when all is kept."""
    monkeypatch.setattr(interface_windows, "CLOSED", 1.5)
    calls, kept = InterfaceCalls(), []

    def end(code: int) -> None:
        time.sleep(0.05)
        kept.append((code, threading.current_thread() is threading.main_thread()))

    Windows(calls).on_end(asyncio.get_running_loop(), end)
    [handler] = calls.handlers
    assert not handler(0)  # Ctrl+C is a key
    answer = await asyncio.to_thread(lambda: (handler(2), list(kept)))
    assert answer == (True, [(143, True)])


def test_a_window_closed_after_the_end_does_no_harm(monkeypatch):
    monkeypatch.setattr(interface_windows, "CLOSED", 0.03)
    calls, loop = InterfaceCalls(), asyncio.new_event_loop()
    Windows(calls).on_end(loop, lambda _: None)
    loop.close()
    assert calls.handlers[0](2)


def test_output_to_a_pipe_is_utf_8_on_windows():
    assert Windows(InterfaceCalls()).pipe_encoding == "utf-8"


CLOSE_WINDOW = """
import asyncio, ctypes
from ctypes import wintypes
from thidua_tui.platform.system.current import SYSTEM
kernel = ctypes.WinDLL("kernel32")
kernel.GetModuleHandleW.restype = wintypes.HMODULE
kernel.GetProcAddress.restype = ctypes.c_void_p
kernel.GetProcAddress.argtypes = [wintypes.HMODULE, ctypes.c_char_p]
pointer = ctypes.c_void_p
kernel.CreateThread.argtypes = [pointer, ctypes.c_size_t, pointer, pointer, wintypes.DWORD, pointer]
routine = kernel.GetProcAddress(kernel.GetModuleHandleW("kernelbase.dll"), b"CtrlRoutine")

async def main():
    ended = asyncio.Event()
    def end(code):
        print(code, flush=True)
        ended.set()
    SYSTEM.on_end(asyncio.get_running_loop(), end)
    kernel.CreateThread(None, 0, routine, 2, 0, None)  # as the console does: 2 is a closed window
    await asyncio.wait_for(ended.wait(), 30)

asyncio.run(main())
"""


@pytest.mark.skipif(os.name != "nt", reason="calls the handler as Windows does")
def test_windows_calls_the_handler_of_a_closed_window():
    """The system runs it in a thread of its own, which no Python code made."""
    done = subprocess.run([sys.executable, "-c", CLOSE_WINDOW], capture_output=True, check=False)
    assert done.stdout.split() == [b"143"]


def test_a_computer_that_does_not_reach_itself_is_refused_with_what_to_do(monkeypatch):
    """The event loop of Windows wakes itself through a connection to 127.0.0.1."""

    def unreachable() -> None:
        raise OSError(errno.ENETUNREACH, "no network")

    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(getattr(sys, name), "isatty", lambda: True)
    monkeypatch.setattr(type(SYSTEM), "terminal_draws", lambda _: True)
    monkeypatch.setattr(asyncio, "new_event_loop", unreachable)
    with pytest.raises(BadInput) as refused:
        terminal.require_terminal()
    assert (refused.value.code, refused.value.facts["detail"]) == (
        "loopback-blocked",
        "ENETUNREACH",
    )
    assert "127.0.0.1 (mạng nội bộ của máy không hoạt động)" in Words("vi").refusal(refused.value)


def test_a_folder_that_was_opened_as_a_file_is_said_to_be_one(tmp_path):
    """Windows says that there is no permission, without a number of its own."""
    (tmp_path / "file").touch()
    for name, code in ((".", "EISDIR"), ("file", "EACCES"), ("none", "EACCES")):
        error = PermissionError(errno.EACCES, "denied", str(tmp_path / name))
        vars(error)["winerror"] = None
        assert why(error) == code
    assert why(PermissionError(errno.EACCES, "denied")) == "EACCES"


def test_a_second_code_of_windows_for_the_network_is_explained_as_the_first(monkeypatch):
    monkeypatch.setitem(errno.errorcode, 10051, "WSAENETUNREACH")
    assert why(OSError(10051, "no network")) == "ENETUNREACH"


def test_a_pipe_with_a_reader_is_read(system):
    reading, writing = os.pipe()
    assert not system.reader_gone(writing)
    os.close(reading)
    known = system.reader_gone(writing)
    os.close(writing)
    assert known is (type(system).__name__ == "Posix")


@pytest.mark.posix("Windows does not say whether a pipe has a reader")
def test_output_to_a_file_always_has_a_reader(system, tmp_path):
    with (tmp_path / "out").open("w") as out:
        assert not system.reader_gone(out.fileno())
