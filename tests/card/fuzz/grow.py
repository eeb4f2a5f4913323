"""Let the corpus grow: `python -m card.fuzz.grow chip|reader ROUNDS [SEED]`.

What walks a new step is put behind the inputs of `corpus/`, a find in a file beside
them, with the error; a find is the exit code 1. Run with `PYTHONPATH=src:tests`.
"""

import sys

from card.fuzz import chip_target, reader_target
from card.fuzz.guided import Fuzzer, Lines
from card.fuzz.test_corpus import CORPUS, corpus, target


def main(name: str, rounds: str, seed: str = "1") -> int:
    """Run, and write down what was kept and what was found."""
    chip = name == "chip"
    words = chip_target.words() if chip else reader_target.words()
    first = chip_target.script_inputs() if chip else reader_target.first_inputs()
    fuzzer = Fuzzer(target(name).play, chip_target.SOURCES, words, int(seed))
    fuzzer.learn([*first, *corpus(name)])
    before = fuzzer.steps
    fuzzer.run(int(rounds))
    _append(name, fuzzer.kept)
    _append(
        f"found-{name}", [(*lines, f"# {error!r}") for lines, error in fuzzer.found]
    )
    sys.stderr.write(
        f"{before} steps, now {fuzzer.steps}; {len(fuzzer.kept)} inputs kept, "
        f"{len(fuzzer.found)} found\n"
    )
    return int(bool(fuzzer.found))


def _append(name: str, inputs: list[Lines]) -> None:
    """Put *inputs* into a file of the corpus, an empty line between two."""
    if not inputs:
        return
    CORPUS.mkdir(exist_ok=True)
    with (CORPUS / f"{name}.txt").open("a") as file:
        for lines in inputs:
            file.write("\n" + "".join(f"{_spaced(line)}\n" for line in lines))


def _spaced(line: str) -> str:
    """*line* as people read it: a space between two bytes."""
    mark = "* " if line.startswith("* ") else ""
    try:
        return mark + bytes.fromhex(line.removeprefix("* ")).hex(" ")
    except ValueError:
        return line


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
