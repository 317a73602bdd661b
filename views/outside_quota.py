"""Who falls just outside a quota of awards: the best placed unit that a form leaves out.

A form takes units from the top of the ranking, the form that is worth more first. A unit that has
a form, or is nominated for it, is not outside of a form that is worth no more. Titles, and a form
that goes with another, take from the whole ranking, and leave the other forms what they have.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from events.award_catalogue import AwardForm
from events.award_events import AWARDS, begins_course
from events.award_quotas import nominated_for, quotas
from events.command import History


class OutsideQuota(Struct, frozen=True, kw_only=True):
    """A quota that a unit just missed.

    Attributes:
        form: The code of the form of award.
        quota: How many may be nominated; where that is not known, how many were approved.
        gap: The points to the last unit inside; None where they are not known.
    """

    form: str
    quota: int
    gap: Decimal | None


def outside_quotas(
    history: History,
    cluster: str,
    year: int,
    forms: Mapping[str, AwardForm],
    places: Mapping[str, int],
    sums: Mapping[str, Decimal],
) -> dict[str, tuple[OutsideQuota, ...]]:
    """Return unit -> the quotas of which it is the first outside.

    Args:
        history: The entries of the cluster-year, with quotas and awards.
        cluster: The code of the cluster.
        year: The calendar year.
        forms: Code -> form of award, as they are in the year.
        places: Unit -> place.
        sums: Unit -> points, where they are known.
    """
    found: dict[str, tuple[OutsideQuota, ...]] = {}
    known = [(code, _size(quota)) for code, quota in quotas(history, cluster, year).items()]
    limits = {code: size for code, size in known if size}
    ranked = sorted(places, key=lambda unit: places[unit])
    began = (event for event in history.of(*AWARDS) if begins_course(event))
    codes = dict.fromkeys(event.form for event in began)
    named = {code: nominated_for(history, cluster, year, code) for code in (*codes, *limits)}
    taken: list[str] = []
    for code in by_worth(limits, forms):
        takes = _takes(forms.get(code), limits)
        other = (one for one in named if one != code and _takes(forms.get(one), named))
        better = [
            u for one in other if not _below(forms.get(one), forms.get(code)) for u in named[one]
        ]
        left = [unit for unit in ranked if not takes or unit not in (*taken, *better)]
        inside = _inside(limits[code], named[code], left)
        free = [unit for unit in left if unit not in inside]
        for unit in _best(free, places):
            gap = _gap(inside, unit, places, sums)
            missed = OutsideQuota(form=code, quota=limits[code], gap=gap)
            found[unit] = (*found.get(unit, ()), missed)
        if takes:
            taken += inside
    return found


def _size(quota: object) -> int | None:
    asked = getattr(quota, "asked", None)
    return getattr(quota, "approved", None) if asked is None else asked


def by_worth(codes: Iterable[str], forms: Mapping[str, AwardForm]) -> list[str]:
    """Return forms of award, what is worth more first; else as the catalogue has them.

    Args:
        codes: The codes of the forms.
        forms: Code -> form of award.
    """
    order = [*forms]

    def key(code: str) -> tuple[Decimal, int]:
        form = forms.get(code)
        worth = form.coefficient if form and form.coefficient is not None else Decimal(0)
        return -worth, order.index(code) if code in order else len(order)

    return sorted(codes, key=key)


def _inside(size: int, named: Sequence[str], ranked: Sequence[str]) -> list[str]:
    """Return the units inside: those that are nominated, filled up from the top."""
    more = [unit for unit in ranked if unit not in named]
    return [*named, *more[: max(0, size - len(named))]]


def _best(units: Sequence[str], places: Mapping[str, int]) -> Iterator[str]:
    """Yield the best placed units; several where they share a place."""
    return (unit for unit in units if places[unit] == places[units[0]])


def _gap(
    inside: Collection[str], unit: str, places: Mapping[str, int], sums: Mapping[str, Decimal]
) -> Decimal | None:
    """Return the points between the last unit inside and the first outside, where they say so."""
    ranked = [one for one in inside if one in places and one in sums]
    if not ranked or unit not in sums:
        return None
    gap = sums[max(ranked, key=lambda one: places[one])] - sums[unit]
    return gap if gap >= 0 else None


KINDS = ("flag", "certificate", "commendation")
"""The kinds of forms, what is worth more first."""


def _below(form: AwardForm | None, other: AwardForm | None) -> bool:
    """Return whether a form is worth less than another: by coefficient, else by kind."""
    if form is None or other is None:
        return False
    if form.coefficient is not None and other.coefficient is not None:
        return form.coefficient < other.coefficient
    ranks = [KINDS.index(one.form_kind) if one.form_kind in KINDS else 9 for one in (form, other)]
    return ranks[0] > ranks[1]


def _takes(form: AwardForm | None, limits: Collection[str]) -> bool:
    """Return whether whom a form takes is no longer there for the forms below it."""
    return form is None or (form.form_kind != "title" and form.with_form not in limits)
