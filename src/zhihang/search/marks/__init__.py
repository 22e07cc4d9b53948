"""Which marks and names are like this one? By which route, and how much.

`asked` what is asked, taken apart · `routes` each way of being alike as a query of the expert language · `forms` what a
route compares · `likeness` how alike two names are by a route · `glyphs` characters that look alike.
"""
