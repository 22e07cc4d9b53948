"""What do I type? One command, `zhihang`; its contract is `cli.md`. Every module here is a thin face of a room."""
