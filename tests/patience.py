"""How long a test waits for what must come."""

from __future__ import annotations

PATIENCE = 12.0
"""Seconds: a busy machine is not what a test is about, and a wait that ends early costs nothing."""
