"""The same conference as `tests.conference`, typed as lines: every key, in order."""

from __future__ import annotations

from tests import conference as told

BEFORE = (
    f"u {'|'.join(told.UNITS)}",
    f"l {told.CLUSTER}: Lạng Sơn",
    "nam 2020",
    "s",
    "t dbqh",
    "p stc",
)
"""What was known before: units, cluster, members, head and deputy of 2020."""
DURING = (
    f'o stc "{told.PLACE}"',
    f"kh {told.GUEST}: {told.POSITION}",
    f'dd "{told.WHO}"',
    f'bc stc dt "{told.PRESENTER}" "{told.OFFICER}"',
    f"y bs Các đơn vị thành viên: {told.ADDED}",
    f"y dg {told.GUEST}: {told.PRAISED}",
    *(f"y dn {told.GUEST}: {asked}" for asked in told.ASKED),
    *(f"m {name}" for name in told.FREE),
    *(f"m {name}: {told.LAUNCHERS}" for name in told.LAUNCHED),
    f"m 2019 2025 {told.OFFICE}: {told.LAUNCHERS}",
    "k hdnd snv ubnd tn",
    "d",
    "d",
    "d",
    "t stc",
    "p skhdt",
    "g",
    "b",
)
"""The afternoon itself, act by act."""
LINES = (*BEFORE, *DURING)
KEYS = (*":", *(key for line in LINES for key in (*line, "<enter>")), "<escape>")
"""Every key: the line is opened once and stays open."""


def steering() -> int:
    """How many of the keys are no text that a fact needs: what the program costs."""
    texts: tuple[str, ...] = (
        *told.UNITS,
        told.CLUSTER,
        "Lạng Sơn",
        told.PLACE,
        told.GUEST,
        told.POSITION,
    )
    texts += (told.WHO, told.PRESENTER, told.OFFICER, told.ADDED, told.PRAISED, *told.ASKED)
    texts += ("Các đơn vị thành viên", *told.FREE, *told.LAUNCHED, told.OFFICE, told.LAUNCHERS)
    texts += ("2019", "2025")
    left = len(KEYS)
    for line in LINES:
        rest = line
        for text in sorted(texts, key=len, reverse=True):
            if text in rest:
                rest = rest.replace(text, "", 1)
                left -= len(text)
    return left
