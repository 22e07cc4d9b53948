"""Which records are like this one? Beyond keywords: more-like-this, and the fusion of rankings of several routes.

`terms` what is characteristic of a text · `passages` where a hit shares it · `fusion` several rankings as one. Exact
search never passes through here, and nothing here is an answer to a query: results say by which route they came.
"""
