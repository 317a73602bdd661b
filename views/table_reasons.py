"""What the specifications of tables share: groups, keys, and why a field is not compared."""

from __future__ import annotations

CLUSTER = ("cluster", "cluster_name")
CLUSTER_YEAR = (*CLUSTER, "year")
UNIT_YEAR = ("cluster", "year", "unit")
FOLLOWS = "every cell follows from facts that are compared in other tables"
YEARS_FOLLOW = "follows from what is recorded of the years"
IN_SCORES = "follows from the cells of the sheet, in `scores`"
IN_ROSTERS = "shown once a year, in `rosters`"
NAMED_ELSEWHERE = "names of units and clusters are compared in `units` and `clusters`"
CODE = "the code of what is named in the row; two units of the same name differ there"
IN_DIFFERENCE = "shown with every difference"
CALLED = {"unit_short": NAMED_ELSEWHERE, "unit_now": NAMED_ELSEWHERE}
