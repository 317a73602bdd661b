"""What holds for every test."""

from __future__ import annotations

import gc

from tests import css_cache, rest

rest.use()
css_cache.use()

# Thousands of apps come and go in a process whose modules and sheets stay: collect them seldom.
gc.freeze()
gc.set_threshold(20_000, 20, 20)
