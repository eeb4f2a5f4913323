"""Words that people search with, misprints and romaji too, and where they lead."""
