"""The REST interface: tokens, rate limits, one shape of errors, cursors; its operations on search and records."""
