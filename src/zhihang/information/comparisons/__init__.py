"""Records beside each other: what two to six of them share, and where they differ."""
