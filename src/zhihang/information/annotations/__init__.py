"""What an organization adds to public records: tags, ratings, notes, columns of its own."""
