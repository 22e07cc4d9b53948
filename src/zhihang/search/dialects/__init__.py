"""Dialects 检索方言: the same query in the languages of other systems, read and printed.

`read(text, dialect)` gives the native tree; `print_as(tree, dialect)` gives the text for that system, and every loss
with its clause, its code and whether more, fewer or other records are found. Nothing is dropped: what a system cannot
say is printed as `?`.
"""

from zhihang.search.dialects.losses import Effect, Loss, Printed
from zhihang.search.dialects.printing import print_as
from zhihang.search.dialects.reading import read
from zhihang.search.dialects.system import dialect, dialects

__all__ = ["Effect", "Loss", "Printed", "dialect", "dialects", "print_as", "read"]
