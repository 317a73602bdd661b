"""The layout of every printed table."""

from __future__ import annotations

from msgspec import Struct

from thidua_tui.formatting.tables import (
    diff_cells,
    history_cells,
)
from thidua_tui.formatting.tables.cells import (
    annulment,
    course,
    decision,
    ending,
    entry_sentence,
    fingerprint,
    heads,
    honours,
    meetings,
    members,
    places,
    registered,
    signed,
    stamped,
    unrecorded,
)
from thidua_tui.formatting.tables.columns import (
    NONE,
    Layout,
    choice,
    count,
    filled,
    of,
    parted,
    ranked,
    role,
    span,
    total,
    unit,
    votes,
    years,
)
from thidua_tui.formatting.tables.operator_cells import dismissed, named
from thidua_tui.formatting.tables.score_layouts import SCORE_LAYOUTS
from thidua_tui.formatting.tables.source_cells import (
    numbers,
    source,
    statements,
    topic,
    what,
    where,
)
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
        }
    ),
    "units": Layout(
        {
            "unit": of("unit"),
            "unit_name": of("unit_name"),
            "unit_short": of("unit_short"),
            "founded": of("founded"),
            "ended": ending,
            "now": of("now"),
        },
        optional=("founded", "ended", "now"),
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
        },
        right=("points",),
        optional=("points", "grade", "decided_by", "filled"),
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
    "awards": Layout(
        {
            "year": of("year"),
            "unit_name": unit,
            "form": choice("form"),
            "state": choice("state"),
            "addressed_to": of("addressed_to"),
            "counted": lambda row, words: count(row, words) or NONE,
            "nominated_on": of("nominated_on"),
            "decision": decision,
            "presented_on": of("presented_on"),
            "annulment": annulment,
        },
        optional=("counted", "presented_on", "annulment"),
    ),
    "movements": Layout(
        {
            "movement": of("movement"),
            "movement_name": of("movement_name"),
            "launched_by": of("launched_by"),
            "level": choice("level"),
            "span": span,
            "registered": registered,
        },
        optional=("registered",),
    ),
    "compacts": Layout(
        {
            "year": of("year"),
            "signed_on": of("signed_on"),
            "signatories": unrecorded("signatories"),
            "late": of("late"),
            "fingerprint": fingerprint,
        },
        optional=("late",),
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
            "title": of("title"),
            "on": unrecorded("on"),
            "place_name": of("place"),
            "host": of("host"),
            "chair": of("chair"),
        },
        optional=("host", "chair"),
    ),
    "figures": Layout(
        {"year": of("year"), "where": where, "what": what, "numbers": numbers, "source": source}
    ),
    "disputes": Layout(
        {
            "year": of("year"),
            "topic": topic,
            "state": choice("state", "dispute"),
            "stands": of("value"),
            "recorded": of("recorded"),
            "statements": statements,
        },
        optional=("recorded",),
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
LAYOUTS |= SCORE_LAYOUTS
LAYOUTS["trail"] = LAYOUTS["diff"]


def layout_of(name: str, row: type[Struct]) -> Layout:
    """Return the layout of a table; without its own, a column for each field of the row."""
    found = LAYOUTS.get(name) or Layout({field: of(field) for field in row.__struct_fields__})
    return found._replace(group=SPECS[name].group) if name in SPECS else found
