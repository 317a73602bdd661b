"""Sample ledgers: real conferences and articles as acts."""
