"""What can a newcomer search without official data? A demo corpus of made-up records, in the offices' own formats.

    words (themes, names, goods …) ─ composing ─ inventions ─┬─ us, cn_document, cn_st96, exchange (XML)
                                      registers ─────────────┴─ tables (CSV, XLSX)

Nothing in it is real: names are invented, and numbers lie outside the series that offices have given so far, with the
right form and check digit.
"""
