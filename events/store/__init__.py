"""The store: the ledger, its cache, the codec, and export; decisions import nothing of it."""
