"""Answers of the open data service of the Taiwan Intellectual Property Office (JSON)."""
