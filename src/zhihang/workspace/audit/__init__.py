"""Who changed what, when, on whose behalf and why: written once, never changed, sealed so that nobody can pretend."""
