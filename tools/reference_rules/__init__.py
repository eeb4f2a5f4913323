"""The reference of the rules and its drawings, made from the graph of the rules."""
