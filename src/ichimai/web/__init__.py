"""The portal and the HTTP API: one table of routes, plain page functions, templates."""
