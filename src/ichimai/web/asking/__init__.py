"""The questions of the portal: answers in an address, forms, and what comes next."""
