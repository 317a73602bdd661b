"""What holds for every test."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import ExitStack
from typing import Any
from unittest.mock import patch

import pytest
from _pytest.unraisableexception import gc_collect_iterations_key

from tests import css_cache, rest

rest.use()
css_cache.use()

# Thousands of apps come and go in a process whose modules and sheets stay: collect them seldom.
gc.freeze()
gc.set_threshold(20_000, 20, 20)


def pytest_configure(config: pytest.Config) -> None:
    """Look for uncaught errors in two rounds at the end, instead of five."""
    config.stash[gc_collect_iterations_key] = 2


# Hundreds of processes of the program start: compile its modules once, not in each of them.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


@pytest.fixture
def without() -> Iterator[Callable[[MutableMapping[Any, Any], Any], None]]:
    """Take entries out of registries; afterwards these are as before, their order included.

    `monkeypatch.delitem` puts an entry back behind all others, which changes menus and documents
    in the tests that follow in the same process.
    """
    with ExitStack() as stack:

        def take_out(registry: MutableMapping[Any, Any], key: Any) -> None:
            stack.enter_context(patch.dict(registry))
            del registry[key]

        yield take_out
