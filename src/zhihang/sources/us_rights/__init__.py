"""What the USPTO says of patent rights: prosecution, term adjustment, fees, assignments, trials; one record a right."""
