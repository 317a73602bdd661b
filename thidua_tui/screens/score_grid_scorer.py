"""Who scores, in the score grid: choosing the scorer, sealing a peer's sheet, opening all."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from events.errors import Refused, ThiduaError
from events.event import Entry
from events.peer_sheets import OpenPeerSheets
from events.score_commits import CellKey
from events.scoring import Stage
from thidua_tui.acts.registry import ACTS
from thidua_tui.forms.drafts import BLIND, CONTROLS
from thidua_tui.forms.second_reading import SCORER, STAGE
from thidua_tui.screens.form import Form
from thidua_tui.screens.score_grid_context import ScoresContext
from thidua_tui.screens.score_grid_details import SHORT
from thidua_tui.screens.score_grid_staging import keep, to_wrong
from thidua_tui.screens.scorer_list import ScorerList
from thidua_tui.screens.seal_sheet import SealSheet
from thidua_tui.screens.search_items import Item

OF_STAGES: frozenset[Stage] = frozenset({"peer", "verified"})
"""The stages whose scorer is chosen."""
TAB = "\t"
PEER: Stage = "peer"


async def choose_scorer(scores: ScoresContext) -> None:
    """List who may score at this stage; what is chosen holds until another is."""
    words, peers = scores.words, scores.sheet.peers
    if scores.stage not in OF_STAGES or scores.sheet.missing:
        scores.say(words("peersheets.no-scorer"))
        return
    if scores.stage == "verified" and not peers.deputies:
        scores.say(words("peersheets.no-deputy"))
        return
    title = words(f"peersheets.choose-{scores.stage}")
    items = scorer_items(scores)
    dialog = ScorerList(title, items, words, first=scores.scorer)
    await scores.app.push_screen(dialog, partial(_chosen, scores))


def scorer_items(scores: ScoresContext) -> list[Item]:
    """The deputies, for the head's row; or the members, with what the plan gives them to score."""
    words, names, sheet = scores.words, scores.ground.names, scores.sheet
    if scores.stage == "verified":
        unnamed = Item(kind="scorer", code="", name=words("peersheets.by-head"))
        codes: Sequence[str] = sheet.peers.deputies
    else:
        unnamed = Item(kind="scorer", code="", name=words("peersheets.by-none"))
        codes = tuple(dict.fromkeys((*sheet.peers.due, *sheet.units)))
    found = [
        Item(
            kind="scorer",
            code=unit,
            name=names.unit(unit, sheet.year),
            short=names.short(unit, sheet.year),
            detail=_detail(scores, unit),
        )
        for unit in codes
    ]
    return found if sheet.peers.named and scores.stage == PEER else [unnamed, *found]


def _detail(scores: ScoresContext, unit: str) -> str:
    """Whom the plan lets it score, and whether its sheet is sealed."""
    if scores.stage != PEER:
        return ""
    words, peers, names = scores.words, scores.sheet.peers, scores.ground.names
    whom = ", ".join(names.short(u, scores.sheet.year) for u in peers.checked_by(unit))
    parts = [words("peersheets.scores", units=whom)] if whom else []
    if unit in peers.sealed:
        parts.append(words("peersheets.sealed"))
    return " · ".join(parts)


async def _chosen(scores: ScoresContext, item: Item | None) -> None:
    if item is not None:
        await to_scorer(scores, scores.stage, item.code)


async def to_scorer(scores: ScoresContext, stage: Stage, scorer: str) -> None:
    """Show the points that a unit gives at a stage.

    What waits in the head's row goes with the deputy that verifies it; what was typed or pasted
    before anybody was named goes to whom is named.

    Args:
        scores: The grid.
        stage: The stage.
        scorer: The code of the unit that scores; empty for none.
    """
    scores.scorers[stage] = scorer
    for key, staged in [*scores.staged.items()]:
        named = stage == "verified" and key.scorer not in ("", scorer)
        if key.stage == stage and staged.before is None and (named or _waits(scores, key, scorer)):
            scores.staged.unstage(key)
            if scorer:
                scores.staged.stage(key._replace(scorer=scorer), staged.text)
    await scores.to_stage(stage)


def _waits(scores: ScoresContext, key: CellKey, scorer: str) -> bool:
    """Return whether a cell was typed or pasted before it was known who scores it."""
    if key.scorer or not scorer or scores.staged.get(key._replace(scorer=scorer)):
        return False
    staged = scores.staged.get(key)
    closed = staged is not None and bool(staged.closed)
    return closed and (key.stage == PEER or key.unit == scores.sheet.peers.head)


def scorer_text(scores: ScoresContext, *, short: bool = False) -> str:
    """Return who scores, whom the plan gives it, and how many sheets are sealed; or nothing."""
    words, peers, names = scores.words, scores.sheet.peers, scores.ground.names
    year, parts = scores.sheet.year, []
    if scores.scorer and scores.stage in OF_STAGES:
        name = names.short(scores.scorer, year)
        checked = () if short else peers.checked_by(scores.scorer)
        whom = ", ".join(names.short(unit, year) for unit in checked)
        key = "head-by" if scores.stage == "verified" else "by"
        parts.append(words(f"peersheets.{key}", name=name, units=whom))
    if scores.stage == PEER and peers.sealing:
        counts = {"sealed": str(len(peers.sealed)), "all": str(len(peers.due))}
        parts.append(words(f"peersheets.{'count-short' if short else 'count'}", **counts))
    return " · ".join(parts)


def scorer_hint(scores: ScoresContext) -> str:
    """Return what is behind the tabs of the stages, where no title of a frame names the scorer."""
    untitled = scores.app.size.height < SHORT or getattr(scores, "of_unit", False)
    text = scorer_text(scores, short=True) if untitled else ""
    return text or scores.words("scoregrid.next-stage")


async def seals(scores: ScoresContext) -> bool:
    """Seal what is staged of peers instead of recording it; return whether it was that.

    Nothing else is recorded while sheets wait, so that no peer's points are recorded openly.
    """
    waiting = dict.fromkeys(key.scorer for key, _ in scores.staged.items() if key.stage == PEER)
    if not (scores.sheet.peers.sealing and waiting):
        return False
    scorer = scores.scorer if scores.stage == PEER else ""
    if scorer not in waiting:
        await to_scorer(scores, PEER, next(iter(waiting)))
        name = scores.ground.names.short(scores.scorer, scores.sheet.year)
        scores.say(scores.words("peersheets.seal-first", name=name))
        return True
    if any((key.stage, key.scorer) == (PEER, scorer) for key in scores.staged.refused()):
        scores.say("")
        to_wrong(scores)
        return True
    await scores.app.push_screen(SealSheet(scores), partial(_sealed, scores, scorer))
    return True


def _sealed(scores: ScoresContext, scorer: str, entries: tuple[Entry, ...] | None) -> None:
    """Forget the points of a sealed sheet, on the disk too."""
    if not entries:
        scores.look()
        scores.redraw()
        return
    count = len(scores.staged.sheet_of(scorer))
    for key, _ in [*scores.staged.items()]:
        if (key.stage, key.scorer) == (PEER, scorer):
            scores.staged.unstage(key)
    _forget(scores, scorer)
    scores.take(entries)
    name = scores.ground.names.short(scorer, scores.sheet.year)
    peers = scores.sheet.peers
    counts = {"sealed": str(len(peers.sealed)), "all": str(len(peers.due))}
    scores.say(scores.words("peersheets.done", name=name, cells=str(count), **counts), good=True)


def _forget(scores: ScoresContext, scorer: str) -> None:
    """Drop what drafts have of a peer's sheet, and write them at once."""
    mine = f"{PEER}{TAB}{scorer}{TAB}"
    drafts, here = scores.drafts, scores.here
    scores.taken_back = {}
    keep(scores, scores.body.entry.value)
    totals = drafts.of(CONTROLS, here)
    drafts.keep(CONTROLS, here, {k: v for k, v in totals.items() if not k.startswith(mine)})
    blind = drafts.of(BLIND, here)
    if (blind.get(STAGE), blind.get(SCORER)) == (PEER, scorer):
        drafts.drop(BLIND, here)
    file = getattr(scores.app, "draft_file", None)
    if file is not None:
        file.put(drafts.all)
        scores.app.run_worker(file.flush, name="drafts", group="drafts", thread=True)


async def open_sheets(scores: ScoresContext) -> None:
    """Open all sheets once the last is in; else ask for the reason to open without some."""
    words, sheet = scores.words, scores.sheet
    if why := scores.why_not():
        scores.say(why)
    elif not sheet.peers.sealing:
        scores.say(words("acts.off.no-seals", year=str(sheet.year)))
    elif not sheet.peers.sealed:
        refused = Refused("no-sealed-sheet", year=sheet.year)
        scores.say(words.refusal(refused, scores.ground.names))
    elif sheet.peers.waiting:
        _ask(scores, sheet.peers.waiting)
    else:
        await _open_all(scores)


async def _open_all(scores: ScoresContext) -> None:
    command = OpenPeerSheets(cluster=scores.sheet.cluster, year=scores.sheet.year)
    try:
        entries = await asyncio.to_thread(scores.session.do, command)
    except ThiduaError as error:
        lost = error.facts.get("scorer")
        _ask(scores, (lost,) if isinstance(lost, str) else ())
        scores.app.notify(
            scores.words.refusal(error, scores.ground.names), severity="error", markup=False
        )
        return
    _opened(scores, tuple(entries))


def _ask(scores: ScoresContext, without: Sequence[str]) -> None:
    """Ask in the act's form which sheets are left out, and why."""
    given = {"without": " ".join(without)}
    act = ACTS["open-peer-sheets"]
    form = Form(act, scores.session, scores.here, scores.words, (), given)
    scores.app.push_screen(form, partial(_opened, scores))


def _opened(scores: ScoresContext, entries: tuple[Entry, ...] | None) -> None:
    if not entries:
        scores.look()
        scores.redraw()
        return
    scores.take(entries)
    count = str(sum(hasattr(entry.event, "criterion") for entry in entries))
    scores.say(scores.words("peersheets.opened", count=count), good=True)


SCORERS: dict[str, Callable[[ScoresContext], Awaitable[None]]] = {
    "choose_scorer": choose_scorer,
    "open_sheets": open_sheets,
}
"""Name of the method of a key, without `do_` -> what it does."""
