"""What the colours and signs mean, in one place: places, awards, kinds of entries (docs/design.md).

A sign or a word always goes with the colour, so that nothing is lost without colour.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from thidua_tui.i18n.messages import Words

PLACE_STYLES: Mapping[int, str] = {1: "bold $gold", 2: "bold $silver", 3: "bold $bronze"}
"""The style of a place that an adopted result gives; from the fourth on it is plain."""
AWARD_SIGNS: Mapping[str, str] = {
    "nominated": "○",
    "proposed": "◔",
    "received": "◔",
    "eligible": "◑",
    "ineligible": "×",
    "ballot-passed": "◕",
    "ballot-failed": "×",
    "returned": "↩",
    "on-hold": "‖",
    "withdrawn": "×",
    "granted": "●",
    "denied": "×",
    "presented": "■",
    "annulled": "×",
}
"""The sign of an award by its state: hollow while it is only proposed."""
AWARD_STYLES: Mapping[str, str] = {
    "nominated": "$proposed",
    "proposed": "$proposed",
    "received": "$proposed",
    "eligible": "$proposed",
    "ineligible": "$error",
    "ballot-passed": "$proposed",
    "ballot-failed": "$error",
    "returned": "$warning",
    "on-hold": "$warning",
    "withdrawn": "dim",
    "granted": "$granted",
    "denied": "$error",
    "presented": "bold $granted",
    "annulled": "$error",
}
KIND_STYLES: Mapping[str, str] = {
    "meeting": "$kind-meeting",
    "votes": "$kind-meeting",
    "minutes": "$kind-meeting",
    "registers": "$kind-reported",
    "results": "$kind-results",
    "peers": "$kind-results",
    "awards": "$kind-awards",
    "roles": "$kind-roles",
    "members": "$kind-members",
    "movements": "$kind-movements",
    "clusters": "$kind-units",
    "units": "$kind-units",
    "reported": "$kind-reported",
    "operators": "$kind-operators",
    "evidence": "$kind-reported",
    "mending": "$kind-mending",
}
"""The style of an entry by the group of its act (`thidua_tui.acts.registry.GROUPS`)."""


def place_text(place: int | None, words: Words, *, tied: bool, adopted: bool) -> Content:
    """Return a place in words: a medal's colour once adopted, in brackets while provisional."""
    if place is None:
        return Content.styled(words("screen.unknown"), "dim")
    text = words.place(place) + ("=" if tied else "")
    if not adopted:
        return Content.styled(f"({text})", "italic $provisional")
    return Content.styled(text, PLACE_STYLES.get(place, "bold"))


def award_text(name: str, state: str) -> Content:
    """Return the name of an award behind the sign of its state."""
    style = AWARD_STYLES.get(state, "")
    return Content.styled(f"{AWARD_SIGNS.get(state, '○')} {name}", style)
