"""When the fields of a vote are shown, and what follows from the numbers before them."""

from __future__ import annotations

from events.voting import UNCOUNTED
from thidua_tui.acts.ballot_reading import NUMBERS
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import Default, Shown, Values
from thidua_tui.parsing.numbers_and_codes import number_so_far


def never(_ground: ActContext, _values: Values) -> bool:
    """Return False: the field is never shown."""
    return False


def no_members(_ground: ActContext, values: Values) -> bool:
    """Return whether the share does not say already how many members there are."""
    return not (values.get("votes", "").strip() and values.get("votes_of") == "members")


def always(_ground: ActContext, _values: Values) -> bool:
    """Return True: the field is always shown."""
    return True


def by_method(*methods: str) -> Shown:
    """Return whether one of these methods is chosen."""
    return lambda _ground, values: values.get("method") in methods


def counted(_ground: ActContext, values: Values) -> bool:
    """Return whether the method has a count."""
    return values.get("method") not in UNCOUNTED


def no_candidates(_ground: ActContext, values: Values) -> bool:
    """Return whether no candidates are named."""
    return not values.get("candidates", "").strip()


def all_of(*conditions: Shown) -> Shown:
    """Return whether all of these conditions hold."""
    return lambda ground, values: all(one(ground, values) for one in conditions)


def emptied(end: str, values: Values) -> dict[str, str]:
    """Return the fields whose names end so, without values.

    Args:
        end: The end of the names.
        values: The fields of a form.
    """
    return dict.fromkeys((name for name in values if name.endswith(end)), "")


def following(name: str, end: str) -> Default | None:
    """Return the default of a number of papers: what follows from the numbers before it.

    Args:
        name: The number.
        end: The end of the names of the fields of its ballot.
    """
    follows = _FOLLOWS.get(name)
    if follows is None:
        return None

    def first(ground: ActContext, values: Values) -> str:
        return follows(ground, {one: values.get(f"{one}{end}", "") for one in NUMBERS})

    return first


def _returned(_ground: ActContext, values: Values) -> str:
    return values.get("issued", "").strip()


def _invalid(_ground: ActContext, values: Values) -> str:
    return "0" if values.get("issued", "").strip() else ""


def _valid(_ground: ActContext, values: Values) -> str:
    returned, invalid = (number_so_far(values.get(name, "")) for name in ("returned", "invalid"))
    return "" if returned is None or invalid is None else str(max(0, returned - invalid))


_FOLLOWS: dict[str, Default] = {"returned": _returned, "invalid": _invalid, "valid": _valid}
