"""The form field that an error concerns: its message is shown under that field."""

from __future__ import annotations

from events.errors import ThiduaError
from thidua_tui.acts.act import Act
from thidua_tui.acts.fields import Values

WANT_REASON = (
    "reason-missing",
    "votes-below-majority",
    "consensus-not-all",
    "votes-above-units",
    "presence-not-recorded",
    "many-first",
    "no-places",
    "places-left-out",
    "unusual-in-correction",
)
"""The refusals that a reason answers."""
OF_EVERY_ACT = dict.fromkeys(WANT_REASON, "reason") | {"source-in-the-future": "source_on"}
"""Code -> the field at fault, of the fields that every act has."""
ERROR_FIELDS: dict[str, tuple[str, ...]] = {
    "head-in-office": ("unit", "year"),
    "acting-head-named": ("unit", "year"),
    "rank-taken": ("rank",),
    "no-roster": ("year",),
    "roster-recorded": ("year",),
    "cluster-ended": ("year", "on"),
    "cluster-not-yet-founded": ("year", "on"),
    "cluster-name-taken": ("name",),
    "name-taken": ("name", "units"),
    "name-looks-taken": ("name", "units"),
    "name-taken-misspelt": ("name", "units"),
    "foreign-letter": ("name", "units", "criteria", "into"),
    "name-twin": ("name", "units"),
    "same-name": ("name", "into"),
    "into-itself": ("into",),
    "too-few-units": ("units", "into"),
    "unit-exists": ("into", "units"),
    "outside-the-year": ("on", "year"),
    "year-to-come": ("year", "until", "since"),
    "active-later": ("on",),
    "cluster-active-later": ("on",),
    "role-held-then": ("on", "unit"),
    "not-a-member-then": ("units", "unit", "on"),
    "roster-needed-first": ("units",),
    "in-the-future": ("on",),
    "votes-above-total": ("votes",),
    "votes-without-vote": ("votes",),
    "votes-for-none": ("votes",),
    "votes-above-roll": ("votes",),
    "votes-above-present": ("votes",),
    "withdrew-no-place": ("places",),
    "withdrew-no-award": ("unit",),
    "meeting-closed": ("meeting",),
    "nothing-said": ("text",),
    "movement-exists": ("name", "movement"),
    "ends-before-it-begins": ("until",),
    "movement-not-on": ("movement", "year"),
    "compact-signed": ("year",),
    "no-compact": ("year",),
    "rules-issued": ("year",),
    "no-rules": ("year",),
    "no-criteria": ("criteria",),
    "criterion-twice": ("criteria",),
    "maximum-not-positive": ("criteria",),
    "points-outside": ("points",),
    "score-recorded": ("points",),
    "scores-frozen": ("points", "year"),
    "score-missing": ("year",),
    "score-not-applicable": ("year",),
    "result-adopted": ("year",),
    "no-result": ("year",),
    "ranked-twice": ("places",),
    "place-too-high": ("places",),
    "already-nominated": ("form", "unit"),
    "operator-exists": ("operator",),
    "operator-name-taken": ("name",),
    "operator-not-in-force": ("operator",),
    "last-who-names": ("operator",),
    "key-in-use": ("key",),
    "key-unreadable": ("key",),
    "first-operator-key": ("key",),
    "first-operator-role": ("role",),
}
"""Code -> the fields that may be at fault; the first that the form has is used."""


def field_for_error(act: Act, error: ThiduaError, raw: Values) -> str:
    """The field that the refusal concerns; empty when it concerns the whole act.

    Where no rule of thumb knows, it is the date when it is too early, then the field whose content
    a fact of the refusal repeats, then any date it speaks of, then the field a fact is named after.
    """
    if name := OF_EVERY_ACT.get(error.code):
        return name
    for name in ERROR_FIELDS.get(error.code, ()):
        if field := act.field(name):
            return field.name
    if "earliest" in error.facts and act.field("on"):
        return "on"
    facts = {name: value for name, value in error.facts.items() if isinstance(value, str) and value}
    for value in facts.values():
        for name in raw:
            if value in raw[name].replace("/", " ").split():
                return name
    if "on" in error.facts and act.field("on"):
        return "on"
    if error.code == "field-invalid":
        return _named(act, str(error.facts.get("detail", "")))
    return next((field.name for name in facts if (field := act.field(name))), "")


def _named(act: Act, detail: str) -> str:
    """The field that a path such as `$.name` names."""
    found = (field.name for field in act.fields for name in field.filled if f"$.{name}" in detail)
    return next(found, "")
