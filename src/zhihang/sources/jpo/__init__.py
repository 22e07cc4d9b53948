"""Answers of the information service of the Japan Patent Office (JSON): one application each."""
