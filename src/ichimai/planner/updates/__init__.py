"""What changed: dated rules, fees and city facts, and the lines of a saved plan."""
