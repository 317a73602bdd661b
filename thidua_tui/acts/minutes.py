"""Acts on the minutes of a meeting: read out, amend, approve, sign, word a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from events.collation import same_name
from events.command import Command
from events.event import Entry, Scope
from events.meeting_roles import SIGNS, MeetingRoleGiven
from events.minutes import (
    AmendMinutes,
    ApproveMinutes,
    ReadOutMinutes,
    SignMinutes,
    WordSentence,
)
from events.minutes_events import (
    LIFE_OF_MINUTES,
    MinutesAmended,
    MinutesApproved,
    MinutesReadOut,
    MinutesSigned,
    SentenceWorded,
    meeting_of,
)
from events.minutes_lists import in_lists
from thidua_tui.acts import choices
from thidua_tui.acts.act import Act, Typed
from thidua_tui.acts.ballot_fields import Vote
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import (
    Field,
    Values,
    choice,
    day,
    flag,
    line,
    pick,
    prose,
)
from thidua_tui.acts.person_fields import office, office_of, person, persons
from thidua_tui.parsing.dates import format_date
from thidua_tui.parsing.fuzzy_match import Option


def _drafts(ground: ActContext, values: Values) -> list[Option]:
    """Return the meetings whose minutes are not approved, as options."""
    done = {event.meeting for event in ground.of_cluster.of(MinutesApproved)}
    return [option for option in choices.meetings(ground, values) if option.code not in done]


def _present(ground: ActContext, values: Values) -> list[Option]:
    """Return the meeting that an act on minutes is about where none is named.

    It is the open meeting, else the last of the year of the page, else the last of all: another
    meeting is never taken because the minutes of this one are at another step.
    """
    options = choices.meetings(ground, values)
    of_year = {event.meeting for event in ground.meetings() if event.year == ground.year}
    now = ground.open_meeting()
    wanted = {now.meeting} if now else of_year
    return next(([one] for one in options if one.code in wanted), options[:1])


def _today(ground: ActContext, _values: Values) -> str:
    """The day of the open meeting, else today."""
    return format_date(ground.day() or ground.today)


def _now(ground: ActContext, _values: Values) -> str:
    """The time of day, while the meeting is held today."""
    if ground.session.late or ground.day() != ground.today:
        return ""
    return f"{ground.session.ledger.clock().astimezone():%H:%M}"


def _worded(ground: ActContext, values: Values) -> Iterator[Entry]:
    """Yield the entries whose sentences are in the minutes that are drafts, those of the open last.

    The minutes that are named are among them, whether they are a draft or not. What is stated in a
    list has no sentence.
    """
    drafts = [option.code for option in _drafts(ground, values)][::-1]
    meetings = dict.fromkeys((*drafts, *filter(None, [values.get("meeting", "")])))
    found: dict[str, list[Entry]] = {meeting: [] for meeting in meetings}
    scopes = [Scope((f"meeting:{meeting}",)) for meeting in meetings]
    for entry in ground.read(*scopes).entries if scopes else ():
        if meeting_of(entry) in found:
            found[meeting_of(entry)].append(entry)
    for meeting, held in found.items():
        listed = in_lists(held, meeting)
        for entry in held:
            if entry.position not in listed and not isinstance(entry.event, LIFE_OF_MINUTES):
                yield entry


def sentences(ground: ActContext, values: Values) -> list[Option]:
    """Return the sentences of the drafts by the numbers of their entries, the last one first."""
    titles = {option.code: option.name for option in choices.meetings(ground, values)}
    found = [
        Option(
            code=f"{entry.position}",
            name=ground.words.sentence(entry.event, ground.names),
            also=titles.get(meeting_of(entry), ""),
        )
        for entry in _worded(ground, values)
    ]
    return found[::-1]


def _holding(ground: ActContext, values: Values) -> list[Option]:
    """Return the meeting whose minutes hold the sentence; without a sentence, all drafts."""
    drafts = _drafts(ground, values)
    entry = _entry(ground, {"sentence": values.get("sentence", "")})
    return [one for one in drafts if entry is None or one.code == meeting_of(entry)]


def _selected(ground: ActContext, values: Values) -> list[Option]:
    """The sentence of the entry under the cursor."""
    if ground.entry is None:
        return []
    return [one for one in sentences(ground, values) if one.code == f"{ground.entry}"]


def wording(ground: ActContext, values: Values) -> str:
    """Return the wording of a sentence, that of the fact before its correction, or the sentence."""
    entry = _entry(ground, values)
    if entry is None:
        return ""
    worded = ground.read(Scope((f"meeting:{meeting_of(entry)}",), (SentenceWorded,)))
    texts = [event.text for event in worded.of(SentenceWorded) if event.placed == entry.place]
    return next(filter(None, texts[-1:]), ground.words.sentence(entry.event, ground.names))


def _entry(ground: ActContext, values: Values) -> Entry | None:
    wanted = values.get("sentence", "").strip()
    return next((e for e in _worded(ground, values) if f"{e.position}" == wanted), None)


def _word(_act: Act, typed: Typed, ground: ActContext) -> Iterable[Command]:
    """The command; a text that is the automatic sentence is no wording of its own."""
    meeting, position = str(typed["meeting"]), str(typed["sentence"])
    text = str(typed.get("text", ""))
    found = _entry(ground, {"meeting": meeting, "sentence": position})
    same = found is not None and text == ground.words.sentence(found.event, ground.names)
    return [WordSentence(meeting=meeting, sentence=int(position), text="" if same else text)]


def _signed(_act: Act, typed: Typed, ground: ActContext) -> Iterable[Command]:
    """The command for a signature; the session copies the paper when the act is recorded."""
    values = dict(typed)
    looked = values.pop("file", None)
    if looked is None:
        return [SignMinutes(**values)]
    file = ground.session.to_file(looked)
    return [SignMinutes(**values, paper=file.pop("name"), **file)]


def _text(default: Callable[[ActContext, Values], str]) -> Field:
    return Field(name="text", kind="prose", needed=False, default=default)


def _holders(ground: ActContext, values: Values) -> list[MeetingRoleGiven]:
    """Return the persons who have a role at the meeting and sign its minutes."""
    meeting = values.get("meeting", "")
    given = ground.read(Scope((f"meeting:{meeting}",), (MeetingRoleGiven,))) if meeting else None
    found = given.of(MeetingRoleGiven) if given else ()
    return [event for event in found if event.person and event.held in SIGNS]


def signers(ground: ActContext, values: Values) -> list[Option]:
    """Return who signs: the secretary and the chairs of the meeting, then persons of its units."""
    names = ground.names
    found = {
        event.person: Option(
            code=event.person,
            name=event.person,
            also=", ".join(
                filter(None, (event.office, names.short(event.unit) if event.unit else ""))
            ),
        )
        for event in _holders(ground, values)
    }
    others = (one for one in persons(ground, values) if one.code not in found)
    return [*found.values(), *others]


def _holder(ground: ActContext, values: Values) -> MeetingRoleGiven | None:
    """The role at the meeting of the person who signs."""
    who = values.get("who", "")
    found = (event for event in _holders(ground, values) if same_name(event.person, who))
    return next(found, None) if who else None


def _office(ground: ActContext, values: Values) -> str:
    holder = _holder(ground, values)
    return (holder.office if holder else "") or office_of("who")(ground, values)


def _unit(ground: ActContext, values: Values) -> str:
    holder = _holder(ground, values)
    return (holder.unit if holder else None) or ""


def _role(ground: ActContext, values: Values) -> str:
    holder = _holder(ground, values)
    return SIGNS[holder.held] if holder else "secretary"


APPROVAL = Vote(matter="minutes")
MEETING = pick("meeting", choices.meetings, among=_present)

MINUTES = (
    Act(
        id="read-out-minutes",
        command=ReadOutMinutes,
        facts=(MinutesReadOut,),
        fields=(
            MEETING,
            day(needed=False, default=_today),
            Field(name="time", kind="clock", needed=False, default=_now),
            line("reader", needed=False),
        ),
        needs=("no-cluster", "no-meeting", "no-draft"),
        start="reader",
    ),
    Act(
        id="amend-minutes",
        command=AmendMinutes,
        facts=(MinutesAmended,),
        fields=(
            MEETING,
            line("speaker", needed=False),
            pick("unit", choices.members_first, needed=False),
            prose("text"),
            flag("rejected"),
        ),
        needs=("no-cluster", "no-meeting", "no-draft"),
        series=True,
        start="text",
    ),
    Act(
        id="approve-minutes",
        command=ApproveMinutes,
        facts=(MinutesApproved,),
        fields=(
            MEETING,
            *APPROVAL.fields(),
            day(needed=False, default=_today),
            Field(name="time", kind="clock", needed=False, default=_now),
            line("number", needed=False),
        ),
        vote=APPROVAL,
        needs=("no-cluster", "no-meeting"),
        start="method",
    ),
    Act(
        id="sign-minutes",
        command=SignMinutes,
        facts=(MinutesSigned,),
        fields=(
            MEETING,
            replace(person("who", needed=True), options=signers),
            replace(office(of="who"), default=_office),
            choice("role", "signer_role", default=_role),
            pick("unit", choices.members_first, needed=False, default=_unit),
            day(needed=False, default=_today),
            Field(
                name="file", kind="evidence-file", needed=False, gives=("paper", "sha256", "size")
            ),
        ),
        needs=("no-cluster", "no-meeting", "no-approved"),
        series=True,
        start="who",
        make=_signed,
    ),
    Act(
        id="word-sentence",
        command=WordSentence,
        facts=(SentenceWorded,),
        fields=(
            pick("sentence", sentences, among=_selected),
            pick("meeting", choices.meetings, among=_holding),
            _text(wording),
        ),
        needs=("no-cluster", "no-meeting", "no-draft"),
        start="text",
        make=_word,
    ),
)
