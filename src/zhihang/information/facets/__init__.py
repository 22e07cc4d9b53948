"""Values of fields: what they are called, how often they occur, and the condition each one writes into a query."""
