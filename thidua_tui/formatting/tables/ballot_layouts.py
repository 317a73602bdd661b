"""The layouts of the tables of votes and of their rules."""

from __future__ import annotations

from thidua_tui.formatting.tables.ballot_cells import ballots, count_of_body, enough, share
from thidua_tui.formatting.tables.columns import Layout, choice, of

BALLOT_LAYOUTS = {
    "votes": Layout(
        {
            "vote": choice("decision"),
            "unit_name": of("unit_name"),
            "votes": count_of_body,
            "arithmetic": ballots,
        },
        optional=("unit_name",),
    ),
    "procedures": Layout(
        {
            "matter": choice("matter"),
            "majority": enough,
            "quorum": share("quorum"),
            "rounds": of("rounds"),
            "then": choice("then", "after"),
            "since_year": of("since"),
            "paper": of("paper"),
        },
        right=("rounds",),
    ),
}
