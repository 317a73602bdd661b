"""The layouts of the printed tables of movements, compacts, and their targets."""

from __future__ import annotations

from thidua_tui.formatting.tables import compact_cells, target_cells
from thidua_tui.formatting.tables.cells import fingerprint, registered, unrecorded
from thidua_tui.formatting.tables.columns import Layout, choice, of, span

COMPACT_LAYOUTS: dict[str, Layout] = {
    "movements": Layout(
        {
            "movement": of("movement"),
            "movement_name": of("movement_name"),
            "launched_by": of("launched_by"),
            "of_cluster": of("of_cluster_name"),
            "level": choice("level"),
            "span": span,
            "registered": registered,
            "results": compact_cells.results,
            "movement_end": compact_cells.movement_end,
        },
        optional=("of_cluster", "registered", "results", "movement_end"),
    ),
    "compacts": Layout(
        {
            "year": of("year"),
            "signed_on": of("signed_on"),
            "signatories": unrecorded("signatories"),
            "late": of("late"),
            "signatures": compact_cells.signatures,
            "unsigned": of("unsigned"),
            "fingerprint": fingerprint,
            "compact_files": compact_cells.files,
        },
        optional=("late", "signatures", "unsigned", "compact_files"),
    ),
    "targets": Layout(
        {
            "unit_name": target_cells.promiser,
            "target_title": of("title"),
            "promised": target_cells.promised,
            "criterion_of": target_cells.criterion,
            "evidence": target_cells.evidence,
            "observed": target_cells.observed,
            "points": target_cells.points,
            "kept": target_cells.kept,
        },
        right=("points",),
        optional=("criterion_of", "evidence", "observed", "points"),
    ),
}
"""Name of the table -> its layout."""
