"""What a person should hear of, in the person's language, until it is read."""
