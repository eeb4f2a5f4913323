"""Languages: the catalogues, the lookup, the glossary, dates and money in words."""
