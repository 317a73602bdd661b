"""The rules, one file per topic; flat, for a folder `tests/events` would shadow the package."""
