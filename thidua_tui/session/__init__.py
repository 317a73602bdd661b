"""An open ledger: its operator, its files, the location and the moment shown."""
