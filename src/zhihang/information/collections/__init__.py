"""Collections of records: lists that are kept, queries that stay alive, what they make together."""
