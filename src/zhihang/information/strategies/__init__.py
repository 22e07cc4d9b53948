"""Pages of search strategies: the history with its lines to edit and run again, and the saved searches."""
