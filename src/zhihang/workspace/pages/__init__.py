"""The frame of every page: band, rail, sheet, foot; what a reader prefers; pages for what went wrong."""
