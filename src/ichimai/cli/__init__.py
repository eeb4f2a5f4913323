"""The command line: one module a noun; parsing, printing, exit codes."""
