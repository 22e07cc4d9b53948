"""What did a delivered file say? Files are read once, each into a folder of contributions that never changes."""
