"""Points are stored in one form, however a program writes them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.errors import BadInput
from events.rule_book import canonical
from events.score_book.book_check import exact
from events.scoring import RecordScore
from events.store.sanitise import checked
from thidua_tui.parsing.numbers_and_codes import parse_points


def stored(points: Decimal) -> str:
    """Return the points of a command as the ledger's door lets them in."""
    command = RecordScore(cluster="c", year=2021, unit="u", criterion="I.1", points=points)
    return str(checked(command).points)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("-0", "0"),
        ("-0.00", "0"),
        ("0E+3", "0"),
        ("1E5", "100000"),
        ("1.2E+2", "120"),
        ("9.50", "9.50"),
        ("1E-4", "0.0001"),
    ],
)
def test_checked_points_of_another_form_are_canonical(typed, kept):
    assert stored(Decimal(typed)) == kept


@pytest.mark.parametrize("typed", ["NaN", "sNaN", "Infinity", "-Infinity", "1e-7", "1E6", "1E999"])
def test_checked_points_that_are_none_are_refused(typed):
    with pytest.raises(BadInput) as refused:
        stored(Decimal(typed))
    assert refused.value.code == "field-invalid"


@given(st.decimals(allow_nan=False, allow_infinity=False).filter(exact))
def test_canonical_of_any_points_is_equal_and_plain(points):
    text = str(found := canonical(points))
    assert found == points
    assert "E" not in text
    assert text.startswith("-") == (points < 0)
    assert str(canonical(found)) == text


@pytest.mark.parametrize(
    "typed", ["-0", "1E5", "1e-7", "NaN", "Infinity", "+5", "\N{ARABIC-INDIC DIGIT THREE}", "1_000"]
)
def test_parse_points_of_another_form_is_refused(typed):
    with pytest.raises(BadInput):
        parse_points(typed)
