"""`thidua verify`: is the ledger as it was written, and can all of it be read?"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from events.corrections import EntriesRetracted, effective
from events.errors import UnreadableLedger
from events.event import Scope
from events.notices import notices
from events.operators import OperatorNamed
from events.signed_note import read_key
from events.store.codec import tagged
from events.store.verify_signatures import vouched
from events.text import plain
from events.verify_content import flaws
from thidua_tui.cli.bilingual_click import Misuse
from thidua_tui.cli.commands.checkpoint import held, options, points
from thidua_tui.cli.errors import DONE, UNREADABLE, opened
from thidua_tui.cli.options import ledger_address, new_command
from thidua_tui.cli.views_apart import ALONE, Apart, apart
from thidua_tui.cli.views_to_verify import answered, every_minutes, every_view
from thidua_tui.formatting.no_operators import no_operators
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words
from thidua_tui.queries.filed_evidence import checked_files
from thidua_tui.queries.merged_branches import checked_branches
from thidua_tui.session.backup import store
from thidua_tui.session.verify_cache import remember, remembered
from views.clock_setbacks import setbacks
from views.names import Names
from views.projection import fold, keeping, project

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from events.event import Entry
    from events.store.ledger import Ledger
    from events.store.verify_signatures import Vouched
    from thidua_tui.queries.filed_evidence import CheckedFile
    from thidua_tui.queries.merged_branches import CheckedBranch
    from views.projection import View


def command(speech: Speech) -> click.Command:
    """The command."""
    speech = Speech(speech.lang, "keeping")
    first = click.Option(["--operator"], metavar="KEY", help=speech("help.operator"))
    everything = click.Option(["--all", "everything"], is_flag=True, help=speech("help.anew"))
    params = [*options(speech), first, everything]
    return new_command("verify", speech, _run, params)


def _run(
    speech: Speech,
    ctx: click.Context,
    /,
    against: tuple[str, ...],
    keys: tuple[str, ...],
    operator: str | None,
    everything: bool,
    **_: object,
) -> int:
    if keys and not against:  # else nothing would be held against the key, and all seem well
        raise Misuse("missing-argument", ctx, name="--against")
    address, wanted = ledger_address(ctx), points(against, keys)
    with opened(address, read_only=True) as ledger:
        recorder: Any = ledger.recorder
        with keeping(), apart(recorder.file, _unjudged(recorder, everything=everything)) as others:
            recorder.verify()
            kept = list(held(ledger, wanted, speech))
            position, last = recorder.last()
            try:
                found, since, entries = judged(
                    ledger, position, last.hex(), everything=everything, others=others
                )
            except UnreadableLedger:
                sys.stdout.writelines(report(ledger, position, speech))
                raise
        signed = signatures(recorder, entries, operator)
        pointed_out = [] if since else list(noticed(ledger, entries, speech))
        if since is None and not pointed_out:
            remember(recorder.name, position, last.hex(), found)
        files, branches = checked_files(ledger), checked_branches(ledger)
    state = "good" if position else "empty"
    sys.stdout.write(speech(f"verify.{state}", path=plain(str(address)), **found) + "\n")
    if since:
        sys.stdout.write(
            speech("verify.judged", at=Words(speech.lang).day(since.astimezone().date())) + "\n"
        )
    if found["clock"]:
        sys.stdout.write(speech("verify.clock_back", **found) + "\n")
    sys.stdout.writelines(pointed_out)
    sys.stdout.writelines(f"{line}\n" for line in evidence_lines(files, speech))
    sys.stdout.writelines(f"{line}\n" for line in branch_lines(branches, speech))
    vouching = (
        signature_lines(signed, speech) if signed else [no_operators(ledger, Words(speech.lang))]
    )
    sys.stdout.writelines(plain(line) + "\n" for line in (*vouching, *kept))
    sys.stdout.write(speech("verify.hash", hash=last.hex()) + "\n" + speech("verify.advice") + "\n")
    sound = all(file.state == "kept" for file in files)
    return DONE if sound and not any(branch.error for branch in branches) else UNREADABLE


def evidence_lines(found: Sequence[CheckedFile], speech: Speech) -> Iterator[str]:
    """Each evidence file that is missing or altered, and how many there are; nothing without any.

    Files are no part of the chain: they are read at every run.
    """
    if found:
        wrong, words = [file for file in found if file.state != "kept"], Words(speech.lang)
        yield from (plain(words.refusal(file.error(), file)) for file in wrong)
        state = "some-wrong" if wrong else "all-kept"
        about = Speech(speech.lang, "sheetstates")
        yield about(f"evidence.{state}", count=len(found), wrong=len(wrong))


def branch_lines(found: Sequence[CheckedBranch], speech: Speech) -> Iterator[str]:
    """Each merged branch of which not all is kept as it was; else how many there are."""
    words = Words(speech.lang)
    wrong = [branch.error for branch in found if branch.error]
    yield from (plain(words.refusal(error)) for error in wrong)
    if found and not wrong:
        yield words("merge.verify.branch", count=len(found))


def report(ledger: Ledger, position: int, speech: Speech) -> Iterator[str]:
    """Every flaw in words, a line each, where there is more than the one that is raised."""
    words = Words(speech.lang)
    try:
        entries, names = list(ledger.read(until=position)), project(Names(), ledger)
    except UnreadableLedger:  # nothing can be judged; what is raised says why
        return
    found = flaws(entries, effective(entries))
    if len(found) > 1:
        yield speech("verify.flaws", count=len(found)) + "\n"
        yield from (f"  {words.refusal(flaw, names)}\n" for flaw in found)


def noticed(ledger: Ledger, entries: list[Entry], speech: Speech) -> Iterator[str]:
    """What a person should look at, a line each, again in every run."""
    found = notices(entries, effective(entries), ledger.clock())
    if found:
        words, names = Words(speech.lang), project(Names(), ledger)
        yield speech("verify.noticed", count=len(found)) + "\n"
        yield from (f"  {words.refusal(notice, names)}\n" for notice in found)


def _unjudged(recorder: Any, *, everything: bool) -> int:
    """Return up to where there is to judge: 0 for nothing, or where that cannot be read."""
    try:
        position, last = recorder.last()
    except UnreadableLedger:  # the chain says where
        return 0
    known = not everything and remembered(recorder.name, position, last.hex())
    return 0 if known else int(position)


def judged(
    ledger: Ledger, position: int, last: str, *, everything: bool, others: Apart = ALONE
) -> tuple[dict[str, int], datetime | None, list[Entry]]:
    """The counts of a sound ledger; when that was found, if it was before, of these very entries.

    And the entries, which then are only those that name operators.

    Raises:
        UnreadableLedger: what `counts` and the reading raise.
    """
    name = store(ledger).name
    if not everything and (note := remembered(name, position, last)):
        return note.counts, note.at, list(ledger.read(Scope(events=(OperatorNamed,))))
    recorder = store(ledger)
    entries = list(tagged(link[:4] for link in recorder.links(position)))
    return counts(entries, others), None, entries


def signatures(recorder: Any, entries: list[Entry], first: str | None = None) -> Vouched | None:
    """What the operators' signatures say; None where the ledger names no operators.

    Raises:
        UnreadableLedger: what `verify_signatures` finds; `first-operator-other`, when the key that
            the ledger must begin with, `first`, is not the first operator's.
    """
    expected = read_key(first) if first is not None else None
    found = None
    if any(entry.seal or entry.sig or isinstance(entry.event, OperatorNamed) for entry in entries):
        found = vouched(recorder.name, recorder.hash_at(0), recorder.links(recorder.head()))
    if expected and (not found or read_key(found.first.key).public != expected.public):
        raise UnreadableLedger("first-operator-other", name=expected.name)
    return found


def signature_lines(signed: Vouched, speech: Speech) -> Iterator[str]:
    """The signatures in words."""
    words = Words(speech.lang)
    counted = [
        speech("verify.by", name=who.name, role=words.choice("role", who.role), count=count)
        for code, count in signed.signed.items()
        for who in [signed.operators[code]]
    ]
    yield speech("verify.vouched", since=signed.since, operators="; ".join(counted))
    yield speech("verify.first", name=signed.first.name, public=signed.first.key)
    yield speech("verify.compare")


def counts(entries: list[Entry], others: Apart = ALONE) -> dict[str, int]:
    """How many entries, acts and so on there are, once all of them were rebuilt.

    Args:
        entries: Every entry, as typed.
        others: The processes that rebuild some of the views.

    Raises:
        UnreadableLedger: what `events.verify_content` finds first, with its position.
    """
    kept = effective(entries)
    for flaw in flaws(entries, kept):
        raise flaw
    gone = {p for e in entries if isinstance(e.event, EntriesRetracted) for p in e.event.positions}
    back = [entry.position for entry in setbacks(entries)]
    counts = {"clock": len(back), "clock_at": back[0] if back else 0}
    counts |= {
        "entries": len(entries),
        "acts": len({e.act for e in entries}),
        "retracted": len(gone),
    }
    return counts | _folded(entries, kept, others)


def _folded(entries: list[Entry], kept: list[Entry], others: Apart) -> dict[str, int]:
    """Every view, folded; the numbers of clusters, units and views."""
    views = every_view(kept)
    here, failed = others.shared(views, len(entries))
    clusters, units, *_ = _rebuilt(here, entries)
    for minutes in every_minutes(kept):
        answered(minutes)
    _rebuilt([*failed], entries)
    return {"clusters": clusters, "units": units, "views": len(views) + 1}


def _rebuilt(views: list[View], entries: list[Entry]) -> list[int]:
    """Fold views and compute their rows; return how many rows each has."""
    fold(views, entries)
    return [len(answered(view)[0]) for view in views]
