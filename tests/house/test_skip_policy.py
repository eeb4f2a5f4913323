"""A skip for a missing package is counted, named, and a failure where `CI=true`."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

SKIPPING = """
import pytest
from needs import needs

def test_asks_for_a_program_that_nobody_has():
    needs("some-package", program="no-such-program-anywhere")

def test_speaks_for_itself():
    pytest.skip("needs other-package: no server")

def test_skips_for_another_reason():
    pytest.skip("this machine has no such words")
"""


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A folder with three skipping tests under this house's own conftest."""
    tests = Path(__file__).parent.parent
    for name in ("conftest.py", "needs.py"):
        pytester.path.joinpath(name).write_text((tests / name).read_text())
    pytester.makepyfile(SKIPPING)
    pytester.makeini("[pytest]\npythonpath = .\n")
    monkeypatch.delenv("CI", raising=False)
    return pytester


def test_missing_packages_are_named(run: pytest.Pytester) -> None:
    """The run passes, and its last lines count and name what was missing."""
    result = run.runpytest_subprocess("-p", "no:cacheprovider")

    result.assert_outcomes(skipped=3)
    result.stdout.fnmatch_lines(
        ["2 skipped for want of packages: other-package (1), some-package (1)"]
    )


def test_ci_skips_for_no_package(
    run: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With `CI=true` the two skips for a package fail; the other stays a skip."""
    monkeypatch.setenv("CI", "true")

    result = run.runpytest_subprocess("-p", "no:cacheprovider")

    result.assert_outcomes(failed=2, skipped=1)
    result.stdout.fnmatch_lines(["*with CI=true nothing may skip*some-package*"])
