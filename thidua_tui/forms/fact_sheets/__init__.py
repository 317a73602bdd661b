"""Lists of members, roles and awards from outside, read over the ledger and recorded as one act."""
