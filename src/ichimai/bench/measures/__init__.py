"""One module a measurement: a function `measure` that yields figures."""
