"""How the tables of the workspace came to be; squashed before a release."""
