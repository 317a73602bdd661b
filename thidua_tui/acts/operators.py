"""Acts on who may write: an operator is named, an operator is dismissed."""

from __future__ import annotations

from events.operators import (
    DismissOperator,
    NameOperator,
    OperatorDismissed,
    OperatorNamed,
    in_force,
    named,
)
from thidua_tui.acts import choices
from thidua_tui.acts.act import Act
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import Field, Values, choice, code, line, pick
from thidua_tui.parsing.fuzzy_match import Option


def _first(ground: ActContext) -> bool:
    return not in_force(ground.operators)


def _own_name(ground: ActContext, _values: Values) -> str:
    """The first operator names himself."""
    return ground.session.by if _first(ground) else ""


def _own_key(ground: ActContext, _values: Values) -> str:
    signer = ground.session.signing() if _first(ground) else None
    return str(signer.key) if signer else ""


def _role(ground: ActContext, _values: Values) -> str:
    return "secretary" if _first(ground) else "verifier"


def _in_force(ground: ActContext, _values: Values) -> list[Option]:
    role = ground.words.choice
    return [
        Option(code=operator.operator, name=operator.name, short=role("role", operator.role))
        for operator in in_force(ground.operators).values()
    ]


OPERATING = (
    Act(
        id="name-operator",
        command=NameOperator,
        facts=(OperatorNamed,),
        fields=(
            Field(name="name", kind="line", default=_own_name, spoken=True),
            choice("role", "operator_role", default=_role),
            Field(name="key", kind="key", default=_own_key),
            line("document", needed=False),
            pick("unit", choices.living, needed=False),
            code("operator", lambda ground: named(ground.operators)),
        ),
        needs=("no-key",),
    ),
    Act(
        id="dismiss-operator",
        command=DismissOperator,
        facts=(OperatorDismissed,),
        fields=(pick("operator", _in_force),),
        needs=("no-operator",),
    ),
)
