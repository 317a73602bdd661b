"""The read side: one file per question, each a fold over the ledger."""
