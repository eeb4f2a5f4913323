"""A process that enrols people: `writer.py URL COUNT ACTOR`, one line each when kept.

COUNT 0 means until it is killed.
"""

import sys
from itertools import count

from ichimai.clock import SystemClock
from ichimai.randomness import system_randomness
from ichimai.registry.residents import enrol
from ichimai.registry.store import open_registry
from registry.lives import ENROLMENT

url, wanted, actor = sys.argv[1], int(sys.argv[2]), sys.argv[3]
registry = open_registry(url, SystemClock(), system_randomness)
for _ in range(wanted) if wanted else count():
    with registry.transaction(actor) as tx:
        resident = enrol(tx, ENROLMENT)
    sys.stdout.write(f"{resident.id}\n")
    sys.stdout.flush()
registry.close()
