"""Who may score whom, the plan of the cross-check, and sheets sealed until the last one is in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from events.corrections import EntriesRetracted, Retract, effective
from events.cross_check import PlanCrossCheck
from events.errors import BadInput, Refused
from events.event import Event
from events.explanations import ExplanationGiven, GiveExplanation
from events.notices import notices
from events.peer_events import (
    CheckPair,
    CrossCheckPlanned,
    OpenedSheet,
    PeerSheetSealed,
    PeerSheetsOpened,
)
from events.peer_sheets import OpenPeerSheets, SealedSheet, SealPeerSheet, altered, seal_of
from events.roles import ActingHeadNamed, DeputyElected, HeadElected, OfficerStoodDown
from events.rule_book import RulesAmended, RulesIssued
from events.score_book.book import Derivation, Node, Scale, ScoreBook
from events.score_book.book_check import check_book
from events.score_book.leaf_kinds import Direct
from events.scorers import verifier_of
from events.scoring import RecordScore, RecordScores, Scored, ScoreRecorded
from events.store.ledger import Circumstances, Ledger, drafted
from events.verify_content import flaws
from tests.facts import BOOK, HERE, MEMBERS, WORLD, Cell, Fields
from tests.spec import TODAY, clock_at, entry, flat, given, ledger_with, missing
from tests.test_operators import HOA, LAN, MINH, SECRETARY, named, naming

HEAD = HeadElected(**HERE, unit="a")
DEPUTY = DeputyElected(**HERE, unit="b", rank=1)
SECOND = DeputyElected(**HERE, unit="c", rank=2)
NONCE = "5e" * 32


def book(*scorers: Any, **more: Any) -> RulesIssued:
    """A book of two lines that are scored directly."""
    derivation = Derivation(scorers=scorers, final="last", **more)
    lines = tuple(Node(code=c, title=c, max=Decimal(50), score=Direct()) for c in ("I", "II"))
    tree = ScoreBook(
        title="Sách", scale=Scale(total=Decimal(100)), criteria=lines, derivation=derivation
    )
    return RulesIssued(**HERE, book=tree)


OPEN = book("self", "peer", "verified")
SEALING = book("self", "peer", "verified", sealed=True)
OFFICE = book("self", "verified", "office")


def points(unit: str, stage: Any = "verified", scorer: str | None = None) -> RecordScore:
    where: Cell = {**HERE, "unit": unit, "criterion": "I"}
    return RecordScore(**where, points=Decimal(5), stage=stage, scorer=scorer)


def cells(*units: str) -> tuple[Scored, ...]:
    return tuple(
        Scored(unit=unit, criterion=line, points=Decimal(5)) for unit in units for line in OF_BOOK
    )


OF_BOOK = ("I", "II")


# Not oneself


def test_the_head_does_not_verify_itself_and_the_refusal_names_the_deputies():
    facts = MEMBERS, BOOK, HEAD, DEPUTY, SECOND
    for scorer in (None, "a"):
        given(facts).when(points("a", scorer=scorer)).refused(
            "head-verifies-itself", unit="a", scorer=("b", "c")
        )
    for scorer in ("b", "c"):
        given(facts).when(points("a", scorer=scorer)).accepted()
    given(facts).when(points("b")).accepted()
    given(facts).when(points("c", scorer="b")).accepted()


def test_a_block_with_the_heads_row_is_refused_too():
    block = RecordScores(**HERE, cells=cells("b", "a"))
    given(MEMBERS, BOOK, HEAD, DEPUTY).when(block).refused("head-verifies-itself", unit="a")


def test_who_leads_without_a_head_does_not_verify_itself_either():
    facts = MEMBERS, BOOK, ActingHeadNamed(**HERE, unit="c"), DEPUTY
    given(facts).when(points("c")).refused("head-verifies-itself", scorer=("b",))


def test_a_year_without_a_recorded_head_has_no_such_rule():
    given(MEMBERS, BOOK).when(points("a")).accepted()
    given(MEMBERS, BOOK, DEPUTY).when(points("b")).accepted()
    down = OfficerStoodDown(**HERE, unit="a", role="head")
    given(MEMBERS, BOOK, HEAD, DEPUTY, down).when(points("a")).accepted()


def test_without_a_deputy_the_permanent_office_scores_the_head():
    given(MEMBERS, OFFICE, HEAD).when(points("a")).refused("head-verified-by-office", unit="a")
    given(MEMBERS, OFFICE, HEAD).when(points("a", "office")).accepted()


def test_where_nobody_can_verify_the_head_a_reason_says_who_did():
    facts = MEMBERS, BOOK, HEAD
    given(facts).when(points("a")).refused("head-without-deputy", unit="a")
    given(facts).because("Ban TĐKT tỉnh thẩm định").when(points("a")).accepted()
    given(facts).when(points("b")).accepted()


def test_only_head_and_deputies_verify_once_they_are_known():
    facts = MEMBERS, BOOK, HEAD, DEPUTY
    given(facts).when(points("b", scorer="c")).refused("verifier-not-in-office", scorer="c")
    given(facts).when(points("b", scorer="b")).refused("scores-itself", unit="b")


def test_a_cell_is_verified_once_whoever_verifies_it():
    done = ScoreRecorded(**HERE, unit="c", criterion="I", points=Decimal(5))
    facts = MEMBERS, BOOK, HEAD, DEPUTY, done
    given(facts).when(points("c", scorer="b")).refused("score-recorded", unit="c")


def test_a_peer_score_names_its_scorer_where_a_book_has_peers():
    given(MEMBERS, OPEN).when(points("a", "peer")).refused("scorer-missing", **HERE)
    given(MEMBERS, OPEN).when(points("a", "peer", "b")).accepted()
    given(MEMBERS, OPEN).when(points("a", "peer", "a")).refused("scores-itself", unit="a")
    given(MEMBERS, BOOK).when(points("a", "peer")).accepted()


def test_the_deputy_that_verifies_the_head_is_the_first_in_order():
    history = ledger_with(MEMBERS, HEAD, SECOND, DEPUTY).history(points("a").boundary())[0]
    assert verifier_of(history, "cum", 2020, "a") == "b"
    assert verifier_of(history, "cum", 2020, "b") is None


def test_a_verifier_of_a_unit_does_not_verify_that_unit():
    minh = named(MINH, "verifier", unit="b")
    facts = MEMBERS, BOOK, SECRETARY, minh
    given(facts).signing(MINH).when(points("b")).refused("verifies-own-unit", name="Minh", unit="b")
    for signer, unit in ((MINH, "a"), (LAN, "b")):
        score = ScoreRecorded(**HERE, unit=unit, criterion="I", points=Decimal(5))
        given(facts).signing(signer).when(points(unit)).then(score)
    hoa = named(HOA, "head", unit="b")
    given(MEMBERS, BOOK, SECRETARY, hoa).signing(HOA).when(points("b")).refused(
        "verifies-own-unit", name="Hoa"
    )


@pytest.mark.parametrize("stage", ["office", "outside"])
def test_nor_does_it_give_final_points_to_that_unit_in_another_stage(stage):
    facts = MEMBERS, book("self", "verified", stage), SECRETARY, named(MINH, "verifier", unit="b")
    act = RecordScore(**HERE, unit="b", criterion="I", stage=stage, points=Decimal(5))
    given(facts).signing(MINH).when(act).refused("verifies-own-unit", name="Minh", unit="b")
    other: Fields = {**HERE, "unit": "a", "criterion": "I", "stage": stage, "points": Decimal(5)}
    given(facts).signing(MINH).when(RecordScore(**other)).then(ScoreRecorded(**other))


def test_nor_does_it_decide_what_that_unit_claims():
    asked: Fields = {**HERE, "unit": "b", "criterion": "I", "text": "Xin xét lại"}
    claim = ExplanationGiven(**asked, kind="claim")
    facts = MEMBERS, BOOK, SECRETARY, named(MINH, "verifier", unit="b"), claim
    verdict = GiveExplanation(**asked, kind="verdict")
    given(facts).signing(MINH).when(verdict).refused("verifies-own-unit", unit="b")
    given(facts).signing(LAN).when(verdict).then(ExplanationGiven(**asked, kind="verdict"))


def test_the_unit_of_an_operator_exists():
    facts = WORLD, SECRETARY
    given(facts).signing(LAN).when(naming(MINH, "verifier", unit="b")).then(
        named(MINH, "verifier", unit="b")
    )
    given(facts).signing(LAN).when(naming(MINH, "verifier", unit="zz")).refused(
        "unknown-unit", unit="zz"
    )


# The plan of the cross-check


def pairs(*texts: str) -> tuple[CheckPair, ...]:
    return tuple(CheckPair(scorer=text[0], unit=text[1]) for text in texts)


def plan(*texts: str, **more: Any) -> PlanCrossCheck:
    return PlanCrossCheck(**HERE, pairs=pairs(*texts), **more)


def planned(*texts: str) -> CrossCheckPlanned:
    return CrossCheckPlanned(**HERE, pairs=pairs(*texts))


def test_a_cross_check_is_planned_once_of_members_that_do_not_check_themselves():
    given(MEMBERS).when(plan("ab", "bc", document="5/KH")).then(
        CrossCheckPlanned(**HERE, pairs=pairs("ab", "bc"), document="5/KH")
    )
    given(MEMBERS).when(plan("ab", "bb")).refused("checks-itself", unit="b")
    given(MEMBERS).when(plan("ab", "ab")).refused("pair-twice", scorer="a", unit="b")
    given(MEMBERS).when(plan("ad")).refused("not-a-member", unit="d")
    given(MEMBERS, planned("ab")).when(plan("bc")).refused("cross-check-known", year=2020)
    given(MEMBERS).when(plan("ab", on=date(2021, 1, 15))).refused("in-the-future")


def test_a_peer_score_outside_the_plan_is_recorded_with_a_reason():
    facts = MEMBERS, OPEN, planned("ab", "bc")
    given(facts).when(points("b", "peer", "a")).accepted()
    given(facts).when(points("c", "peer", "a")).refused("outside-cross-check", scorer="a", unit="c")
    given(facts).because("Đơn vị b vắng").when(points("c", "peer", "a")).accepted()


# Sealed sheets


def sealing(scorer: str, *units: str, nonce: str = NONCE) -> SealPeerSheet:
    return SealPeerSheet(**HERE, scorer=scorer, nonce=nonce, cells=cells(*units))


def sealed(scorer: str, *units: str, nth: int = 1, nonce: str = NONCE) -> PeerSheetSealed:
    given_cells = cells(*units)
    mark = seal_of(scorer, given_cells, nonce)
    return PeerSheetSealed(**HERE, scorer=scorer, seal=mark, filled=len(given_cells), nth=nth)


def kept(scorer: str, *units: str, nonce: str = NONCE) -> SealedSheet:
    return SealedSheet(scorer=scorer, nonce=nonce, cells=cells(*units))


ALL = {"a": ("b", "c"), "b": ("a", "c"), "c": ("a", "b")}
SEALED = [sealed(scorer, *units) for scorer, units in ALL.items()]
KEPT = tuple(kept(scorer, *units) for scorer, units in ALL.items())


def opened(*scorers: str, without: tuple[str, ...] = ()) -> list[Event]:
    sheets = tuple(OpenedSheet(scorer=scorer, nonce=NONCE) for scorer in scorers)
    scores = [
        ScoreRecorded(
            **HERE,
            unit=cell.unit,
            criterion=cell.criterion,
            stage="peer",
            points=cell.points,
            scorer=scorer,
        )
        for scorer in scorers
        for cell in cells(*ALL[scorer])
    ]
    return [PeerSheetsOpened(**HERE, sheets=sheets, without=without), *scores]


def test_a_book_that_seals_has_peers():
    tree = book("self", "verified", sealed=True).book
    assert tree is not None
    with pytest.raises(Refused, match="sealed-without-peers"):
        check_book(tree)


def test_a_sealed_sheet_is_a_hash_and_how_many_cells_it_has():
    given(MEMBERS, SEALING).when(sealing("a", "b", "c")).then(sealed("a", "b", "c"))
    assert sealed("a", "b", "c").seal != sealed("a", "b", "c", nonce="5f" * 32).seal


def test_where_sheets_are_sealed_no_peer_score_is_recorded_openly_before():
    given(MEMBERS, SEALING).when(points("a", "peer", "b")).refused("peer-sheets-sealed", year=2020)
    given(MEMBERS, SEALING, HEAD, DEPUTY).when(points("c")).accepted()


def test_what_could_not_be_recorded_cannot_be_sealed():
    facts = MEMBERS, SEALING
    given(facts).when(sealing("a", "a", "c")).refused("scores-itself", unit="a")
    given(facts).when(sealing("a", "d")).refused("not-a-member", unit="d")
    given(MEMBERS, OPEN).when(sealing("a", "b", "c")).refused("book-without-seals", **HERE)
    beyond = replace(sealing("a", "b"), cells=(replace(cells("b")[0], points=Decimal(51)),))
    given(facts).when(beyond).refused("points-outside", criterion="I")
    twice = replace(sealing("a", "b"), cells=cells("b") * 2)
    given(facts).when(twice).refused("score-recorded", unit="b")


def test_an_incomplete_sheet_or_another_seal_needs_a_reason():
    given(MEMBERS, SEALING).when(sealing("a", "b")).refused("peer-sheet-incomplete", missing=2)
    facts = MEMBERS, SEALING, sealed("a", "b")
    again = sealing("a", "b", "c")
    given(facts).when(again).refused("peer-sheet-sealed-already", scorer="a")
    given(facts).because("Mất phiếu").when(again).then(sealed("a", "b", "c", nth=2))
    given(MEMBERS, SEALING, planned("ab")).when(sealing("a", "b")).then(sealed("a", "b"))


def test_the_last_sheet_in_all_are_opened_as_scores_in_one_act():
    act = OpenPeerSheets(**HERE, sheets=KEPT)
    given(MEMBERS, SEALING, SEALED).when(act).then(opened("a", "b", "c"))


def test_an_opening_is_taken_back_with_all_its_scores_or_not_at_all():
    facts = flat((MEMBERS, SEALING, SEALED, opened("a", "b", "c")))
    at = next(n for n, fact in enumerate(facts, 1) if isinstance(fact, PeerSheetsOpened))
    tags = tuple(dict.fromkeys(tag for fact in facts[at - 1 :] for tag in fact.tags()))
    alone = Retract(positions=(at,), concerns=tags)
    given(facts).because("Mở nhầm").when(alone).refused("stands-on-it", position=at + 1)
    whole = Retract(positions=(*range(at, len(facts) + 1),), concerns=tags)
    given(facts).because("Mở nhầm").when(whole).accepted()


def test_a_sheet_that_is_sealed_after_the_opening_was_taken_back_is_pointed_out():
    """Undoing an opening takes back the points, and not what was read."""
    facts = flat((MEMBERS, SEALING, SEALED, opened("a", "b", "c")))
    at = next(n for n, fact in enumerate(facts, 1) if isinstance(fact, PeerSheetsOpened))
    whole = (*range(at, len(facts) + 1),)
    tags = tuple(dict.fromkeys(tag for fact in facts[at - 1 :] for tag in fact.tags()))
    back = EntriesRetracted(positions=whole, concerns=tags, place=at)
    again = sealed("a", "b", "c", nth=2)
    typed = [entry(fact, n, reason="X") for n, fact in enumerate((*facts, back, again), 1)]
    (notice,) = [n for n in notices(typed, effective(typed), clock_at(TODAY)) if not missing(n)]
    facts_told = {"position": len(typed), "unit": "a", "year": 2020, "of": at}
    assert (notice.code, notice.facts) == ("sealed-after-opening", facts_told)


def test_sheets_that_are_sealed_are_opened_also_after_the_book_stopped_sealing():
    tree = OPEN.book
    assert tree is not None
    amended = MEMBERS, SEALING, SEALED[:2], RulesAmended(**HERE, book=tree)
    given(amended).when(points("a", "peer", "c")).refused("peer-sheets-sealed")
    act = OpenPeerSheets(**HERE, sheets=KEPT)
    given(amended, SEALED[2]).when(act).then(opened("a", "b", "c"))
    given(MEMBERS, SEALING, RulesAmended(**HERE, book=tree)).when(act).refused("book-without-seals")


def test_sheets_are_not_opened_before_the_last_one_is_in():
    act = OpenPeerSheets(**HERE, sheets=KEPT)
    given(MEMBERS, SEALING, SEALED[:2]).when(act).refused(
        "peer-sheets-waiting", scorer=("c",), sealed=2, all=3
    )
    given(MEMBERS, SEALING).when(replace(act, without=("a", "b", "c"))).because("X").refused(
        "no-sealed-sheet"
    )


def test_a_missing_unit_is_named_with_a_reason():
    act = OpenPeerSheets(**HERE, sheets=KEPT, without=("c",))
    facts = MEMBERS, SEALING, SEALED[:2]
    given(facts).when(act).refused("reason-missing")
    given(facts).because("c không nộp").when(act).then(opened("a", "b", without=("c",)))
    stranger = replace(act, without=("c", "d"))
    given(facts).because("X").when(stranger).refused("no-peer-sheet-due", scorer="d")


def test_a_lost_or_altered_sheet_is_named_and_there_is_a_way_out():
    facts = MEMBERS, SEALING, SEALED
    act = OpenPeerSheets(**HERE, sheets=KEPT[:2])
    given(facts).when(act).refused("sealed-sheet-missing", scorer="c")
    wrong = replace(KEPT[2], cells=(replace(KEPT[2].cells[0], points=Decimal(6)),))
    given(facts).when(replace(act, sheets=(*KEPT[:2], wrong))).refused(
        "sealed-sheet-altered", scorer="c"
    )
    given(facts).because("Phiếu c mất").when(replace(act, without=("c",))).then(
        opened("a", "b", without=("c",))
    )


def test_after_the_opening_nothing_is_sealed_and_a_late_score_has_a_reason():
    facts = MEMBERS, SEALING, SEALED[:2], opened("a", "b", without=("c",))
    given(facts).when(sealing("c", "a", "b")).refused("peer-sheets-open", **HERE)
    given(facts).when(OpenPeerSheets(**HERE, sheets=KEPT)).refused("peer-sheets-open", **HERE)
    given(facts).when(points("a", "peer", "c")).refused("peer-after-opening", scorer="c")
    given(facts).because("Nộp muộn").when(points("a", "peer", "c")).accepted()


def test_a_secret_that_can_be_guessed_is_bad_input():
    with pytest.raises(BadInput):
        ledger_with(MEMBERS, SEALING).execute(
            sealing("a", "b", nonce="5e" * 31), Circumstances(by="spec")
        )


def test_no_text_of_a_command_shows_the_points_or_the_secret():
    act = sealing("a", "b", "c")
    for text in (repr(act), str(act), repr(KEPT), repr(OpenPeerSheets(**HERE, sheets=KEPT))):
        assert NONCE not in text
        assert "Decimal" not in text


def typed(*facts: Any) -> Ledger:
    """A ledger in which the facts of the opening are one act."""
    ledger = ledger_with(MEMBERS, SEALING, SEALED)
    for fact in facts:
        how = Circumstances(by="given", act="opening")
        ledger.recorder.append([drafted(fact, how, ledger.clock())[0]])
    return ledger


def test_verify_names_the_sheet_that_is_not_what_was_sealed():
    facts = opened("a", "b", "c")
    assert [*altered(typed(*facts).read())] == []
    scores = [f for f in facts if isinstance(f, ScoreRecorded)]
    changed = [replace(fact, points=Decimal(6)) if fact is scores[4] else fact for fact in facts]
    ledger = typed(*changed)
    entries = [*ledger.read()]
    found = [flaw for flaw in flaws(entries, effective(entries)) if flaw.code.startswith("sealed")]
    assert [(flaw.code, flaw.facts["unit"]) for flaw in found] == [("sealed-sheet-differs", "b")]
    other = replace(facts[0], sheets=(OpenedSheet(scorer="c", nonce="5f" * 32),))
    assert [flaw.facts["unit"] for flaw in altered(typed(other, *facts[1:]).read())] == ["c"]
