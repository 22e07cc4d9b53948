"""Folders in which deliveries appear by themselves: watched, and what is new in them brought into a corpus."""
