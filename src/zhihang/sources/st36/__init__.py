"""Patent documents in XML after WIPO ST.36 (`patent-document`)."""
