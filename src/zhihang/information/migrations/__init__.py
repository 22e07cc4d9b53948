"""How the tables of information came to be; squashed before a release."""
