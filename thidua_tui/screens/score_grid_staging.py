"""What is staged in the score grid: typed, pasted, taken back, kept in the draft, resumed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from events.event import Entry
from events.score_commits import CellKey
from events.text import plain
from thidua_tui.forms.drafts import BLOCK, GRID
from thidua_tui.forms.pasted_scores import Placed, place
from thidua_tui.forms.staged_drafts import staged_behind, staged_texts
from thidua_tui.forms.staged_scores import Ripple, Staged, State
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.score_grid_context import ScoresContext

NAMED = 2
"""So many names of what is not in the sheet are shown."""
STATES: tuple[State, ...] = ("new", "changed", "refused")
MOVED = 4
"""So many units whose place moves are shown."""


def stage(scores: ScoresContext, key: CellKey, text: str) -> Staged:
    """Stage a text in a cell, and show what follows."""
    staged = scores.staged.stage(key, text)
    scores.theirs.pop((key.unit, key.criterion), None)
    scores.show_changed([key.criterion])
    return staged


def paste(scores: ScoresContext, text: str) -> None:
    """Stage each cell of a block, say what has no place, and go to the first wrong cell."""
    if why := scores.why_not():
        scores.say(f"▲ {why}")
        return
    grid, sheet, at = scores.body.grid, scores.sheet, scores.at()
    if at and (typed := scores.body.entry.value.strip()):
        scores.staged.stage(sheet.key(at[0], at[1].code), typed)
    placed = place(text, grid.row, grid.column, sheet, scores.ground)
    known = sum(
        scores.staged.stage(sheet.key(unit, code), typed).state == "same"
        for (unit, code), typed in placed.cells.items()
    )
    scores.body.entry.value = ""
    here = [at[1].code] if at else []
    scores.show_changed(list(dict.fromkeys([*here, *(code for _, code in placed.cells)])))
    keep(scores, "")
    to_wrong(scores, (-1, -1))
    scores.say(pasted_sentence(placed, known, scores.words), good=not placed.surplus)


def pasted_sentence(placed: Placed, known: int, words: Words) -> str:
    """Return how much a block holds, what was left out, and what has no place."""
    facts = {
        "known": str(known or ""),
        "passed": plain(", ".join(placed.passed[:NAMED])),
        "sums": plain(", ".join(placed.sums[:NAMED])),
    }
    text = words("scorestaging.pasted", count=str(len(placed.cells)), **facts)
    if not placed.surplus:
        return text
    names = plain("; ".join(placed.strangers[:NAMED]))
    more = len(placed.strangers) - NAMED
    names = f"{names} +{more}" if more > 0 else names
    lost = {
        "columns": str(placed.columns or ""),
        "rows": str(placed.rows or ""),
        "strangers": words("scorestaging.strangers", names=names) if names else "",
    }
    return f"▲ {words('scorestaging.surplus', **lost)} {text}"


def unstage(scores: ScoresContext) -> None:
    """Take back what is staged in the cell under the cursor."""
    if (at := scores.at()) is None:
        return
    key = scores.sheet.key(at[0], at[1].code)
    staged = scores.staged.get(key)
    if staged is None:
        return
    scores.staged.unstage(key)
    scores.show_changed([key.criterion])
    keep(scores, "")
    scores.say(scores.words("scorestaging.unstaged", text=plain(staged.text)), good=True)


def unstage_all(scores: ScoresContext) -> None:
    """Take everything back; again, with nothing staged, bring it back."""
    staged, back = scores.staged, staged_texts(scores.taken_back)
    if len(staged):
        scores.taken_back = staged.draft()
        key, count = "cleared", len(staged)
        staged.clear()
    else:
        for cell, behind in staged_behind(scores.taken_back).items():
            staged.put_behind(cell, behind)
        for cell, text in back.items():
            staged.stage(cell, text)
        key, count = "restored", len(staged)
    scores.redraw()
    keep(scores, scores.body.entry.value)
    if count:
        scores.say(scores.words(f"scorestaging.{key}", count=str(count)), good=True)


def to_wrong(scores: ScoresContext, after: tuple[int, int] | None = None) -> bool:
    """Go to the next wrong cell of this stage, behind the cursor or from the top, if any."""
    grid, face, sheet = scores.body.grid, scores.face, scores.sheet
    wrong = sorted(
        (face.row_of[key.unit], face.column_of[key.criterion])
        for key in scores.staged.refused()
        if key == sheet.key(key.unit, key.criterion)
        and key.unit in face.row_of
        and key.criterion in face.column_of
    )
    if wrong:
        here = after or (grid.row, grid.column)
        row, column = next((at for at in wrong if at > here), wrong[0])
        grid.move(row - grid.row, column - grid.column)
    scores.show_cell_details()
    return bool(wrong)


def committed(scores: ScoresContext, entries: Sequence[Entry] | None) -> None:
    """Show what was recorded; where nothing was, everything stays staged."""
    if not entries:
        scores.look()  # another terminal may have been faster
        scores.redraw()
        return
    count = len(scores.staged)
    scores.staged.clear()
    scores.theirs = {}
    scores.take(entries)
    keep(scores, scores.body.entry.value)
    scores.say(scores.words("scorestaging.done", count=str(count)), good=True)


def summed(scores: ScoresContext) -> str:
    """Return how much is staged, and what it moves; empty where nothing is."""
    staged, words = scores.staged, scores.words
    if not len(staged):
        return ""
    counts = {state: staged.count(state) for state in STATES}
    parts = [words(f"scorestaging.{s}", count=str(n)) for s, n in counts.items() if n]
    key = "state-wrong" if counts["refused"] else "state"
    moves = moves_sentence(scores, staged.ripple())
    return words(f"scorestaging.{key}", parts=", ".join(parts), moves=moves)


def moves_sentence(scores: ScoresContext, ripple: Ripple) -> str:
    """Return the places that move, else how many totals do; empty where nothing does."""
    words, names = scores.words, scores.ground.names
    placed = [one for one in ripple.moved if one.places[0] and one.places[0] != one.places[1]]
    shown = [
        f"{plain(names.short(one.unit, scores.sheet.year))} {one.places[0]}→{one.places[1] or '–'}"
        for one in placed[:MOVED]
    ]
    if len(placed) > MOVED:
        shown.append(f"+{len(placed) - MOVED}")
    if shown:
        return words("scorestaging.places", units=", ".join(shown))
    return words("scorestaging.totals", count=str(len(ripple.moved))) if ripple.moved else ""


def keep(scores: ScoresContext, typed: str) -> None:
    """Keep what is staged and the text in the cell; where neither is, there is no draft."""
    at = scores.at()
    if at is None or scores.here.looking_back:
        return
    cell = {"unit": at[0], "criterion": at[1].code, "points": typed} if typed.strip() else {}
    raw = cell | scores.staged.draft()
    place = {"stage": scores.stage, "scorer": scores.scorer} if raw else {}
    scores.drafts.keep(GRID, scores.here, raw | place, "points", (len(typed),))


def resume(scores: ScoresContext) -> None:
    """Go to the cell that was half typed, and say what is staged again; take in an old block."""
    old = scores.drafts.of(BLOCK, scores.here)
    if old.get("text") and not scores.why_not():
        paste(scores, old["text"])
        scores.drafts.drop(BLOCK, scores.here)
    elif _resume_cell(scores, scores.resumed):
        scores.say(scores.words("acts.form.resumed"))
    elif len(scores.staged):
        text = scores.words("scorestaging.resumed", count=str(len(scores.staged)))
        scores.say(f"{text} {summed(scores)}", good=not scores.staged.refused())


def _resume_cell(scores: ScoresContext, kept: Mapping[str, str]) -> bool:
    """Go to the cell that was half typed, with its text; return whether there is one."""
    body, face = scores.body, scores.face
    row = face.row_of.get(kept.get("unit", ""))
    column = face.column_of.get(kept.get("criterion", ""))
    if row is None or column is None or not kept.get("points"):
        return False
    body.grid.row, body.grid.column = row, column
    body.entry.select_on_focus = False  # the event of the focus may come after this
    body.entry.value = kept["points"]
    body.entry.cursor_position = len(body.entry.value)
    scores.show_cell_details()
    return True
