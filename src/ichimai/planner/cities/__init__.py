"""What is known of single cities: signed, dated facts, and how far they reach."""
