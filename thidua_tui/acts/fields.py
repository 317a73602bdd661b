"""The fields of an act as data: what is asked, how it is typed, where a first answer comes from.

A field's content is always one text (`raw`): a code, several codes, lines. Forms, drafts and a
command line share it; `forms.field_parsing` turns it into values.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from typing import Literal, TypeAlias, get_args

import msgspec
from msgspec import Struct

from events.ballots import DecidedBy
from events.clusters import ClusterKind, ClusterLevel, Level, UnitLevel
from events.council import Seat
from events.descriptions import UnitKind
from events.disputes import Topic
from events.explanations import ExplanationKind
from events.holds import Ground
from events.meeting_roles import MeetingRole
from events.meetings import MeetingKind, PartOfDay, Quarter, RemarkKind
from events.minutes_events import SignerRole
from events.office import HeadingForm
from events.operators import Role as OperatorRole
from events.presence import AwayVote, Mode, Notice
from events.procedures import PRESETS, After, Matter
from events.report_texts import ReportSection
from events.scoring import Stage
from events.sheet_events import ApprovedBy, VerifiedBy
from events.targets import Comparison
from events.tasks import TaskState
from events.tie_events import TieMethod
from events.voting import Denominator, Method
from thidua_tui.acts.award_words import AWARD_CHOICES
from thidua_tui.acts.context import ActContext
from thidua_tui.parsing.dates import format_date, year_so_far
from thidua_tui.parsing.fuzzy_match import Option
from thidua_tui.parsing.numbers_and_codes import suggest_code

Values: TypeAlias = Mapping[str, str]
"""Field name -> raw text."""
Default: TypeAlias = Callable[[ActContext, Values], str]
Options: TypeAlias = Callable[[ActContext, Values], Sequence[Option]]
Shown: TypeAlias = Callable[[ActContext, Values], bool]
Kind: TypeAlias = Literal[
    "line",  # one line of text
    "key",  # the public key of an operator
    "prose",  # several lines of text
    "lot",  # party: word, a line each
    "file",  # the path of a file
    "evidence-file",  # the path of a file that is kept
    "code",
    "date",
    "clock",  # 8:05, 8h05
    "year",
    "number",
    "votes",  # 7/8
    "count",  # how many ballot papers
    "candidates",  # unit and votes: stc 5; snv 2
    "share",  # 2/3, 80 %, more than half
    "settled",  # what a vote was held under; not shown, kept in a correction
    "points",  # 9,5; what was observed: 38/40, 95%; "-" where the criterion does not apply
    "amount",  # a number of any size: 1.250.000, 12,5
    "total",  # 97, 97,5/100
    "choice",  # one of a few words
    "flag",
    "pick",  # one of many: a unit, a meeting, a form of award
    "picks",  # several of many
    "places",  # place and unit, a line each
    "units",  # name; short; code, a line each
    "criteria",  # code; name; maximum, a line each; or a tree of them, or a book in TOML
    "book",  # a book in TOML, or as lines
    "pairs",  # who scores; whom; whom, a line each
    "sheet",  # unit; criterion; points, a line each
    "agenda",  # title; presenter; act; year, a line each
]

CHOICES: dict[str, tuple[str, ...]] = {
    "cluster_kind": get_args(ClusterKind),
    "seat": get_args(Seat),
    "level": get_args(Level),
    "cluster_level": get_args(ClusterLevel),
    "unit_level": get_args(UnitLevel),
    "unit_kind": get_args(UnitKind),
    "meeting_kind": get_args(MeetingKind),
    "part_of_day": get_args(PartOfDay),
    "attendance_mode": get_args(Mode),
    "notice": get_args(Notice),
    "meeting_role": get_args(MeetingRole),
    "task_state": get_args(TaskState),
    "away_vote": get_args(AwayVote),
    "quarter": get_args(Quarter),
    "remark_kind": get_args(RemarkKind),
    "method": get_args(Method),
    "votes_of": get_args(Denominator),
    "comparison": get_args(Comparison),
    "matter": get_args(Matter),
    "after": get_args(After),
    "decided_by": get_args(DecidedBy),
    "preset": tuple(PRESETS),
    "stage": get_args(Stage),
    "tie_method": get_args(TieMethod),
    "ground": get_args(Ground),
    "topic": get_args(Topic),
    "explanation_kind": get_args(ExplanationKind),
    "verified_by": get_args(VerifiedBy),
    "approved_by": get_args(ApprovedBy),
    "operator_role": get_args(OperatorRole),
    "signer_role": get_args(SignerRole),
    "heading": get_args(HeadingForm),
    "section": get_args(ReportSection),
    **AWARD_CHOICES,
    "source": ("room", "document", "newspaper", "memory"),
    "source_outside": ("room", "document", "newspaper", "memory"),
    "late_source": ("document", "newspaper", "memory"),
}
"""The values that a field of words can have, as the events define them."""
LABELS = dict.fromkeys(("unit_kind", "cluster_kind", "meeting_kind", "remark_kind"), "kind")
LABELS |= {"cluster_level": "level", "unit_level": "level"}
LABELS |= {"source_outside": "kind_outside", "tie_method": "by"}
LABELS |= {"explanation_kind": "kind", "verified_by": "by", "approved_by": "by"}
LABELS |= {"attendance_mode": "mode", "away_vote": "vote", "meeting_role": "held"}
LABELS |= {"votes_of": "of", "source": "kind", "late_source": "kind", "operator_role": "role"}
LABELS |= {"signer_role": "role", "task_state": "state"}
"""Kind of choice -> the table of its labels in `choices`, where the two differ."""


class Field(Struct, frozen=True, kw_only=True):
    """One thing that an act asks for.

    `gives` are the fields of the command that it fills, its own name by default; a `pick` of
    several gives them from a code with slashes. A `spoken` field is the first text of a line,
    although it has a default. A field that `follows` another is asked for once that field holds
    something. A field with `among` has the first of these as its default: a form shows it to be
    changed, and a line must name one where there are several. A field that `feeds` fills none: the
    default of another follows from it. One with `shown` is asked for only while that applies.
    The default of a `completed` field follows from another one: in a line, text may give it. In a
    correction, a `derived` field that was recorded as its default is derived again.
    """

    name: str
    kind: Kind
    needed: bool = True
    default: Default | None = None
    options: Options | None = None
    of: str = ""
    gives: tuple[str, ...] = ()
    follows: str = ""
    spoken: bool = False
    low: int | None = None
    high: int | None = None
    among: Options | None = None
    feeds: bool = False
    shown: Shown | None = None
    completed: bool = False
    derived: bool = False

    @property
    def filled(self) -> tuple[str, ...]:
        """The fields of the command that it fills."""
        return () if self.feeds else self.gives or (self.name,)

    @property
    def choices(self) -> tuple[str, ...]:
        """The values of a choice; the empty one first where it may stay open."""
        values = CHOICES.get(self.of, ())
        return values if self.needed or "" in values else ("", *values)

    @property
    def labels(self) -> str:
        """The table in `choices` that names the values."""
        return LABELS.get(self.of, self.of)


def constant(raw: str) -> Default:
    """The same first answer everywhere."""
    return lambda _ground, _values: raw


def year_of(ground: ActContext, values: Values, name: str = "year") -> int:
    """The year typed in the form, else the page's."""
    return year_so_far(values.get(name, "")) or ground.year


def line(name: str, *, needed: bool = True, default: Default | None = None) -> Field:
    """A line of text."""
    return Field(name=name, kind="line", needed=needed, default=default)


def code(name: str, taken: Callable[[ActContext], Container[str]]) -> Field:
    """A code; by default one that follows from the name and is not taken."""

    def suggested(ground: ActContext, values: Values) -> str:
        return suggest_code(values.get("name", ""), taken(ground))

    return Field(name=name, kind="code", default=suggested)


def prose(name: str, *, needed: bool = True) -> Field:
    """Text of several lines."""
    return Field(name=name, kind="prose", needed=needed)


def day(name: str = "on", *, needed: bool = True, default: Default | None = None) -> Field:
    """A date; where it is required, it defaults to the day of the open meeting, or today."""
    return Field(name=name, kind="date", needed=needed, default=default or _day(needed))


def _day(needed: bool) -> Default:
    def first(ground: ActContext, _values: Values) -> str:
        on = ground.day() or (ground.today if needed else None)
        return format_date(on)

    return first


def day_within(before: int, after: int, *, needed: bool = False) -> Field:
    """Return the day of the open meeting, if it is within so many years of the form's year."""

    def first(ground: ActContext, values: Values) -> str:
        year = year_of(ground, values)
        return format_date(ground.day(year - before, year + after))

    return Field(name="on", kind="date", needed=needed, default=first)


def year(default: Default | None = None, *, name: str = "year", needed: bool = True) -> Field:
    """A year; the page's by default."""
    first = default or (lambda ground, _values: str(ground.year) if needed else "")
    return Field(name=name, kind="year", needed=needed, default=first)


def choice(
    name: str, of: str = "", *, needed: bool = True, default: Default | str | None = None
) -> Field:
    """One of a few words."""
    first = constant(default) if isinstance(default, str) else default
    return Field(name=name, kind="choice", of=of or name, needed=needed, default=first)


def clock(name: str = "at", *, default: Default | None = None) -> Field:
    """A time of the day; it may be unknown."""
    return Field(name=name, kind="clock", needed=False, default=default)


def flag(name: str) -> Field:
    """Yes or no; no by default."""
    return Field(name=name, kind="flag", needed=False, default=constant(""))


def pick(
    name: str,
    options: Options,
    *,
    needed: bool = True,
    default: Default | None = None,
    gives: tuple[str, ...] = (),
    among: Options | None = None,
) -> Field:
    """One of many. By default the first of `among`, where a line does not have to name one."""
    return Field(
        name=name,
        kind="pick",
        options=options,
        needed=needed,
        default=first_of(among) if among else default,
        gives=gives,
        among=among,
    )


def first_of(among: Options) -> Default:
    """The code of the first of these options, if there is any."""

    def first(ground: ActContext, values: Values) -> str:
        found = among(ground, values)
        return found[0].code if found else ""

    return first


def picks(
    name: str, options: Options, *, needed: bool = True, default: Default | None = None
) -> Field:
    """Several of many."""
    return Field(name=name, kind="picks", options=options, needed=needed, default=default)


def votes() -> tuple[Field, Field]:
    """A count, and of whom."""
    return (
        Field(name="votes", kind="votes", needed=False),
        msgspec.structs.replace(choice("votes_of", default="members"), follows="votes"),
    )
