"""Trademarks of the USPTO: daily and annual files (TDXF)."""
