"""Rows whose figures lead to the entries that they count."""

from __future__ import annotations

from msgspec import Struct

from views.cluster_years import OfClusterYear


class FigureEntries(Struct, frozen=True, kw_only=True):
    """The entries behind a figure of a row; `figure` is the name of its field."""

    figure: str
    positions: tuple[int, ...]


class OfFigures(OfClusterYear, frozen=True, kw_only=True):
    """A row with figures; `entries` are those behind each, in the order of the ledger."""

    entries: tuple[FigureEntries, ...] = ()

    def figures(self, field: str) -> tuple[int, ...]:
        """Return the positions of the entries behind a figure; of a field without, of all.

        Args:
            field: The name of the field.
        """
        at = [one.positions for one in self.entries if one.figure == field]
        every = at or ([] if field in self._counts() else [one.positions for one in self.entries])
        return tuple(sorted({position for positions in every for position in positions}))

    def _counts(self) -> set[str]:
        """Return the fields that are numbers: one without entries counts nothing."""
        return {name for name in self.__struct_fields__ if type(getattr(self, name)) is int}
