"""The search page, the explanation sheet and the page of one record."""
