"""Review rounds: who rates which records by when, where they differ, how it ended."""
