"""Management commands of the workspace."""
