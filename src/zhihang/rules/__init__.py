"""Law as dated data: terms, deadlines, fees, status and indicators, each answer with its rule, article and steps."""
