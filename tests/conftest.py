"""The house rules of every test run: what a missing package means, and no deadlines."""

import os
import re
from collections import Counter
from collections.abc import Generator

import pytest
from hypothesis import HealthCheck, settings

# A loaded machine is slow, not wrong. With CI=true every run draws the same examples,
# so that what passed before a change is submitted passes after it; elsewhere each run
# draws new ones.
settings.register_profile(
    "house",
    deadline=None,
    derandomize=os.environ.get("CI") == "true",
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")

_NEEDS = re.compile(r"(?:Skipped: )?needs (?P<package>[^:]+): ")


def _missing_package(report: pytest.TestReport | pytest.CollectReport) -> str | None:
    """The package for want of which *report* is a skip, if it is one of that kind."""
    if report.skipped and isinstance(report.longrepr, tuple):
        found = _NEEDS.match(report.longrepr[2])
        return found and found["package"]
    return None


def _hold_to_account(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn a skip for a missing package into a failure where `CI=true`."""
    package = _missing_package(report)
    if package and os.environ.get("CI") == "true":
        path, line, reason = report.longrepr  # type: ignore[misc]
        report.outcome = "failed"
        report.longrepr = f"{path}:{line}: with CI=true nothing may skip. {reason}"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[
    None, pytest.TestReport, pytest.TestReport
]:
    """Hold a skipped test to account."""
    report = yield
    _hold_to_account(report)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[
    None, pytest.CollectReport, pytest.CollectReport
]:
    """Hold a skipped test module to account."""
    report = yield
    _hold_to_account(report)
    return report


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a case of bytes by its argument: each process makes fresh keys."""
    return argname if isinstance(val, bytes) else None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Count what was skipped for want of a package, and name the packages."""
    skips = terminalreporter.stats.get("skipped", [])
    missing = Counter(package for skip in skips if (package := _missing_package(skip)))
    if missing:
        names = ", ".join(
            f"{name} ({count})" for name, count in sorted(missing.items())
        )
        terminalreporter.write_line(
            f"{missing.total()} skipped for want of packages: {names}", yellow=True
        )
