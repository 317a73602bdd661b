"""What is shown around the sheet of a unit: its progress, and how each point of a cell came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from events.rule_book import Criterion
from events.score_board import Scoreboard
from events.score_book.book import Node
from events.score_book.leaf_kinds import Observation
from events.score_commits import CellKey
from events.scoring import ScoreRecorded
from events.stage_progress import Progress
from events.text import plain
from thidua_tui.formatting.pictures.small_bars import share_bar
from thidua_tui.formatting.sentences.score_arithmetic import score_arithmetic
from thidua_tui.forms.grid_content import NOT_APPLICABLE
from thidua_tui.forms.score_missing import deadline_state, missing_at, stages_of
from thidua_tui.forms.sheet_remarks import cell_remarks, sheet_sentence
from thidua_tui.forms.unit_face import EVIDENCE, THREAD
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.score_grid_context import ScoresContext
from thidua_tui.screens.score_grid_details import NO_BREAK, SHORT, criterion_line, remark_parts
from thidua_tui.widgets.grid_cells import EMPTY, STAGED
from thidua_tui.widgets.header_footer import StatusLine
from thidua_tui.widgets.panel import entitle
from thidua_tui.widgets.stage_tabs import StageTab
from thidua_tui.widgets.unit_face import STYLES

BAR = 8
"""Cells of a bar of progress."""
MOST_CODES = 3
"""Codes that are named of what is missing."""


def unit_tabs(scores: ScoresContext, unit: str) -> Sequence[StageTab]:
    """Return the tabs of the stages, with how many cells of the unit each has filled."""
    words, found = scores.words, {at.stage: at for at in stages_of(scores.sheet, unit)}
    return [
        StageTab(
            stage,
            words.choice("stage", stage),
            found[stage].filled if stage in found else 0,
            found[stage].wanted if stage in found else 0,
        )
        for stage in scores.sheet.stages
    ]


def missing_sentence(count: int, words: Words) -> str:
    """Return how many cells are missing; that none is, where so."""
    return (
        words("unitsheet.missing", count=str(count)) if count else words("unitsheet.none-missing")
    )


def next_missing_sentence(scores: ScoresContext, cell: CellKey) -> str:
    """Return which missing cell the cursor is in, and how many there are at its stage."""
    of_stage, words = missing_at(scores.sheet, cell.stage), scores.words
    return words(
        "unitsheet.next-missing",
        unit=plain(scores.ground.names.short(cell.unit, scores.sheet.year)),
        criterion=plain(cell.criterion),
        stage=words.choice("stage", cell.stage),
        count=str(sum(unit == cell.unit for unit, _ in of_stage)),
        all=str(len(of_stage)),
    )


def progress_lines(scores: ScoresContext, unit: str) -> Iterator[Content]:
    """Yield a line per stage: a bar, how many cells are filled, which are missing; who is late."""
    words, found = scores.words, stages_of(scores.sheet, unit)
    wide = max((len(words.choice("stage", at.stage)) for at in found), default=0)
    yield Content.styled(words("unitsheet.progress"), "bold $secondary")
    for at in found:
        here = at.stage == scores.stage
        label = f"{'▸' if here else ' '} {words.choice('stage', at.stage):<{wide}} "
        yield (
            Content.styled(label, "bold $primary" if here else "$secondary")
            + Content.styled(share_bar(at.filled / at.wanted, BAR), "$secondary")
            + Content(f" {at.filled}/{at.wanted} ")
            + Content.styled(_codes(at, words), "bold $warning" if at.missing else "dim")
        )
    if late := deadline_sentence(scores, unit):
        yield late
    if state := sheet_sentence(scores.sheet.remarks, unit, words):
        yield Content.styled(f"  {words('sheetstates.sheet')}: ", "$secondary") + Content(state)


def _codes(at: Progress, words: Words) -> str:
    if not at.missing:
        return ""
    codes = ", ".join(map(plain, at.missing[:MOST_CODES]))
    shown = f"{codes}…" if len(at.missing) > MOST_CODES else codes
    return words("unitsheet.missing-codes", count=str(len(at.missing)), codes=shown)


def deadline_sentence(scores: ScoresContext, unit: str) -> Content | None:
    """Return whether a unit scored itself in time; None without a deadline."""
    found = deadline_state(scores.sheet, unit, scores.ground.today)
    if found is None:
        return None
    deadline, day, state = found
    words = scores.words
    facts = {"deadline": words.day(deadline), "day": words.day(day) if day else ""}
    text = words(f"unitsheet.deadline.{state}", **facts)
    style = "bold $error" if state in ("late", "overdue") else "dim"
    return Content.styled(f"  {text}", style)


def explanation(scores: ScoresContext, unit: str, criterion: Criterion) -> Iterator[Content]:
    """Yield how each point of a cell came: observed by whom, by which version, the arithmetic."""
    sheet, words, board = scores.sheet, scores.words, scores.sheet.board
    if board is None:
        return
    for stage in sheet.stages:
        cells = [key for key in board.scores(unit, criterion.code) if key.stage == stage]
        if not cells:
            label = _label(words.choice("stage", stage), words, here=stage == scores.stage)
            yield label + Content.styled(words("scoregrid.none"), "dim")
        for key in cells:
            yield _of_score(scores, key)
    for name, text in cell_remarks(sheet.remarks, unit, criterion.code, words, sheet_too=False):
        yield _label(name, words, here=False) + Content(plain(text))


def _label(text: str, words: Words, *, here: bool) -> Content:
    wide = max(len(words.choice("stage", stage)) for stage in ("verified", "office"))
    style = "bold $primary" if here else "$secondary"
    return Content.styled(f"{'▸' if here else ' '} {text:<{wide}} ", style)


def _of_score(scores: ScoresContext, key: CellKey) -> Content:
    sheet, words, names = scores.sheet, scores.words, scores.ground.names
    board = sheet.board
    score = board.get(key) if board else None
    if board is None or score is None:
        return Content("")
    entry, leaf = sheet.before(key), leaf_of(board, score)
    label = words.choice("stage", key.stage)
    if key.scorer:
        label = plain(names.short(key.scorer, sheet.year))
    how = score_arithmetic(leaf, score.seen, words, column(board, key)) if leaf else ""
    facts = [words("unitsheet.staged") if scores.staged.get(key) else ""]
    if entry is not None and not facts[0]:
        facts = [plain(entry.by), plain(score.evidence), plain(entry.reason)]
        facts += [words.instant(entry.at)]
    if len(board.issued) > 1:
        facts.insert(0, words("unitsheet.version", version=str(score.book)))
    text = " · ".join(filter(None, (how, *facts)))
    return _label(label, words, here=key.stage == scores.stage) + Content(text)


def leaf_of(board: Scoreboard, score: ScoreRecorded) -> Node | None:
    """Return the leaf by which a score is counted: of the version of the book that it names.

    Args:
        board: The scores of the year.
        score: A score of it.
    """
    book = board.issued[min(score.book, len(board.issued)) - 1]
    return next((leaf for leaf in book.leaves() if leaf.code == score.criterion), None)


def column(board: Scoreboard, key: CellKey) -> dict[str, Observation | None]:
    """Return unit -> what the same scorer observed at the same stage, for points of the leader.

    Args:
        board: The scores of the year.
        key: The cell.
    """
    found = {}
    for unit in board.units:
        if score := board.get(key._replace(unit=unit)):
            found[unit] = score.seen
    return found


def line_of_cell(scores: ScoresContext, unit: str, criterion: Criterion) -> Content:
    """Return the line above the sheet: the criterion in full; the frame names the unit."""
    who = scores.ground.names.unit(unit, scores.sheet.year)
    named = f" · {plain(who)}"
    parts = criterion_line(scores, criterion, who)
    remarks = remark_parts(scores, unit, criterion.code)
    return Content.assemble(*(part for part in parts if part[0] != named), *remarks)


def name_frame(scores: ScoresContext, title: str, note: Content) -> None:
    """Name what is shown in its frame; on a screen of few lines, without frames, in the title.

    Args:
        scores: The grid.
        title: The unit, the stage, how many cells are missing.
        note: What the signs mean.
    """
    entitle(scores.query_one("#grid-panel"), title, note)
    line, ground = scores.query_one("#scores-title", StatusLine), scores.ground
    framed = scores.app.size.height >= SHORT
    line.show(line.left, Content(plain(ground.names.cluster(ground.cluster)) if framed else title))


def face_legend(words: Words) -> Content:
    """Return what the signs of the sheet mean."""
    signs = [(*STAGED[state], words(f"scorestaging.legend.{state}")) for state in STAGED]
    signs.append((EMPTY, STYLES["missing"], words("unitsheet.legend.missing")))
    signs.append((NOT_APPLICABLE, "", words("unitsheet.not-assigned")))
    signs.append((EVIDENCE, "$secondary", words("unitsheet.legend.evidence")))
    signs.append((THREAD, "bold $warning", words("scoregrid.sign.thread")))
    parts = (
        Content.styled(f"{sign}{NO_BREAK}", style)
        + Content.styled(text.replace(" ", NO_BREAK), "dim")
        for sign, style, text in signs
    )
    return Content("   ").join(parts)
