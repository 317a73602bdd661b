"""Actions, their keys, and the checks whether they are available."""
