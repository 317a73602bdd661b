"""The layouts of persons, of papers about a cluster, and of facts that sources give."""

from __future__ import annotations

from thidua_tui.formatting.tables import people_cells
from thidua_tui.formatting.tables.columns import Layout, choice, of, unit, votes
from thidua_tui.formatting.tables.source_cells import (
    numbers,
    source,
    statements,
    topic,
    what,
    where,
)

SOURCE_LAYOUTS = {
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
    "people": Layout(
        {
            "unit_name": unit,
            "person": of("person"),
            "terms": people_cells.terms,
            "deeds": people_cells.deeds,
        },
        optional=("terms", "deeds"),
    ),
    "council": Layout(
        {
            "person": of("person"),
            "seat": choice("seat", "seat"),
            "post": of("office"),
            "unit_name": unit,
            "council": of("council"),
            "since": of("since"),
            "until": people_cells.until,
        },
        optional=("post", "unit_name", "council", "since", "until"),
    ),
    "cluster-decisions": Layout(
        {
            "year": of("year"),
            "number": of("number"),
            "issuer": of("issuer"),
            "signed_on": of("on"),
            "in_force": of("in_force"),
            "named_members": people_cells.named_members,
            "against_roster": people_cells.against_roster,
            "replacing": people_cells.replacing,
            "superior": of("superior"),
        },
        optional=("in_force", "against_roster", "replacing", "superior"),
        tall=True,
    ),
    "regulations": Layout(
        {
            "year": of("year"),
            "title": of("title"),
            "number": of("number"),
            "amends": of("amends"),
            "on": of("on"),
            "adopted_how": votes,
        },
        optional=("number", "amends"),
    ),
    "office": Layout(
        {
            "since": of("since"),
            "superior_agency": of("superior"),
            "issuer": of("issuer"),
            "issue_place": of("place"),
            "symbol": of("symbol"),
            "on_behalf": of("authority"),
            "post": of("post"),
            "signer": of("signer"),
            "recipients": of("recipients"),
            "heading": choice("heading"),
        },
        tall=True,
    ),
    "legal-bases": Layout(
        {"basis_text": of("text"), "since": of("since"), "until": of("until")},
        optional=("since", "until"),
    ),
    "handovers": Layout(
        {
            "year": of("year"),
            "outgoing": of("outgoing"),
            "incoming": of("incoming"),
            "on": of("on"),
            "handed_at": of("place"),
            "giver": of("giver"),
            "receiver": of("receiver"),
            "things": of("things"),
            "checkpoint": of("checkpoint"),
        },
        optional=("handed_at", "giver", "receiver", "things", "checkpoint"),
        tall=True,
    ),
    "roster-sources": Layout(
        {
            "year": of("year"),
            "agreement": choice("agreement"),
            "named_members": people_cells.named_members,
            "against_roster": people_cells.against_roster,
            "source": source,
        },
        optional=("against_roster",),
        tall=True,
    ),
    "reported-results": Layout(
        {
            "year": of("year"),
            "unit_name": unit,
            "reported_total": people_cells.total,
            "grade": of("grade"),
            "source": source,
        },
        right=("reported_total",),
    ),
}
"""Name of the table -> its layout; part of `layouts`."""
