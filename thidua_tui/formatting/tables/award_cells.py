"""Cells of the tables of awards: the steps of a nomination, names and conditions of forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.text import plain
from thidua_tui.formatting.tables.columns import NONE, labelled
from views.award_outcomes import MANY_WOMEN

if TYPE_CHECKING:
    from thidua_tui.i18n.messages import Words
    from views.award_counts import AwardCountRow
    from views.award_forms import AwardFormRow
    from views.award_list import AwardRow


def threshold(row: AwardFormRow, _words: Words) -> str:
    """Return the share of all members of the council that is needed."""
    return f"{row.threshold} %" if row.threshold else NONE


def condition(row: AwardFormRow, words: Words) -> str:
    """Return what must have been granted before, and in how many years."""
    if not row.after_form or not row.after_years:
        return NONE
    form = words.form(row.after_form, row.since)
    return words("tables.condition.years", count=str(row.after_years), form=form)


def with_form(row: AwardFormRow, words: Words) -> str:
    """Return the form that one achievement may receive as well."""
    return words.form(row.with_form, row.since) if row.with_form else NONE


def submission(row: AwardRow, words: Words) -> str:
    """Return number and day of the submission."""
    return _parts(plain(row.submission_number), words.value("on", row.submitted_on))


def appraisal(row: AwardRow, words: Words) -> str:
    """Return what the appraisal found, and when."""
    finding = words.choice("finding", row.finding) if row.finding else ""
    return _parts(finding, words.value("on", row.assessed_on))


def council_vote(row: AwardRow, words: Words) -> str:
    """Return the votes in favour of all members, and the outcome."""
    if row.outcome is None:
        return NONE
    share = "" if row.ballot_for is None else f"{row.ballot_for}/{row.ballot_total}"
    return _parts(share, words.choice("outcome", row.outcome))


def amendment(row: AwardRow, words: Words) -> str:
    """Return each correction and exchange, and what was given back."""
    amended = [words.value("amendments", one) for one in row.amendments]
    back = words.choice("recovered", row.recovered) if row.recovered else ""
    return "; ".join(filter(None, (*amended, back))) or NONE


def _parts(*parts: str) -> str:
    return ", ".join(filter(None, parts)) or NONE


def part(row: AwardCountRow, words: Words) -> str:
    """Return which part of the awards of a year a row counts, by the name of that time."""
    if row.division == "all":
        return words("tables.part.all")
    if not row.value:
        return words("tables.value.unrecorded")
    match row.division:
        case "form":
            return words.form(row.value, row.year)
        case "addressee":
            return plain(row.value)
        case "women":
            return words(f"tables.part.women-{row.value}", share=MANY_WOMEN)
    field = {"form-kind": "form_kind", "level": "award_level", "unit-kind": "kind"}
    return labelled(field.get(row.division, "level"), row.value, words)
