"""The words of the board of awards: a card, what is known of it, the quotas."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from events.text import plain
from thidua_tui.formatting.sentences.award_forms import form_short
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.award_board_facts import BoardFacts, Card
from thidua_tui.widgets.meaning import AWARD_SIGNS, AWARD_STYLES
from views.award_states import UNDECIDED

STUCK = 30
"""Days after which a nomination that waits is marked."""


def card_text(card: Card, words: Words, width: int) -> Content:
    """Return a card in three lines: the unit, the form, since how many days it waits.

    Args:
        card: The nomination.
        words: The messages of the language to use.
        width: The cells of its column; without room, form and days are not indented.
    """
    row = card.row
    sign, style = AWARD_SIGNS[row.state], AWARD_STYLES[row.state]
    unit = Content.assemble((f"{sign} ", style), plain(row.unit_short))
    form = Content(form_short(row.form, words, row.year))
    age = words("board.days", days=str(card.days)) if card.days is not None else ""
    mark = "bold $warning" if card.days is not None and card.days >= STUCK else "dim"
    below = [form, Content.styled(age, mark)]
    indent = Content("  " if 2 + max(line.cell_length for line in below) <= width else "")
    lines = [unit, *(indent + line for line in below)]
    return Content("\n").join(line.truncate(width, ellipsis=True) for line in lines)


def detail(card: Card, words: Words) -> Iterator[Content]:
    """Yield what is known of a nomination: its state, what comes next, the latest steps first."""
    row = card.row
    state = words(f"screen.award-state.{row.state}")
    form = words.form(row.form, row.year)
    yield Content.styled(f"{plain(row.unit_name)} – {form}", "bold")
    if card.days is not None:
        yield Content(words(f"board.age.{row.state}", days=str(card.days)))
    else:
        dated = row.state not in (*UNDECIDED, "granted")
        yield Content(state if dated else words("board.undated", state=state))
    if card.next_act:
        yield Content.assemble(("Enter ", "bold $accent"), _act(card.next_act, words))
    else:
        yield Content.styled(words("board.over"), "dim")
    if card.conditions and card.form and card.form.after_form:
        years = "  ".join(
            f"{one.year} ✓ ({one.position})" if one.position else f"{one.year} ✗"
            for one in card.conditions
        )
        after = words.form(card.form.after_form, row.year)
        count = str(len(card.conditions))
        yield Content(words("board.condition", count=count, form=after, years=years))
    for key, facts in reversed([*_steps(card)]):
        if text := words(f"board.step.{key}", **facts):
            yield Content(text)


def _act(act: str, words: Words) -> str:
    return words(f"acts.act.{act}")


def _steps(card: Card) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield the steps that have something to say: number and day, what was found, the votes."""
    row = card.row
    if row.submission_number or row.submitted_on:
        yield "submitted", {"number": plain(row.submission_number), "on": row.submitted_on}
    if row.finding:
        yield "assessed", {"finding": row.finding, "wording": plain(row.finding_wording)}
    if row.state == "returned":
        yield "returned", {"wording": plain(row.return_wording), "on": row.returned_on}
    if row.state == "on-hold":
        yield "held", {"ground": row.ground, "wording": plain(row.hold_wording)}
    if row.outcome:
        share = "" if row.ballot_for is None else f"{row.ballot_for}/{row.ballot_total}"
        yield "ballot", {"share": share, "outcome": row.outcome}
    if row.number or row.decided_on:
        yield "decided", {"number": plain(row.number), "on": row.decided_on}
    if row.presented_on:
        yield "presented", {"on": row.presented_on}
    for one in row.amendments:
        yield "amended", {"amended": one}
    if row.annulled_on:
        annulled = {"number": plain(row.annulment_number), "on": row.annulled_on}
        yield "annulled", {**annulled, "annulled_for": _known(row.annulled_for)}
        yield "recovers", {"recovers": _known(row.recovers), "recovered": row.recovered}


def _known(value: str | None) -> str | None:
    """Return a value that the source gives; None for one that it does not give."""
    return None if value == "not-recorded" else value


def quota_text(facts: BoardFacts, words: Words) -> Content:
    """Return the quotas in a line: what is nominated of what may be, and approved."""
    parts = [
        words(
            "board.quota",
            form=form_short(quota.form, words, quota.year),
            nominated=str(quota.nominated),
            asked="" if quota.asked is None else str(quota.asked),
            approved="" if quota.approved is None else str(quota.approved),
        )
        for quota in facts.quotas
    ]
    return Content(" · ".join(parts)) if parts else Content.styled(words("board.no-quota"), "dim")
