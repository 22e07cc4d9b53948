"""Organizations as a tree (a group and its companies, a center and its stations), and who belongs to them."""
