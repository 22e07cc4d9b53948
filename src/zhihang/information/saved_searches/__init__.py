"""Saved searches: queries under a name, `##name`, for oneself or for the whole organization."""
