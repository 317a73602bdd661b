"""A ledger in a PostgreSQL database: recorder, schema, connection, following, verification."""
