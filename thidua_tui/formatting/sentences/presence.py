"""Who is at a meeting, and whether they are enough, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from events.text import plain
from thidua_tui.i18n.ballot_text import share_text
from thidua_tui.i18n.messages import Words

if TYPE_CHECKING:
    from views.quorums import QuorumRow


def quorum_text(row: QuorumRow, words: Words) -> str:
    """Return whether enough members take part: the rule, what it needs, and how many do."""
    part = share_text(f"{'>' if row.above else ''}{row.parts}/{row.of}", words)
    base = words(f"presence.base.{row.base}")
    counts = {"present": str(row.present), "needed": str(row.needed), "count": str(row.count)}
    counts |= {"written": str(row.written or ""), "by_proxy": str(row.by_proxy or "")}
    counts["who"] = words(f"presence.counted.{'persons' if row.persons else 'units'}")
    return words(f"presence.quorum.{'met' if row.met else 'lost'}", part=part, base=base, **counts)


def how_there(stay: Any, words: Words) -> str:
    """Return who represents a unit, for whom, and how it takes part; empty where not recorded.

    Args:
        stay: A `Stay`, or a row with its fields.
        words: The words of the chosen language.
    """
    facts = [plain(stay.person), plain(stay.office)]
    if stay.substitute_for:
        facts.append(words("presence.substitute", name=plain(stay.substitute_for)))
    if stay.mode == "online":
        facts.append(words.choice("mode", "online"))
    facts.append(plain(stay.point))
    return ", ".join(filter(None, facts))


def how_away(stay: Any, words: Words) -> str:
    """Return how a unit votes that is away, and its reason; empty where not recorded.

    Args:
        stay: A `Stay` with the name of the proxy, or a row with its fields.
        words: The words of the chosen language.
    """
    facts = []
    if stay.state == "absent" and stay.notice != "not-recorded":
        facts.append(words.choice("notice", stay.notice))
    if stay.vote:
        proxy = getattr(stay.proxy, "name", stay.proxy)
        facts.append(
            words("presence.proxy", name=plain(proxy)) if proxy else words.choice("vote", stay.vote)
        )
    facts.append(plain(stay.note))
    return "; ".join(filter(None, facts))
