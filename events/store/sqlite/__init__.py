"""The SQLite file of a ledger: recorder, hash chain, copies, verification."""
