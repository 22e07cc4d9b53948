"""How does a result leave as a document? Report blocks, and their renderers (PDF, DOCX)."""
