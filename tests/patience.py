"""How long a test waits for what must come."""

from __future__ import annotations

PATIENCE = 240.0
"""Seconds: a busy machine is not what a test is about, and a wait that ends early costs nothing."""
