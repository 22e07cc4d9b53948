"""Corpora that stand beside the public one: which there are, whose they are, who may read and fill them."""
