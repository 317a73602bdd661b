"""Branches of a ledger with operators: who merges signs, and the other signatures stay provable."""

from __future__ import annotations

from pathlib import Path

import pytest

from events.elections import ElectDeputy, ElectHead
from events.errors import Refused, UnreadableLedger
from events.hash_chain import genesis
from events.store.verify_signatures import vouched
from tests.facts import HERE, MEMBERS, NEXT
from tests.test_operators import HOA, LAN, MINH, naming
from tests.two_laptops import Laptop
from thidua_tui.queries.merged_branches import checked_branches
from thidua_tui.session.other_branch import read_branch


@pytest.fixture
def laptops(tmp_path):
    """Two laptops, each with a secretary who has a key of his own."""
    first = Laptop(tmp_path / "a.ledger", "lan", LAN)
    first.begin(MEMBERS)
    first.do(naming(LAN, "secretary"))
    first.do(naming(MINH, "secretary"))
    first.do(naming(HOA, "verifier"))
    second = first.copied(tmp_path / "b.ledger", "minh", MINH)
    first.do(ElectDeputy(**NEXT, unit="b"))
    second.do(ElectHead(**HERE, unit="b"))
    second.do(ElectDeputy(**HERE, unit="c"))
    yield first, second
    first.close()
    second.close()


def test_who_merges_signs_what_is_taken(laptops):
    a, b = laptops
    a.merged(b)
    taken = [entry for entry in a.entries() if entry.act.startswith("minh-")]
    assert [(e.by, e.seal.operator if e.seal else "") for e in taken] == [("Lan", "lan")] * 2
    recorder = a.recorder
    found = vouched(recorder.name, genesis(recorder.name), recorder.links(recorder.head()))
    assert found and found.signed == {"lan": 7}
    assert a.flaws() == []


def test_the_signatures_of_the_other_branch_stay_provable(laptops):
    a, b = laptops
    a.merged(b)
    assert [checked.error for checked in checked_branches(a.ledger)] == [None]
    [kept] = Path(f"{a.recorder.file}.evidence").iterdir()
    assert kept.read_bytes().count(b'"operator":"minh"') == 2


def test_a_forged_signature_is_not_merged(laptops, tmp_path):
    """What was signed with another key is refused, whatever its hashes say."""
    a, b = laptops
    b.signer = LAN  # the name in the seal follows from the key: lan signs on minh's laptop
    b.do(ElectDeputy(**HERE, unit="a"))
    assert read_branch(b.recorder.file, a.recorder).entries[-1].by == "Lan"
    lines = b.exported(tmp_path / "b.jsonl").read_bytes().splitlines(keepends=True)
    forged = tmp_path / "forged.jsonl"
    forged.write_bytes(b"".join(lines).replace(b'"operator":"lan"', b'"operator":"hoa"'))
    with pytest.raises(UnreadableLedger, match="line-changed"):
        read_branch(forged, a.recorder)


def test_without_a_key_nothing_is_planned(laptops):
    a, b = laptops
    a.signer = None
    with pytest.raises(Refused, match="no-signing-key"):
        a.planned(b)


def test_only_a_secretary_merges(laptops):
    a, b = laptops
    a.signer = HOA
    with pytest.raises(Refused, match="role-forbids"):
        a.planned(b)
