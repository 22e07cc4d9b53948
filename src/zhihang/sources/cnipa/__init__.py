"""Patent publications of CNIPA: `cn-patent-document` (the older ones) and `PatentDocumentAndRelated` (after ST.96)."""
