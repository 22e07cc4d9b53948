"""What is in the public record? Editions, tables, the index; the field table and the plan that an index is asked."""
