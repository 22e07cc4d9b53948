"""Editions of the corpus: which one a page reads, and what it is made of."""
