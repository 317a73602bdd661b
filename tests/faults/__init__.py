"""Processes that are killed, disks that fail, power that goes: for tests/test_nothing_lost.py."""
