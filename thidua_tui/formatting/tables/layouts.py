"""The layout of every printed table."""

from __future__ import annotations

from msgspec import Struct

from thidua_tui.formatting.sentences.award_quotas import outside_cell
from thidua_tui.formatting.tables import (
    diff_cells,
    history_cells,
)
from thidua_tui.formatting.tables.award_layouts import AWARD_LAYOUTS
from thidua_tui.formatting.tables.ballot_layouts import BALLOT_LAYOUTS
from thidua_tui.formatting.tables.cells import (
    approved,
    course,
    ending,
    entry_sentence,
    heads,
    honours,
    meetings,
    members,
    minutes_state,
    places,
    read_out,
    signed,
    stamped,
    unrecorded,
)
from thidua_tui.formatting.tables.columns import (
    Layout,
    choice,
    filled,
    of,
    parted,
    ranked,
    role,
    total,
    unit,
    votes,
    years,
)
from thidua_tui.formatting.tables.compact_layouts import COMPACT_LAYOUTS
from thidua_tui.formatting.tables.correction_layouts import CORRECTION_LAYOUTS
from thidua_tui.formatting.tables.meeting_layouts import MEETING_LAYOUTS
from thidua_tui.formatting.tables.operator_cells import dismissed, named
from thidua_tui.formatting.tables.score_layouts import SCORE_LAYOUTS
from thidua_tui.formatting.tables.source_cells import source
from thidua_tui.formatting.tables.source_layouts import SOURCE_LAYOUTS
from thidua_tui.formatting.tables.unit_cells import (
    gap_years,
    headed,
    honours_of_unit,
    place_of_year,
    ratio,
    roles,
    years_in,
)
from views.tables import TABLES as SPECS

LAYOUTS = {
    "clusters": Layout(
        {
            "cluster": of("cluster"),
            "cluster_name": of("cluster_name"),
            "kind": choice("kind"),
            "level": choice("level"),
            "place_name": of("place"),
            "members": members,
            "years": years,
            "member_kind": choice("member_kind", "kind"),
            "member_level": choice("member_level", "level"),
            "superior": of("superior"),
        },
        optional=("member_kind", "member_level", "superior"),
    ),
    "units": Layout(
        {
            "unit": of("unit"),
            "unit_name": of("unit_name"),
            "unit_short": of("unit_short"),
            "founded": of("founded"),
            "ended": ending,
            "now": of("now"),
            "unit_kind": choice("kind"),
            "level": choice("level"),
            "parent": of("parent"),
        },
        optional=("founded", "ended", "now", "unit_kind", "level", "parent"),
    ),
    "roster": Layout(
        {"unit_name": unit, "role": role, "place": of("place"), "course": course},
        right=("place",),
        optional=("course",),
    ),
    "ranking": Layout(
        {
            "place": ranked,
            "unit_name": unit,
            "points": total,
            "grade": of("grade"),
            "decided_by": parted,
            "filled": filled,
            "outside_quota": outside_cell,
        },
        right=("points",),
        optional=("points", "grade", "decided_by", "filled", "outside_quota"),
    ),
    "leaders": Layout(
        {
            "year": of("year"),
            "role": role,
            "unit_name": unit,
            "method": votes,
            "since": of("since"),
            "until": of("until"),
        },
        optional=("since", "until"),
    ),
    "approvals": Layout(
        {
            "year": of("year"),
            "meeting_title": of("meeting_title"),
            "minutes_state": minutes_state,
            "number": of("number"),
            "read_out": read_out,
            "approved": approved,
            "signed_by": of("signed_by"),
        },
        optional=("number", "read_out", "signed_by"),
    ),
    "history": Layout(
        {
            "year": of("year"),
            "members": unrecorded("members"),
            "came": history_cells.came,
            "went": history_cells.went,
            "rosters": history_cells.rosters,
            "turns": history_cells.turns,
            "reorganised": history_cells.reorganised,
            "head": heads,
            "deputies": unrecorded("deputies"),
            "places": places,
            "awards": honours,
            "compact": signed,
            "rules": of("rules"),
            "meetings": meetings,
        },
        optional=("came", "went", "rosters", "turns", "reorganised", "rules"),
        tall=True,
    ),
    "meetings": Layout(
        {
            "year": of("year"),
            "kind": choice("kind"),
            "quarter": choice("quarter"),
            "title": of("title"),
            "on": unrecorded("on"),
            "began": of("began"),
            "ended": of("ended"),
            "place_name": of("place"),
            "host": of("host"),
            "chair": of("chair"),
        },
        optional=("quarter", "began", "ended", "host", "chair"),
    ),
    "agenda": Layout(
        {
            "item_number": of("number"),
            "title": of("title"),
            "presenter": of("presenter"),
            "item_state": choice("state", "item_state"),
            "note": of("note"),
            "acts": of("acts"),
        },
        right=("item_number", "acts"),
        optional=("presenter", "note"),
    ),
    "unit": Layout(
        {
            "year": of("year"),
            "cluster_name": of("cluster_name"),
            "unit_name": unit,
            "roles": roles,
            "place": place_of_year,
            "awards": honours_of_unit,
        },
    ),
    "operators": Layout(
        {
            "role": choice("role"),
            "operator": of("operator"),
            "unit_name": of("unit_name"),
            "document": of("document"),
            "named": named,
            "dismissed": dismissed,
            "key": of("key"),
        },
        optional=("unit_name", "document", "dismissed"),
        tall=True,
    ),
    "lineage": Layout(
        {
            "on_day": of("on"),
            "turned": choice("act", "turned"),
            "ratio": ratio,
            "predecessors": of("predecessors"),
            "successors": of("successors"),
            "function": of("function"),
            "position": of("position"),
            "source": source,
        },
        optional=("function",),
        right=("position",),
    ),
    "rotation": Layout(
        {
            "unit_name": unit,
            "headed": headed,
            "years_since": of("years_since"),
            "deputy_years": years_in("deputy"),
            "next_head": years_in("next_head"),
        },
        right=("years_since",),
    ),
    "gaps": Layout(
        {
            "gap": choice("kind", "gap"),
            "gap_years": gap_years,
            "since": of("since"),
            "until": of("until"),
            "days": of("days"),
        },
        right=("days",),
    ),
    "diff": Layout(
        {
            "diff_what": diff_cells.what,
            "diff_field": diff_cells.field,
            "before": diff_cells.before,
            "after": diff_cells.after,
            "position": of("position"),
            "by": of("by"),
            "why": diff_cells.why,
        },
        right=("position",),
    ),
    "journal": Layout(
        {"position": of("position"), "at": stamped, "by": of("by"), "sentence": entry_sentence},
        right=("position",),
    ),
}
"""Name of the table -> its layout; the groups are in `views.tables`, the headings in
`locale/*/tables.toml`."""
LAYOUTS |= SCORE_LAYOUTS | SOURCE_LAYOUTS | AWARD_LAYOUTS | COMPACT_LAYOUTS
LAYOUTS |= MEETING_LAYOUTS | BALLOT_LAYOUTS | CORRECTION_LAYOUTS
LAYOUTS["trail"] = LAYOUTS["diff"]


def layout_of(name: str, row: type[Struct]) -> Layout:
    """Return the layout of a table; without its own, a column for each field of the row."""
    found = LAYOUTS.get(name) or Layout({field: of(field) for field in row.__struct_fields__})
    return found._replace(group=SPECS[name].group) if name in SPECS else found
