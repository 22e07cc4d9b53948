"""Which records are like this one, or like these words? A ranking with its reasons, kept apart from exact search."""
