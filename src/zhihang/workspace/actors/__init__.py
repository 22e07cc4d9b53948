"""Who acts, for which organization, and what such a one may see: the two things every other concept starts from."""
