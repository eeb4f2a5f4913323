"""What a person should do about it: clocks, tasks, options and questions from facts."""
