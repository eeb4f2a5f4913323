"""What programs call: the same questions and shapes as the command line."""
