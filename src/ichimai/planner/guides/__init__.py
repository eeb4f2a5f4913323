"""Pages of advice for residents, each a table of sections and of sourced items."""
