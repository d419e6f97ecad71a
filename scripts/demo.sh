#!/usr/bin/env bash
# Show every operation that flowroute-ext covers, on a machine that has Python 3.11 or newer and
# nothing else: in the virtual environment .venv-demo, against a sandbox that it starts.
#
# usage: scripts/demo.sh [--live [--spend [--to NUMBER]]]
#
# --live uses the account of FR_ACCESS_KEY and FR_SECRET_KEY (at FR_BASE_URL, if that is set), and
# only reads from it. --spend also buys, sends and changes, and undoes all of it at the end;
# a text is sent to the phone of --to only. Exits 1 if an operation failed, and says which.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
unset PYTHONHOME PYTHONPATH VIRTUAL_ENV
. scripts/venv.sh

python=$(oldest_python)
prepare .venv-demo "$python" -e '.[sandbox]'
exec .venv-demo/bin/python -m examples.demo "$@"
