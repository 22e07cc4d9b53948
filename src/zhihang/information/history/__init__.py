"""The search history: what a reader asked, line by line, each to be used again as `#n`."""
