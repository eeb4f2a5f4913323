"""ichimai (一枚, "one card"): Japan's Specified Residence Card system, openly.

The rooms of the house, from the ground up; imports go down this list and never up:

========== ==================================================================
errors     the one family of errors
clock      the one Clock, real or virtual
durable    files that survive a crash
randomness the one source of random bytes, real or seeded
model      the vocabulary: frozen values with the law's names
rules      the engine for rule texts; it knows no law
law        the law's own text, on that engine
crypto     keys, certificates and the card's ciphers
texts      languages and catalogues
registry   the register, the only thing that remembers
card       the wire, the layout, the chip and the reader
planner    what a person should do about it
authority  decide, prepare, sign, publish
population invented residents, any number of them
web        the portal and the HTTP API
bench      measurements beside limits and peers
cli        the command line
========== ==================================================================
"""

__version__ = "0.1.0"
