"""What people open: one module a page, plain functions from request to answer."""
