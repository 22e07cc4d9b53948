"""US grants as the office's own search text (BRS)."""
