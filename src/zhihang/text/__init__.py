"""What is the same text? Folding, tokens, sentences, Chinese, sounds: one function for index, query, names, marks."""
