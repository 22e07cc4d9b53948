"""How does a report become a DOCX? Styles and page frame from a skeleton, the body written block by block to disk.

`skeleton` makes the styles, `markup` writes paragraphs, runs and tables, `rendering` turns blocks into them, `writing`
puts the parts together. Everything is a style: who receives the file changes its looks in one place.
"""
