"""How do official files become records? One module per official product, one frame around them (`source`)."""
