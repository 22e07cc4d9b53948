"""Who works here, with whom, on what? For now: the frame of every page and what a reader prefers."""
