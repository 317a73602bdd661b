"""What acts on an award share: its identity, what they read, and which steps speak against it."""

from __future__ import annotations

from events.award_events import AWARDS, AwardGranted, AwardNominated, OfAward, award, closed
from events.award_forms import in_full, known_form
from events.award_steps import AwardAssessed, AwardBalloted, AwardReturned
from events.command import Command, History
from events.errors import refuse
from events.event import Code, Event, Scope, Year, name_of
from events.result_events import result_of
from events.units import life_of

LATEST = 20
"""How many years after its achievement an award may be decided, annulled and decided again."""


class ToAward(Command):
    """What every act on an award has in common."""

    cluster: Code
    year: Year
    unit: Code
    form: Code

    def boundary(self) -> tuple[Scope, ...]:
        tags = (f"cluster:{self.cluster}/{self.year}", f"unit:{self.unit}/{self.year}")
        result = result_of(self.cluster, self.year)  # an undated nomination is of its day
        return (Scope(tags, AWARDS), result, *life_of(self.unit))

    def known(self, history: History) -> dict[type[Event], OfAward]:
        """Return what is known of this award before the place of the new facts."""
        return award(history.before(), (self.cluster, self.year, self.unit, self.form))

    def usual_addressee(self, history: History, addressed_to: str) -> None:
        """Refuse an addressee other than that of the form, and other than before.

        Args:
            history: The history, with the award and the forms of award.
            addressed_to: To whom it goes; empty where that is not known.

        Raises:
            Refused: `addressee-unusual`; a reason makes it acceptable.
        """
        usual = known_form(history, self.form, self.year).addressed_to
        before = getattr(self.known(history).get(AwardNominated), "addressed_to", "")
        expected = {in_full(one) for one in (usual, before) if one}
        differs = addressed_to and usual and in_full(addressed_to) not in expected
        facts = {"addressed_to": addressed_to, "usual": usual}
        refuse(differs, "addressee-unusual", **self.facts(), **facts)

    def facts(self) -> dict[str, object]:
        """Return the facts of a refusal about this award."""
        here = {"cluster": self.cluster, "year": self.year}
        return {**here, "unit": self.unit, "form": self.form}


def against_grant(event: OfAward) -> bool:
    """Return whether a step speaks against the grant of the award."""
    match event:
        case AwardAssessed(finding="ineligible") | AwardReturned():
            return True
        case AwardBalloted(outcome="not-passed"):
            return True
    return False


def step(event: OfAward) -> str:
    """Return the step that an event is, by its name or by what it found."""
    match event:
        case AwardAssessed(finding=finding):
            return finding
        case AwardBalloted(outcome=outcome):
            return f"ballot-{outcome}"
    return name_of(event)


def proposed_anywhere(history: History, unit: str, year: int, form: str) -> bool:
    """Return whether a unit has an award of a form in force for a year, from any cluster.

    What was recorded behind the place of the new facts does not count.

    Args:
        history: The history, with all awards of the unit in the year.
        unit: The code of the unit.
        year: The calendar year of the achievement.
        form: The code of the form of award.
    """
    return any(key[3] == form for key in in_force(history.before(), unit, year))


def in_force(history: History, unit: str, year: int) -> list[tuple[str, int, str, str]]:
    """Return the awards of a unit in a year that are nominated or granted, from any cluster.

    Args:
        history: The history, with all awards of the unit in the year.
        unit: The code of the unit.
        year: The calendar year of the achievement.
    """
    began = history.of(AwardNominated, AwardGranted)
    keys = sorted({e.key for e in began if (e.unit, e.year) == (unit, year)})
    return [key for key in keys if (known := award(history, key)) and not closed(known)]
