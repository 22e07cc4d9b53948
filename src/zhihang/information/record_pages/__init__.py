"""What the page of a record adds to its source's words: status and term computed, family, events, office pages."""
