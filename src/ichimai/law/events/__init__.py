"""What an event does to a card: every cell of the two matrices of the law files."""
