"""The write side: what happened, and what may happen next.

Decisions are pure functions over a history; only the store knows the event-sourcing library.
`events.registration` knows every event type. This package imports none of its modules, so that
threads that import some for the first time cannot wait for each other in a circle.
"""

import msgspec  # noqa: F401 - its package imports its modules: one thread does so, before the others
