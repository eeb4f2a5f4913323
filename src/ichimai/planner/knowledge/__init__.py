"""What is told to people beside the law: claims, cities, phrases."""
