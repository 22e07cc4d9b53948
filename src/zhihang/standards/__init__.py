"""What do the field's codes and numbers mean? Offices, numbers, kinds, classes, status: the lists and grammars.

One module per standard. Tables lie beside the code as `.tsv` and name their source in the first line.
"""
