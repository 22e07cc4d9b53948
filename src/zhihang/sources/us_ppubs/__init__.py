"""Answers of the USPTO's Patent Public Search: bibliography and full texts of grants and publications, JSON."""
