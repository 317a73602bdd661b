"""Acts on awards: nominated, decided, presented, annulled; and taking back what was typed."""

from __future__ import annotations

from datetime import date

from events.awards import (
    AnnulAward,
    AwardAnnulled,
    AwardDenied,
    AwardGranted,
    AwardNominated,
    AwardPresented,
    DenyAward,
    GrantAward,
    NominateForAward,
    NominationWithdrawn,
    PresentAward,
    WithdrawNomination,
)
from events.corrections import Correct, Retract
from thidua_tui.acts import award_choices, choices
from thidua_tui.acts.act import Act
from thidua_tui.acts.award_forms import forms, usual_form
from thidua_tui.acts.ballot_fields import Vote
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import (
    Default,
    Field,
    Values,
    choice,
    day,
    line,
    pick,
    year,
    year_of,
)
from thidua_tui.parsing.dates import format_date
from thidua_tui.parsing.fuzzy_match import Option


def _places(ground: ActContext, values: Values) -> dict[str, int]:
    result = ground.result(year_of(ground, values))
    return {place.unit: place.place for place in result.places} if result else {}


def _next_ranked(ground: ActContext, values: Values) -> list[Option]:
    """The best placed unit that has no nomination yet; several where they share that place."""
    done = {nominated.unit for nominated in ground.nominations(year_of(ground, values))}
    waiting = {unit: at for unit, at in _places(ground, values).items() if unit not in done}
    best = min(waiting.values(), default=None)
    return choices.units(ground, [unit for unit, at in waiting.items() if at == best])


def _ranked_first(ground: ActContext, values: Values) -> list[Option]:
    """The members, those with a place first, in its order."""
    placed = _places(ground, values)
    belong = ground.on_roster(year_of(ground, values))
    return choices.units(ground, sorted(belong, key=lambda unit: placed.get(unit, 999)))


def _usual_form(ground: ActContext, values: Values) -> str:
    """The form that is usually asked for at the unit's place; a source has to say which it is."""
    return (
        ""
        if choices.from_source(values)
        else usual_form(_places(ground, values).get(values.get("unit", "")))
    )


def _addressee(ground: ActContext, values: Values) -> str:
    form = forms(ground, year_of(ground, values)).get(values.get("form", ""))
    return form.addressed_to if form else ""


def _nominated_on(ground: ActContext, values: Values) -> str:
    """The day of the open meeting, unless the result is younger."""
    result, on = ground.result(year_of(ground, values)), ground.day()
    early = on and result and result.on and on < result.on
    return "" if early else format_date(on)


def _authority(ground: ActContext, values: Values) -> str:
    form = forms(ground, year_of(ground, values)).get(values.get("award", "").partition("/")[2])
    return form.authority if form else ""


def _derived(name: str, default: Default) -> Field:
    """A line of text that follows from the form of award, also when that is corrected."""
    return Field(name=name, kind="line", needed=False, default=default, derived=True)


def _soon(ground: ActContext, values: Values, first: date) -> str:
    """A first answer for the day of a decision, none for an award of an older year."""
    recent = first.year <= year_of(ground, values) + 1
    return format_date(first) if recent and not choices.from_source(values) else ""


def _today(ground: ActContext, values: Values) -> str:
    return _soon(ground, values, ground.today)


def _presented_on(ground: ActContext, values: Values) -> str:
    """The day of the open meeting, else today."""
    return _soon(ground, values, ground.day() or ground.today)


def _decision(*, needed: bool) -> tuple[Field, ...]:
    """Number, day, authority and signer of a decision."""
    on: Default | None = _today if needed else (lambda _ground, _values: "")
    return (
        Field(name="number", kind="line", needed=needed, spoken=not needed),
        day(needed=needed, default=on),
        _derived("authority", _authority),
        line("signer", needed=False),
    )


NOMINATION = Vote(matter="nomination")

AWARDS = (
    Act(
        id="nominate",
        command=NominateForAward,
        facts=(AwardNominated,),
        fields=(
            year(),
            pick("unit", _ranked_first, among=_next_ranked),
            pick("form", choices.forms, default=_usual_form),
            _derived("addressed_to", _addressee),
            *NOMINATION.fields(),
            day(needed=False, default=_nominated_on),
        ),
        needs=("no-cluster", "no-result"),
        series=True,
        start="unit",
        vote=NOMINATION,
    ),
    Act(
        id="withdraw-nomination",
        command=WithdrawNomination,
        facts=(NominationWithdrawn,),
        fields=(
            year(),
            award_choices.nomination(award_choices.undecided),
            day(needed=False, default=_nominated_on),
        ),
        needs=("no-cluster", "no-nomination"),
        start="award",
    ),
    Act(
        id="grant-award",
        command=GrantAward,
        facts=(AwardGranted,),
        fields=(
            year(),
            award_choices.nomination(award_choices.undecided),
            *_decision(needed=True),
            line("golden_book", needed=False),
        ),
        needs=("no-cluster", "no-nomination"),
        series=True,
    ),
    Act(
        id="deny-award",
        command=DenyAward,
        facts=(AwardDenied,),
        fields=(
            year(),
            award_choices.nomination(award_choices.undecided),
            *_decision(needed=False),
        ),
        needs=("no-cluster", "no-nomination"),
        start="award",
    ),
    Act(
        id="present-award",
        command=PresentAward,
        facts=(AwardPresented,),
        fields=(
            year(),
            award_choices.nomination(award_choices.unpresented),
            day(default=_presented_on),
            line("place", needed=False),
            line("presented_by", needed=False),
        ),
        needs=("no-cluster", "not-presentable"),
        series=True,
        start="award",
    ),
    Act(
        id="annul-award",
        command=AnnulAward,
        facts=(AwardAnnulled,),
        fields=(
            year(),
            award_choices.nomination(award_choices.granted),
            *_decision(needed=True),
            choice("annulled_for", default="not-recorded"),
            choice("recovers", default="not-recorded"),
        ),
        needs=("no-cluster", "not-granted"),
    ),
)

MENDING = (
    Act(
        id="undo",
        command=Retract,
        needs=("nothing-to-undo",),
        screen="undo",
    ),
    Act(
        id="correct",
        command=Correct,
        needs=("nothing-to-undo",),
        screen="correct",
    ),
)
