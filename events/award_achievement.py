"""Not several awards for one achievement (Luật Thi đua, khen thưởng 06/2022/QH15, Điều 5).

What a unit achieved in a year is one achievement, in whichever clusters it is compared. Collective
titles are given besides; and a form may name another that goes with it (`AwardForm.with_form`).
"""

from __future__ import annotations

from events.award_act import in_force
from events.award_events import AwardGranted, award
from events.award_forms import catalogue
from events.command import History
from events.errors import refuse


def one_achievement(history: History, unit: str, year: int, form: str) -> None:
    """Refuse a second award for what a unit achieved in a year.

    Args:
        history: The history, with all awards of the unit in the year and the forms of award.
        unit: The code of the unit.
        year: The calendar year of the achievement.
        form: The code of the form of award.

    Raises:
        Refused: `same-achievement`; a reason makes it acceptable.
    """
    forms = catalogue(history, year)
    asked = forms.get(form)
    if asked is None or asked.form_kind == "title":
        return
    for key in in_force(history, unit, year):
        cluster, _, _, code = key
        other = forms.get(code)
        if other is None or other.form_kind == "title" or code == form:
            continue
        together = form == other.with_form or code == asked.with_form
        which = "known_form" if AwardGranted in award(history, key) else "nominated_form"
        facts = {"unit": unit, "form": form, which: code, "cluster": cluster, "year": year}
        refuse(not together, "same-achievement", **facts)
