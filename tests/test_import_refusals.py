"""What `verify` would refuse is not imported, and what an entry's tags must be."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from eventsourcing.dcb.api import DCBEvent

from events.clusters import FoundCluster
from events.hash_chain import genesis, link
from events.membership import RecordRoster
from events.store import exchange
from events.store.ledger import Circumstances, Ledger, drafted
from events.store.sqlite.import_lines import import_ledger
from events.store.sqlite.recorder import SQLiteRecorder
from events.unit_commands import FoundUnit
from events.units import UnitFounded
from tests.test_keeping import AT, refused
from thidua_tui.cli.commands.verify import judged


def rebuilt(recorder: SQLiteRecorder, rows: list[list[Any]]) -> list[bytes]:
    """Return an export of these rows of name, tags and data whose chain and header are right."""
    last, made = genesis(recorder.name), []
    for position, (name, tags, data) in enumerate(rows, 1):
        last = link(last, position, name.encode(), [tag.encode() for tag in tags], data)
        line = exchange.Line(
            position=position, name=name, tags=tags, data=msgspec.Raw(data), hash=last.hex()
        )
        made.append(msgspec.json.encode(line) + b"\n")
    header = exchange.Header(ledger=recorder.name, entries=len(rows), head=last.hex())
    return [msgspec.json.encode(header) + b"\n", *made]


def twice(rows: list[list[Any]]) -> list[list[Any]]:
    return [*rows, rows[0]]


def tagged_otherwise(rows: list[list[Any]], tags: list[str]) -> list[list[Any]]:
    return [*rows[:-1], [rows[-1][0], tags, rows[-1][2]]]


def in_one_act(rows: list[list[Any]]) -> list[list[Any]]:
    """Give the last of three entries the act of the first."""
    first, last = (next(tag for tag in rows[at][1] if tag[:4] == "act:") for at in (0, -1))
    name, tags, data = rows[-1]
    tags = [first if tag == last else tag for tag in tags]
    return [*rows[:-1], [name, tags, data.replace(last[4:].encode(), first[4:].encode())]]


def edited(rows: list[list[Any]], old: bytes, new: bytes) -> list[list[Any]]:
    """Change the data of the first entry, which is then the only one."""
    name, tags, data = rows[0]
    assert old in data
    return [[name, tags, data.replace(old, new)]]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        (twice, "recorded-twice"),
        (lambda rows: rows[::-1], "reference-missing"),
        (lambda rows: tagged_otherwise(rows, []), "tags-wrong"),
        (lambda rows: tagged_otherwise(rows, ["act:zz"]), "tags-wrong"),
        (lambda rows: tagged_otherwise(rows, [*rows[-1][1], "unit:zz"]), "tags-wrong"),
        (lambda rows: tagged_otherwise(rows, [*rows[-1][1], rows[-1][1][0]]), "tags-wrong"),
        (lambda rows: edited(rows, "Sở A".encode(), "Sở A ".encode()), "text-loose-space"),
        (lambda rows: edited(rows, "Sở A".encode(), b"So\\u0000A"), "text-hidden-character"),
        (
            lambda rows: edited(rows, "Sở A".encode(), "S\u202eở A".encode()),
            "text-hidden-character",
        ),
        (lambda rows: edited(rows, b'"at":"20', b'"at":"00'), "instant-impossible"),
        (in_one_act, "act-apart"),
        (lambda rows: edited(rows, b'{"at"', b'{"at":1,"at"'), "line-unreadable"),
        (lambda rows: edited(rows, b'Z","by"', b'","by"'), "line-unreadable"),
    ],
)
def test_import_of_what_verify_would_refuse_makes_no_file(tmp_path, changed, code):
    with SQLiteRecorder(tmp_path / "a") as recorder:
        ledger = Ledger(recorder, clock=lambda: AT)
        for command in (
            FoundUnit(unit="a", name="Sở A"),
            FoundCluster(cluster="c", name="Cụm"),
            RecordRoster(cluster="c", year=2020, units=("a",)),
        ):
            ledger.execute(command, Circumstances(by="x"))
        rows = [[name, json.loads(tags), data] for _, name, tags, data, _ in recorder.links(9)]
        export = rebuilt(recorder, changed(rows))
    assert refused(import_ledger, export, tmp_path / "b").code == code
    assert not (tmp_path / "b").exists()


def test_verify_names_an_entry_whose_tags_do_not_follow_from_it(tmp_path):
    """Its chain is whole: only the rules and tables do not see it."""
    with SQLiteRecorder(tmp_path / "a") as recorder:
        event, _ = drafted(UnitFounded(unit="a", name="Sở A"), Circumstances(by="x", act="y"), AT)
        recorder.append([DCBEvent(type=event.type, data=event.data, tags=["act:y"])])
        assert recorder.verify() == 1
        error = refused(lambda: judged(Ledger(recorder), 1, "", everything=True))
    assert (error.code, error.facts) == (
        "tags-wrong",
        {"position": 1, "tag": "unit:a", "missing": True},
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [(b'{"at"', b'{"by":"z","at"'), (b'"unit":', b'"unit":"b","unit":'), (b'Z","by"', b'","by"')],
    ids=["key of the entry twice", "key of the event twice", "a time without its zone"],
)
def test_verify_names_an_entry_that_import_would_refuse(tmp_path, old, new):
    with SQLiteRecorder(tmp_path / "a") as recorder:
        event, _ = drafted(UnitFounded(unit="a", name="Sở A"), Circumstances(by="x", act="y"), AT)
        assert old in event.data
        changed = event.data.replace(old, new)
        recorder.append([DCBEvent(type=event.type, data=changed, tags=event.tags)])
        error = refused(lambda: judged(Ledger(recorder), 1, "", everything=True))
    assert (error.code, error.facts["position"]) == ("malformed-entry", 1)
