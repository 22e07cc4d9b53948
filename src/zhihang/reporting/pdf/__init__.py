"""How does a report become a PDF? Blocks are set in chunks by typst and bound by pypdf; memory stays bounded.

`payload` turns blocks into data (a text is never markup), `page.typ` gives them their looks, `setting` sets a chunk,
`binding` joins chunks, numbers pages and ties links, `writing` does one after the other.
"""
