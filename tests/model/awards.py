"""Awards and their quotas."""

from __future__ import annotations

from functools import partial
from typing import Any

from events.award_ballots import RecordBallot
from events.award_course import (
    AmendAward,
    AssessAward,
    ProposeAward,
    ReceiveAward,
    RecoverAward,
    ReturnAward,
)
from events.award_forms import DefineAwardForm
from events.award_holds import HoldAward, LiftAwardHold
from events.award_quotas import CopyQuotas, SetQuota
from events.awards import (
    AnnulAward,
    DenyAward,
    GrantAward,
    NominateForAward,
    PresentAward,
    WithdrawNomination,
)
from events.partial_sources import RecordGrant, RecordProposal
from tests.model.state import Model, here, ignored, means


@means(RecordProposal, NominateForAward)
def _(m: Model, c: Any) -> None:
    m.awards.append(((c.cluster, c.year, c.unit, c.form), "nominated"))


for _kind, _state in (
    (WithdrawNomination, "withdrawn"),
    (GrantAward, "granted"),
    (DenyAward, "denied"),
    (PresentAward, "presented"),
    (AnnulAward, "annulled"),
):
    means(_kind)(partial(Model.award, state=_state))


@means(DefineAwardForm)
def _(m: Model, c: DefineAwardForm) -> None:
    m.forms.append((c.form, c.since or 0))


@means(SetQuota)
def _(m: Model, c: SetQuota) -> None:
    m.quotas[(*here(c), c.form)] = (c.asked, c.approved)


@means(CopyQuotas)
def _(m: Model, c: CopyQuotas) -> None:
    m.copy_quotas(here(c), c.source_year)


means(
    ProposeAward,
    ReceiveAward,
    AssessAward,
    ReturnAward,
    RecordBallot,
    AmendAward,
    RecoverAward,
    HoldAward,
    LiftAwardHold,
)(ignored)  # the model knows whether an award is decided: test_award_course has the rest


@means(RecordGrant)
def _(m: Model, c: Any) -> None:
    m.awards.append(((c.cluster, c.year, c.unit, c.form), "granted"))
