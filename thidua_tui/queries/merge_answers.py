"""The answers to the questions of a merge until it is recorded, one by one or all at once."""

from __future__ import annotations

from collections.abc import Iterable

from events.merging import Answer, Judged
from thidua_tui.queries.merging import MergePlan


class MergeAnswers:
    """The questions in the order in which they came up, and what was answered."""

    def __init__(self) -> None:
        self.asked: list[Judged] = []
        self.given: dict[str, Answer] = {}
        self.again: set[str] = set()
        self._before: list[dict[str, Answer]] = []

    def take_up(self, planned: MergePlan) -> None:
        """Add the questions of a plan; an answer that was refused is asked for again, once.

        Args:
            planned: The plan, with the answers that were given.
        """
        new = planned.waiting(self.given, self.again)
        for one in new:
            if one.tried:
                self.again.add(one.act.act)
                del self.given[one.act.act]
        known = {one.act.act: one for one in (*self.asked, *new)}
        self.asked, self._before = [*known.values()], []

    @property
    def left(self) -> list[int]:
        """The places of the questions without an answer."""
        return [at for at, one in enumerate(self.asked) if one.act.act not in self.given]

    @property
    def steps(self) -> int:
        """How many steps can be undone."""
        return len(self._before)

    def answer(self, at: int, answer: Answer) -> bool:
        """Answer a question, also once more; return whether it can have that answer.

        Args:
            at: The place of the question, from 0.
            answer: The answer.
        """
        return self._put([self.asked[at]], answer) == 1

    def answer_left(self, answer: Answer) -> int:
        """Give one answer to every question without one; return how many got it.

        Whether two things with one code are the same is not decided for all: that stays open.

        Args:
            answer: The answer.
        """
        left = (self.asked[at] for at in self.left)
        return self._put([one for one in left if answer == "later" or not one.both], answer)

    def _put(self, questions: Iterable[Judged], answer: Answer) -> int:
        fit = [one.act.act for one in questions if answer != "both" or one.both]
        if fit:
            self._before.append({**self.given})
            self.given |= dict.fromkeys(fit, answer)
        return len(fit)

    def undo(self) -> bool:
        """Take the last step back; return whether there was one."""
        if self._before:
            self.given = self._before.pop()
            return True
        return False
