"""The pictures that delivered files carry, kept beside the editions of a corpus."""
