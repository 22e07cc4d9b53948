"""Which marks, names and pictures are like this one? The page of trademark and name search."""
