"""What a test does where the machine lacks a program: skip, and name the package.

A reason that starts with `needs PACKAGE: ` is counted and named at the end of the run,
and is a failure where `CI=true`: see `conftest.py`.
"""

import shutil

import pytest


def needs(package: str, *, program: str, module: bool = False) -> str:
    """The path of *program*; skips where the Debian *package* with it is not there.

    Args:
        package: the Debian package to name.
        program: what to look for on the path.
        module: skip the whole test module, for a call outside any test.
    """
    path = shutil.which(program)
    if path is None:
        pytest.skip(
            f"needs {package}: {program} is not on the path",
            allow_module_level=module,
        )
    return path
