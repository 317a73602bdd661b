"""Acts on awards: nominated, decided, presented, annulled; and taking back what was typed."""

from __future__ import annotations

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
from thidua_tui.acts import choices
from thidua_tui.acts.act import Act
from thidua_tui.acts.award_forms import forms
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import (
    Default,
    Field,
    Options,
    Values,
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
    """The form that is usually asked for at the unit's place."""
    place = _places(ground, values).get(values.get("unit", ""))
    return next((form.code for form in forms().values() if place in form.places), "")


def _addressee(_ground: ActContext, values: Values) -> str:
    form = forms().get(values.get("form", ""))
    return form.addressed_to if form else ""


def _nominated_on(ground: ActContext, values: Values) -> str:
    """The day of the open meeting, unless the result is younger."""
    result, on = ground.result(year_of(ground, values)), ground.day()
    early = on and result and result.on and on < result.on
    return "" if early else format_date(on)


def _authority(_ground: ActContext, values: Values) -> str:
    form = forms().get(values.get("award", "").partition("/")[2])
    return form.authority if form else ""


def _award(options: Options) -> Field:
    """A nomination, the first by default: it gives the unit and the form."""
    return pick("award", options, among=options, gives=("unit", "form"))


def _today(ground: ActContext, _values: Values) -> str:
    return format_date(ground.today)


def _decision(*, needed: bool) -> tuple[Field, ...]:
    """Number, day, authority and signer of a decision."""
    on: Default | None = _today if needed else (lambda _ground, _values: "")
    return (
        line("number", needed=needed),
        day(needed=needed, default=on),
        line("authority", needed=False, default=_authority),
        line("signer", needed=False),
    )


AWARDS = (
    Act(
        id="nominate",
        command=NominateForAward,
        facts=(AwardNominated,),
        fields=(
            year(),
            pick("unit", _ranked_first, among=_next_ranked),
            pick("form", choices.forms, default=_usual_form),
            line("addressed_to", needed=False, default=_addressee),
            day(needed=False, default=_nominated_on),
        ),
        needs=("no-cluster", "no-result"),
        series=True,
        start="unit",
    ),
    Act(
        id="withdraw-nomination",
        command=WithdrawNomination,
        facts=(NominationWithdrawn,),
        fields=(year(), _award(choices.undecided), day(needed=False, default=_nominated_on)),
        needs=("no-cluster", "no-nomination"),
        start="award",
    ),
    Act(
        id="grant-award",
        command=GrantAward,
        facts=(AwardGranted,),
        fields=(year(), _award(choices.undecided), *_decision(needed=True)),
        needs=("no-cluster", "no-nomination"),
        series=True,
    ),
    Act(
        id="deny-award",
        command=DenyAward,
        facts=(AwardDenied,),
        fields=(year(), _award(choices.undecided), *_decision(needed=False)),
        needs=("no-cluster", "no-nomination"),
        start="award",
    ),
    Act(
        id="present-award",
        command=PresentAward,
        facts=(AwardPresented,),
        fields=(
            year(),
            _award(choices.unpresented),
            day(),
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
        fields=(year(), _award(choices.granted), *_decision(needed=True)),
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
