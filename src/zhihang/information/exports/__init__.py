"""Long exports: made by a job in the order of the screen, kept for a while, fetched by whom they are for."""
