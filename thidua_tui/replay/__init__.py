"""The rotation of the headship, replayed."""
