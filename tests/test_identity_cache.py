"""Answers that are remembered for the very value, and for a history."""

from __future__ import annotations

from datetime import date

from events.command import History
from events.identity_cache import KEPT, remembered


def asked_of():
    times = []

    @remembered
    def length(value: tuple[int, ...]) -> int:
        times.append(value)
        return len(value)

    return length, times


def test_the_same_value_is_asked_once_and_an_equal_one_again():
    length, times = asked_of()
    one, equal = tuple(range(2)), tuple(range(2))
    assert one is not equal
    assert [length(one), length(one), length(equal)] == [2, 2, 2]
    assert len(times) == 2


def test_a_value_in_the_place_of_one_that_is_gone_gets_its_own_answer():
    length, times = asked_of()
    assert [length(tuple(range(n))) for n in range(3 * KEPT)] == [*range(3 * KEPT)]
    assert len(times) == 3 * KEPT


def test_a_history_answers_a_question_once_for_the_same_arguments():
    times = []

    def answer(history: History, word: str) -> str:
        times.append(word)
        return f"{word} {history.today.year}"

    history = History((), date(2020, 1, 1))
    assert [history.once(answer, word) for word in ("a", "a", "b")] == [
        "a 2020",
        "a 2020",
        "b 2020",
    ]
    assert times == ["a", "b"]
