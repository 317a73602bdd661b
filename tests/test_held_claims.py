"""A claim that must be free is found by the beginning of what is held, however much is held."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from events.invariants import _Held

kinds = st.sampled_from(("award-held", "following", "leader"))
codes = st.sampled_from(("a", "ab", "b"))
years = st.sampled_from(("1", "12", "2"))
keys = st.builds(lambda kind, *parts: f"{kind}:{'/'.join(parts)}", kinds, codes, years, codes)
starts = keys.flatmap(lambda key: st.sampled_from([key[:end] for end in range(1, len(key) + 1)]))


@given(st.lists(keys), st.lists(keys), st.lists(starts, min_size=1))
def test_a_beginning_is_found_as_if_all_that_is_held_were_looked_at(held, gone, asked):
    claims = _Held()
    claims.hold(held)
    claims.let_go(gone)
    left = {*held} - {*gone}
    assert claims == left
    for start in asked:
        full = start if start.count("/") > 1 else start + "/"
        assert claims.begins(full) == any(key.startswith(full) for key in left)
