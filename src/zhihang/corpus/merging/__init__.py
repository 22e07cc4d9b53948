"""What do several deliveries say together of one record? Pure functions; who meets whom is `tables.grouping`'s."""
