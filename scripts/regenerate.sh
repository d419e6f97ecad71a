#!/usr/bin/env bash
# Write the files that are derived from others:
#
#   generated/flowroute_api/                       from openapi/
#   pytest_flowroute/{openapi,public}.json         from openapi/flowroute.yaml
#   _sync/ in flowroute_ext/ and tests/*/          from the _async/ beside it
#   flowroute_ext/compat.pyi                       from flowroute_ext/_compat/rows/
#   docs/reference/commands/                       from the commands, as their --help has it
#
# and check that the cassettes in pytest_flowroute/ fit openapi/flowroute.yaml.
# They are recorded by another script, scripts/record_cassettes.py.
#
# usage: scripts/regenerate.sh [--check]
#
# With --check, change nothing: show every difference, and exit 1 if there is one.
# Python is $PYTHON, else that of the active environment, else that of .venv, else the one on PATH.
set -euo pipefail

case "$*" in
    "" | --check) check=$* ;;
    *) echo "usage: scripts/regenerate.sh [--check]" >&2; exit 2 ;;
esac

cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [ -n "${PYTHON:-}" ]; then
    python=$PYTHON
elif [ -z "${VIRTUAL_ENV:-}" ] && [ -x .venv/bin/python ]; then
    python=.venv/bin/python
else
    python=$(command -v python || command -v python3)
fi

say() { echo "regenerate: $*"; }

check_cassettes() {
    say "comparing the cassettes with the document"
    PYTHONPATH=. "$python" -B scripts/check_cassettes.py ||
        { say "cure: run scripts/record_cassettes.py" >&2; return 1; }
}

say "checking the tools"
"$python" - <<'PY'
"""Compare what is installed with what the `codegen` group of pyproject.toml asks for."""
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

wrong = []
for pin in tomllib.loads(Path("pyproject.toml").read_text())["dependency-groups"]["codegen"]:
    name, exactly, wanted = pin.partition("==")
    name = name.partition(">=")[0]
    try:
        found = version(name)
    except PackageNotFoundError:
        wrong.append(f"{pin} is needed, and it is not installed")
    else:
        if exactly and found != wanted:
            wrong.append(f"{pin} is needed, and {found} is installed")
if wrong:
    cure = f"{sys.executable} -m pip install -c constraints.txt --group codegen"
    sys.exit("\n".join(["regenerate: " + line for line in wrong] + ["cure: " + cure]))
PY

say "validating openapi/flowroute.yaml"
"$python" -m openapi_spec_validator openapi/flowroute.yaml

say "generating flowroute_api"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
fresh=$scratch/flowroute_api
"$python" -m openapi_python_client generate \
    --path openapi/flowroute.yaml --config openapi/generator.yaml \
    --custom-template-path openapi/templates --meta none --fail-on-warning \
    --output-path "$fresh" >/dev/null
# This package sends nothing, and so raises no errors of sending.
rm "$fresh/client.py" "$fresh/errors.py"
touch "$fresh/py.typed"

say "tidying it"
# Rules are named: a new ruff may bring new ones, some of which change what code means.
"$python" -m ruff check --isolated --no-cache --quiet --target-version py311 \
    --select F401,F811,I --fix "$fresh"
"$python" -m ruff format --isolated --no-cache --quiet --target-version py311 \
    --line-length 100 "$fresh"

say "importing every module"
PYTHONPATH=$scratch "$python" -B -W error -c '
import importlib, pkgutil, flowroute_api
for module in pkgutil.walk_packages(flowroute_api.__path__, "flowroute_api."):
    importlib.import_module(module.name)
'

if [ -z "$check" ]; then
    say "writing generated/flowroute_api"
    mkdir -p generated
    rm -rf generated/flowroute_api
    mv "$fresh" generated/flowroute_api
    say "writing the sync twins"
    "$python" -B scripts/unasync.py
    say "writing flowroute_ext/compat.pyi"
    PYTHONPATH=.:generated "$python" -B scripts/compat_stub.py
    say "writing docs/reference/commands/"
    PYTHONPATH=.:generated "$python" -B scripts/command_pages.py
    say "writing pytest_flowroute/openapi.json and public.json"
    "$python" -B scripts/condense.py
    check_cassettes
    exit
fi

drift=
say "comparing generated/flowroute_api"
diff -ru -x __pycache__ generated/flowroute_api "$fresh" || drift=yes
say "comparing the sync twins"
"$python" -B scripts/unasync.py --check || drift=yes
if [ -z "$drift" ]; then
    # It imports the package, which may not be possible where that is not up to date.
    say "comparing flowroute_ext/compat.pyi"
    PYTHONPATH=.:generated "$python" -B scripts/compat_stub.py --check || drift=yes
    say "comparing docs/reference/commands/"
    PYTHONPATH=.:generated "$python" -B scripts/command_pages.py --check || drift=yes
fi
say "comparing pytest_flowroute/openapi.json and public.json"
"$python" -B scripts/condense.py --check || drift=yes
check_cassettes || drift=yes
if [ -n "$drift" ]; then
    say "there is drift; cure: run scripts/regenerate.sh and commit what it writes" >&2
    exit 1
fi
