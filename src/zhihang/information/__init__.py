"""What exists? Editions of the public record, searched and read in the browser."""
