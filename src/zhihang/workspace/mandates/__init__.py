"""Who may do what on whose matter, from when to when, by which document: the way through the wall."""
