"""Templates of agendas by the kind of meeting; their titles are in `locale/*/agenda.toml`."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from events.agenda import AgendaItem
from events.meetings import MeetingKind
from thidua_tui.i18n.messages import Words


class Preset(Struct, frozen=True):
    """An item of a template.

    `title` is the key of its title, and with `code` that of its code; `opens` is the act; `ahead`
    the number of years by which that act is ahead of the year of the meeting. One `by_book` is left
    out of a year without a rule book.
    """

    title: str
    opens: str
    ahead: int = 0
    code: str = ""
    by_book: bool = False


GUESTS = Preset("guests", "record-guest")
ROLL = Preset("roll", "record-arrival")
DISCUSSION = Preset("discussion", "record-remark")
CONCLUSION = Preset("conclusion", "record-remark")
SCORES = Preset("scores", "record-score", by_book=True)
RESULT = Preset("result", "adopt-result")
AWARDS = Preset("awards", "nominate")
MINUTES = Preset("minutes", "approve-minutes")
CLOSING = Preset("closing", "close-meeting")

TEMPLATES: dict[MeetingKind, tuple[Preset, ...]] = {
    "year-end": (
        GUESTS,
        ROLL,
        Preset("report", "present-report"),
        DISCUSSION,
        Preset("movements", "launch-movement", ahead=1),
        SCORES,
        RESULT,
        AWARDS,
        Preset("head", "elect-head", ahead=1),
        Preset("deputy", "elect-deputy", ahead=1),
        Preset("compact", "sign-for-unit", ahead=1),
        CLOSING,
    ),
    "interim": (
        GUESTS,
        ROLL,
        Preset("interim-report", "present-report", code="report"),
        DISCUSSION,
        CONCLUSION,
        CLOSING,
    ),
    "compact": (
        GUESTS,
        ROLL,
        Preset("compact-text", "present-report", code="report"),
        Preset("compact", "sign-for-unit"),
        DISCUSSION,
        CLOSING,
    ),
    "appraisal": (
        ROLL,
        Preset("appraisal-report", "present-report", code="report"),
        SCORES,
        DISCUSSION,
        RESULT,
        AWARDS,
        MINUTES,
        CLOSING,
    ),
    "preparatory": (
        ROLL,
        Preset("draft-report", "present-report", code="report"),
        SCORES,
        Preset("expected-result", "record-remark"),
        Preset("expected-officers", "record-remark", ahead=1),
        CONCLUSION,
        MINUTES,
        CLOSING,
    ),
    "briefing": (
        ROLL,
        Preset("briefing-report", "present-report", code="report"),
        DISCUSSION,
        CONCLUSION,
        CLOSING,
    ),
    "activity": (GUESTS, ROLL, Preset("course", "record-remark"), CLOSING),
    "council": (
        ROLL,
        Preset("submission", "present-report", code="report"),
        DISCUSSION,
        Preset("ballot", "record-ballot"),
        MINUTES,
        Preset("signing", "sign-minutes"),
        CLOSING,
    ),
    "deployment": (
        GUESTS,
        ROLL,
        Preset("plan", "present-report", code="report"),
        Preset("rules", "issue-rules"),
        Preset("movements", "launch-movement"),
        Preset("registration", "join-movement"),
        Preset("compact", "sign-for-unit"),
        DISCUSSION,
        CLOSING,
    ),
}


def preset_items(
    kind: MeetingKind, year: int, words: Words, *, quarter: str = "", book: bool = True
) -> Iterator[AgendaItem]:
    """Yield the items of the template of a kind of meeting.

    Args:
        kind: The kind of meeting.
        year: The year on which the meeting reports.
        words: The words of the chosen language.
        quarter: The quarter of a briefing; empty for none.
        book: Whether the year has a rule book.
    """
    of = words.choice("quarter", quarter) if quarter else ""
    for preset in TEMPLATES[kind]:
        if preset.by_book and not book:
            continue
        valid_for = year + preset.ahead
        years = {"year": str(year), "next": str(year + 1), "of": str(valid_for)}
        yield AgendaItem(
            item=preset.code or preset.title,
            title=words(f"agenda.item.{preset.title}", **years, quarter=of),
            opens=preset.opens,
            valid_for=valid_for if preset.ahead else None,
        )
