"""US patents as lines of JSON: number, title, abstract, owner, beginning of the text."""
