"""What keeps a ledger and who vouches for it: copies, and the operator's key."""
