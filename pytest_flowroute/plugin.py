"""What pytest loads: the hooks and the fixtures, and few names else, as it inspects each."""

import sys
from importlib.machinery import PathFinder

sys.meta_path.insert(0, PathFinder)  # past pytest's hook, as `_base.plain_imports` says
try:
    from .fixtures import (
        async_flowroute_client,
        flowroute_cassette,
        flowroute_client,
        flowroute_sandbox,
        flowroute_webhook,
    )
    from .hooks import (
        pytest_addoption,
        pytest_collection_modifyitems,
        pytest_configure,
        pytest_deselected,
        pytest_fixture_setup,
        pytest_report_header,
        pytest_runtest_call,
        pytest_runtest_makereport,
        pytest_runtest_setup,
        pytest_runtest_teardown,
        pytest_unconfigure,
    )
finally:
    sys.meta_path.remove(PathFinder)

__all__ = [
    "async_flowroute_client",
    "flowroute_cassette",
    "flowroute_client",
    "flowroute_sandbox",
    "flowroute_webhook",
    "pytest_addoption",
    "pytest_collection_modifyitems",
    "pytest_configure",
    "pytest_deselected",
    "pytest_fixture_setup",
    "pytest_report_header",
    "pytest_runtest_call",
    "pytest_runtest_makereport",
    "pytest_runtest_setup",
    "pytest_runtest_teardown",
    "pytest_unconfigure",
]
