"""Import modules at their first use, where a start must not pay for them.

A layer that needs this has a module `lazy`, which lists modules twice: as imports under
`TYPE_CHECKING`, for the type checker and import-linter, and as names, for the program. There
`lazy.errors.BadInput` imports `events.errors` if it is not imported yet. tests/test_lazy_imports.py
compares the two lists.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from types import ModuleType


def on_demand(*modules: str) -> Callable[[str], ModuleType]:
    """Return the `__getattr__` of a module: the last part of each name becomes an attribute.

    Args:
        modules: Full names of modules; no two end with the same part.

    Returns:
        A function that imports the module of an attribute; it may be called in any thread.
    """
    names = {module.rpartition(".")[2]: module for module in modules}

    def imported(attribute: str) -> ModuleType:
        if attribute not in names:
            raise AttributeError(attribute)
        return import_module(names[attribute])

    return imported
