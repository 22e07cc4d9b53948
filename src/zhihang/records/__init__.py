"""What is a public IP record? One module per concept: party, dates, links, events, marks, provenance, problem."""
