"""One of the options of a field, by its code or by a name that leaves no doubt."""

from __future__ import annotations

from events.errors import BadInput
from events.text import plain
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import Field, Values
from thidua_tui.forms.units_of_other_times import unit_of_other_time
from thidua_tui.parsing.dates import typed
from thidua_tui.parsing.fuzzy_match import matches, unique_match

LONGEST = 300
"""The most characters that are looked at."""


def parse_pick(field: Field, raw: str, ground: ActContext, values: Values) -> str:
    """Return the code of what is meant beyond doubt.

    Raises:
        BadInput: `no-match`, `several-match`; the unit did not exist on the days of the form.
    """
    options = field.options(ground, values) if field.options else ()
    wanted = typed(raw, limit=LONGEST)
    if any(option.code == wanted for option in options):
        return wanted
    if found := unique_match(wanted, options):
        return found.code
    if gone := unit_of_other_time(ground, values, wanted):
        raise gone
    if likely := matches(wanted, options):
        names = "; ".join(plain(option.name) for option in likely[:3])
        raise BadInput("several-match", value=plain(wanted), count=len(likely), names=names)
    raise BadInput("no-match", value=plain(wanted))
