"""Exchange documents of the EPO: the master documentation file DOCDB, and OPS answers that hold the same elements."""
