"""What every store of a ledger promises: entries in order, for several threads and processes."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest
from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent, DCBQuery, DCBQueryItem
from eventsourcing.dcb.tests import DCBRecorderTestCase
from eventsourcing.persistence import IntegrityError, ProgrammingError

from events.errors import UnreadableLedger
from events.hash_chain import genesis, link
from events.store.address import LedgerAddress
from events.store.recorder import StoreRecorder
from tests.patience import PATIENCE
from tests.stores import answers_as_memory, fresh, opened, typed
from thidua_tui.session.open_ledger import open_recorder

ROOT = Path(__file__).parent.parent
IMPORTS = """
import sys, threading, time
from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent, DCBQuery, DCBQueryItem
from eventsourcing.persistence import IntegrityError
from events.store.address import parse_address
from tests.stores import opened
ledger = opened(parse_address(sys.argv[1]))
"""


def event(*tags: str, kind: str = "head-elected", data: bytes = b"{}") -> DCBEvent:
    return DCBEvent(type=kind, data=data, tags=list(tags))


def tagged(*tags: str) -> DCBQuery:
    return DCBQuery([DCBQueryItem(tags=list(tags))])


def child(code: str, address: LedgerAddress, *arguments: object) -> subprocess.Popen[str]:
    """Start a process that opens the ledger and runs the code."""
    command = [sys.executable, "-c", IMPORTS + code, typed(address), *map(str, arguments)]
    return subprocess.Popen(
        command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )


def finished(process: subprocess.Popen[str]) -> str:
    output, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    return output


def test_the_librarys_own_suite_for_reading_and_appending_passes(recorder):
    DCBRecorderTestCase()._test_append_read(recorder)


def test_the_librarys_own_suite_for_subscribing_passes(recorder):
    DCBRecorderTestCase()._test_append_subscribe(recorder)


def test_an_entry_comes_back_as_it_was_given(recorder):
    """Any text in tags and types, their order and repetition, any bytes."""
    odd = ["z", "a", "a", "đội:“Sở Y tế”", 'quo"te', "new\nline", "", "a,b"]
    recorder.append([DCBEvent(type="tên lạ", data=bytes(range(256)), tags=odd)])
    (entry,) = recorder.read(tagged("", "đội:“Sở Y tế”"))
    assert entry.event == DCBEvent(type="tên lạ", data=bytes(range(256)), tags=odd)


def test_what_was_appended_is_there_after_reopening(address):
    with opened(address) as recorder:
        recorder.append([event("unit:stc")])
        name, last = recorder.name, recorder.last()
    with opened(address) as again:
        assert (again.name, again.last()) == (name, last)
        assert again.head() == last[0] == 1


def test_every_ledger_has_a_name_of_its_own(recorder, request, tmp_path_factory):
    kind = request.node.callspec.params["address"]
    with opened(fresh(kind, tmp_path_factory.mktemp("other"))) as other:
        assert len(bytes.fromhex(other.name)) == 16
        assert other.name != recorder.name
        assert other.last()[1] != recorder.last()[1]


def test_the_hash_is_what_the_documentation_says(recorder):
    """Computed here by hand: others must be able to check a ledger without this program."""

    def digest(*fields: bytes) -> bytes:
        return sha256(b"".join(len(f).to_bytes(8, "big") + f for f in fields)).digest()

    genesis = digest(b"thidua ledger 1", recorder.name.encode())
    assert recorder.last()[1] == genesis
    recorder.append([event("unit:đ", "b", kind="k", data=b"d")])
    first = digest(genesis, (1).to_bytes(8, "big"), b"k", "unit:đ".encode(), b"b", b"d")
    assert recorder.last()[1] == first


def test_nothing_to_append_is_an_error_of_the_caller(recorder):
    with pytest.raises(ProgrammingError):
        recorder.append([])


def test_events_that_cannot_be_stored_leave_nothing_behind(recorder):
    broken = event("b", data="text")  # type: ignore[arg-type]  # on purpose
    with pytest.raises(TypeError):
        recorder.append([event("a"), broken])
    assert recorder.append([event("c")]) == 1
    assert recorder.verify() == 1


def test_an_append_after_the_condition_came_true_is_refused(recorder):
    recorder.append([event("unit:a"), event("unit:b")])
    with pytest.raises(IntegrityError):
        recorder.append([event("unit:a")], DCBAppendCondition(tagged("unit:a")))
    assert recorder.append([event("unit:a")], DCBAppendCondition(tagged("unit:a"), after=1)) == 3


@pytest.mark.parametrize("seed", range(5))
def test_any_query_answers_as_the_librarys_recorder_in_memory_does(recorder, seed):
    answers_as_memory(recorder, seed)


@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_condition_is_about_what_comes_after_its_position(recorder, after):
    recorder.append([event("unit:a"), event("unit:b")])
    met = DCBAppendCondition(tagged("unit:b"), after=after)
    if after < 2:
        with pytest.raises(IntegrityError):
            recorder.append([event("x")], met)
    else:
        assert recorder.append([event("x")], met) == 3
    assert recorder.verify() == recorder.head()


def test_links_lead_from_the_genesis_to_the_last_hash(recorder):
    recorder.append([event("đ", "a", "a", kind=kind) for kind in "xyz"])
    previous = genesis(recorder.name)
    assert recorder.hash_at(0) == previous
    for position, kind, tags, data, digest in recorder.links(recorder.head()):
        fields = [tag.encode() for tag in json.loads(tags)]
        previous = link(previous, position, kind.encode(), fields, data)
        assert digest == previous == recorder.hash_at(position)
    assert recorder.last() == (3, previous)
    assert recorder.hash_at(4) is None


def test_a_reader_may_not_append(recorder, address):
    recorder.append([event("a")])
    with open_recorder(address, read_only=True) as reader:
        assert reader.head() == 1
        assert not reader.writable
        with pytest.raises(UnreadableLedger, match="ledger-read-only"):
            reader.append([event("b")])
    assert recorder.head() == 1


def test_four_processes_racing_for_the_same_places_lose_and_double_nothing(address):
    """Each wants every place, unless somebody has it, and appends freely besides."""
    code = """
me, won = sys.argv[2], 0
sys.stdin.read()
for place in range(40):
    taken = DCBQuery([DCBQueryItem(types=["taken"], tags=[f"place:{place}"])])
    try:
        ledger.append([DCBEvent("taken", b"{}", [f"place:{place}", me])], DCBAppendCondition(taken))
        won += 1
    except IntegrityError:
        pass
    ledger.append([DCBEvent("tried", b"{}", [me])])
ledger.close()
print(won)
"""
    # Each begins when its input ends.
    racers = [child(code, address, f"racer:{number}") for number in range(4)]
    for process in racers:
        assert process.stdin
        process.stdin.close()
        process.stdin = None
    won = [int(finished(process)) for process in racers]
    with opened(address) as recorder:
        entries = list(recorder.read())
        places = [e.event.tags[0] for e in entries if e.event.type == "taken"]
        assert sorted(places) == sorted(f"place:{place}" for place in range(40))
        assert sum(won) == 40
        assert [e.position for e in entries] == list(range(1, 4 * 40 + 40 + 1))
        assert recorder.verify() == len(entries)


def test_a_subscription_sees_what_another_process_appends(recorder, address):
    with recorder.subscribe(tagged("unit:b")) as subscription:
        code = """
ledger.append([DCBEvent("x", b"", ["unit:a"]), DCBEvent("y", b"", ["unit:b"])])
"""
        finished(child(code, address))
        assert next(subscription).event.type == "y"
    assert next(subscription, None) is None


def test_data_version_changes_with_every_append_of_ours_and_of_others(recorder, address):
    """A server's is heard of, a moment after the append."""
    seen = [recorder.data_version()]
    assert recorder.data_version() == seen[0]
    recorder.append([event("a")])
    seen.append(changed(recorder, seen))
    with opened(address) as other:
        other.append([event("b")])
    seen.append(changed(recorder, seen))
    assert len({*seen}) == 3


def changed(recorder: StoreRecorder, seen: list[int]) -> int:
    """Wait for a version that was not seen yet."""
    until = time.monotonic() + PATIENCE
    while (version := recorder.data_version()) in seen:
        assert time.monotonic() < until
        time.sleep(0.005)
    return version


def test_threads_share_a_recorder(recorder, address):
    """Eight threads, each with a recorder of its own besides; each reads what it wrote."""

    def work(number: int) -> int:
        with opened(address) as own:
            for turn in range(25):
                one = own if turn % 2 else recorder
                one.append([event(f"thread:{number}")])
                assert len(list(one.read(tagged(f"thread:{number}")))) == turn + 1
        return number

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, range(8))) == list(range(8))
    assert recorder.verify() == 200


def test_closing_under_busy_threads_ends_them_and_not_the_interpreter(address):
    code = """
ledger.append([DCBEvent("x", b"{}", ["a"]) for _ in range(3000)])
ended = []
def work(act):
    try:
        while True:
            act()
    except Exception as error:
        ended.append(str(error))
one = [DCBEvent("x", b"{}", ["a"])]
acts = [lambda: list(ledger.read()), ledger.verify, lambda: ledger.append(one)]
threads = [threading.Thread(target=work, args=(act,)) for act in acts * 2]
for thread in threads: thread.start()
time.sleep(0.2)
ledger.close()
ledger.close()
for thread in threads: thread.join()
print(set(ended))
"""
    outputs = [*map(finished, [child(code, address) for _ in range(4)])]
    assert [output for output in outputs if "the ledger is closed" not in output] == []


def test_a_forgotten_subscription_does_not_keep_the_process_from_exiting(address):
    code = """
threading.Thread(target=lambda: list(ledger.subscribe())).start()
"""
    finished(child(code, address))


def test_closing_the_recorder_ends_its_subscriptions(address):
    recorder, ended = opened(address), threading.Event()

    def follow() -> None:
        assert list(recorder.subscribe()) == []
        ended.set()

    thread = threading.Thread(target=follow)
    thread.start()
    time.sleep(0.05)
    recorder.close()
    assert ended.wait(PATIENCE)
    thread.join()


def test_what_was_acknowledged_outlives_a_kill(address):
    code = """
while True:
    print(ledger.append([DCBEvent("x", b"{}", ["a"]) for _ in range(3)]), flush=True)
"""
    process = child(code, address)
    assert process.stdout
    acknowledged = [int(process.stdout.readline()) for _ in range(50)][-1]
    process.kill()
    process.communicate()
    with opened(address) as recorder:
        assert recorder.verify() >= acknowledged
        assert recorder.head() % 3 == 0
