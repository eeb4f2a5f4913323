"""How long a card is valid, under the law in force and the law before it."""
