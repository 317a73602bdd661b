"""The rules of voting of a cluster: what is enough, of whom, how often, and what follows.

The rules are data of a cluster's year, for one matter each. A vote keeps the rule under which it
was held (`events.ballots.Course.rule`), so that a later rule changes no earlier vote.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, ClassVar, Literal, get_args

from msgspec import Meta, Struct, structs

from events.clusters import known_cluster, life_of_cluster
from events.command import Command, History
from events.errors import refuse
from events.event import Code, Event, Remark, Scope, Year
from events.voting import Denominator, Method

Matter = Literal[
    "head",
    "deputy",
    "result",
    "acclaim",
    "nomination",
    "regulation",
    "compact",
    "minutes",
    "council-award",
    "tie",
    "question",
]
"""trưởng cụm, phó trưởng cụm, kết quả chấm điểm, suy tôn (bình xét), đề nghị khen thưởng, quy chế,
giao ước, biên bản, Hội đồng xét khen thưởng, thứ tự khi bằng điểm, vấn đề khác.
"""
MATTERS: tuple[Matter, ...] = get_args(Matter)
Share = Annotated[str, Meta(pattern=r"^>?[1-9][0-9]{0,2}/[1-9][0-9]{0,2}\Z")]
"""A fraction: `2/3` is at least two thirds, `>1/2` more than half."""
After = Literal["not-regulated", "chair", "head-and-deputy", "lot", "most-votes", "none-elected"]
"""What decides after the last ballot: không quy định, ý kiến chủ trì, trưởng cụm và phó trưởng cụm,
bốc thăm, nhiều phiếu hơn, không ai trúng cử.
"""
Rounds = Annotated[int, Meta(ge=1, le=5)]


class VotingRule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """How one matter is put to the vote.

    Attributes:
        methods: The methods that are allowed; empty for all.
        majority: The share of the base that is enough.
        of: The base; `not-recorded` for that of which the votes were counted.
        quorum: The share of the members that must take part.
        rounds: The most ballots that are held.
        then: What decides after the last ballot.
        written: Whether a vote in writing counts.
        proxies: Whether a unit may vote for another that authorised it.
        self_vote: Whether a candidate votes on itself.
        paper: The document that says so; empty for what is usual.
    """

    methods: tuple[Method, ...] = ()
    majority: Share = ">1/2"
    of: Denominator = "not-recorded"
    quorum: Share = "2/3"
    rounds: Rounds = 2
    then: After = "not-regulated"
    written: bool = True
    proxies: bool = False
    self_vote: bool = True
    paper: Remark = ""

    def needed(self, base: int) -> int:
        """Return how many votes are enough out of a base, at least 1."""
        return needed(self.majority, base)


def needed(share: Share, base: int) -> int:
    """Return the smallest number that is such a share of a base, at least 1.

    Args:
        share: The fraction, as `2/3` or `>1/2`.
        base: The number of which it is a part.
    """
    part, _, whole = share.removeprefix(">").partition("/")
    product, above = int(part) * base, share.startswith(">")
    least = product // int(whole) + 1 if above else -(-product // int(whole))
    return max(1, least)


USUAL = VotingRule()
"""More than half of those counted; no text that was read asks a cluster for it."""
COUNCIL_FLAGS = VotingRule(
    methods=("secret-ballot",),
    majority="80/100",
    of="members",
    quorum="80/100",
    paper="NĐ 98/2023/NĐ-CP, Điều 30, khoản 7",
)
"""A council's vote on flags: of all its members, those who are absent vote in writing."""
PRESETS: dict[str, VotingRule] = {
    "usual": USUAL,
    "two-thirds": VotingRule(
        majority="2/3", of="members", paper="TT 04/2016/TT-TANDTC, Điều 17, khoản 1"
    ),
    "two-ballots": VotingRule(
        methods=("secret-ballot",),
        majority="80/100",
        of="members",
        then="head-and-deputy",
        paper="TT 01/2024/TT-TANDTC, Điều 29",
    ),
    "council-flags": COUNCIL_FLAGS,
    "council-titles": VotingRule(
        methods=("secret-ballot",),
        majority="90/100",
        of="members",
        quorum="80/100",
        paper="NĐ 98/2023/NĐ-CP, Điều 30, khoản 7",
    ),
    "chair-decides": VotingRule(then="chair", proxies=True, paper="TT 25/2025/TT-BKHCN, Điều 23"),
}
"""Rules that were read in a document, by name: what a cluster may choose from."""


def default_rule(matter: Matter) -> VotingRule:
    """Return the rule of a matter for which the cluster has set none."""
    return COUNCIL_FLAGS if matter == "council-award" else USUAL


def voting_years(matter: Matter, year: int) -> tuple[int, ...]:
    """Return the years whose members may vote: also the year before, where that decides ahead.

    Args:
        matter: What is put to the vote.
        year: The year for which is decided.
    """
    ahead = matter in ("head", "deputy", "regulation", "compact", "minutes")
    return (year - 1, year) if ahead else (year,)


class ProcedureSet(Event, tag="procedure-set"):
    """The cluster set how a matter is put to the vote (quy định cách biểu quyết).

    It holds from its year on, until another is set for the matter; that of the next year may be
    set before the year begins, for the conference that elects its head.

    Attributes:
        matter: What is put to the vote.
        rule: How it is put to the vote.
    """

    cluster: Code
    year: Year
    matter: Matter
    rule: VotingRule = VotingRule()

    ahead: ClassVar[int] = 1

    def depends_on(self) -> Iterable[str]:
        return (f"cluster:{self.cluster}",)


def procedures_of(cluster: str) -> Scope:
    """Return the scope of the rules of voting of a cluster, of all years.

    Args:
        cluster: The code of the cluster.
    """
    return Scope((f"cluster:{cluster}",), (ProcedureSet,))


def procedure(history: History, cluster: str, year: int, matter: Matter) -> ProcedureSet | None:
    """Return the rule set for a matter: the last of the latest year up to that year, or none.

    Args:
        history: The history, with `procedures_of` the cluster.
        cluster: The code of the cluster.
        year: The calendar year.
        matter: What is put to the vote.
    """
    found: ProcedureSet | None = None
    for event in history.of(ProcedureSet):
        mine = (event.cluster, event.matter) == (cluster, matter) and event.year <= year
        if mine and (found is None or event.year >= found.year):
            found = event
    return found


def rule_for(history: History, cluster: str, year: int, matter: Matter) -> VotingRule:
    """Return the rule under which a matter is put to the vote in a year.

    Args:
        history: The history, with `procedures_of` the cluster.
        cluster: The code of the cluster.
        year: The calendar year.
        matter: What is put to the vote.
    """
    known = procedure(history, cluster, year, matter)
    return known.rule if known else default_rule(matter)


def _possible(rule: VotingRule) -> None:
    """Refuse a share above the whole.

    Raises:
        Refused: `share-above-whole`.
    """
    for share in (rule.majority, rule.quorum):
        part, _, whole = share.removeprefix(">").partition("/")
        never = int(part) > int(whole) or (share.startswith(">") and int(part) == int(whole))
        refuse(never, "share-above-whole", share=share)


class SetProcedure(Command):
    """Set how a matter is put to the vote (quy định cách biểu quyết)."""

    cluster: Code
    year: Year
    matter: Matter
    rule: VotingRule = VotingRule()

    def boundary(self) -> tuple[Scope, ...]:
        return (life_of_cluster(self.cluster), procedures_of(self.cluster))

    def decide(self, history: History) -> list[Event]:
        """Another rule than before, of a share that can be reached."""
        known_cluster(history, self.cluster, self.year)
        _possible(self.rule)
        fact = self.fact(ProcedureSet)
        now = procedure(history, self.cluster, self.year, self.matter)
        same = now is not None and (now.year, now.rule) == (fact.year, fact.rule)
        refuse(same, "procedure-same", matter=self.matter, year=self.year)
        return [fact]


class CopyProcedures(Command):
    """Take the rules of voting of another year over as those of this year (giữ quy định cũ)."""

    cluster: Code
    year: Year
    source_year: Year

    def boundary(self) -> tuple[Scope, ...]:
        return (life_of_cluster(self.cluster), procedures_of(self.cluster))

    def decide(self, history: History) -> list[Event]:
        """Every rule that was set up to that year, where it differs from the rule in force."""
        known_cluster(history, self.cluster, self.year)
        facts: list[Event] = []
        for matter in MATTERS:
            old = procedure(history, self.cluster, self.source_year, matter)
            now = procedure(history, self.cluster, self.year, matter)
            if old and (now is None or now.rule != old.rule):
                facts.append(structs.replace(old, year=self.year))
        refuse(not facts, "no-procedures", since=self.source_year, year=self.year)
        return facts
