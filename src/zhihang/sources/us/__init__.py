"""Grants and applications of the USPTO in XML v4.x (from 2005): one reader, two products."""
