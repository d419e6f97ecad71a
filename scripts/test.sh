#!/usr/bin/env bash
# Check everything, on a machine that has Python 3.11, 3.12 or 3.13 and nothing else:
#
#   ruff check, ruff format --check, mypy --strict, pyright, scripts/regenerate.sh --check,
#   and the tests, also on Python 3.12 and 3.13 where PATH or pyenv has them
#
# Some tests start a Redis or a PostgreSQL of their own; as root on Debian these are installed.
#
# usage: scripts/test.sh [--fast] [--fresh]
#
# --fast runs the tests on one Python only. --fresh makes the virtual environments anew: .venv,
# .venv-3.12 and .venv-3.13, which otherwise stay until constraints.txt or pyproject.toml changes.
# Exits 1 if a check failed; the last lines say which, and how many tests passed and failed.
set -euo pipefail

fast='' fresh=''
for option in "$@"; do
    case $option in
        --fast) fast=yes ;;
        --fresh) fresh=yes ;;
        *) echo "usage: scripts/test.sh [--fast] [--fresh]" >&2; exit 2 ;;
    esac
done

cd "$(dirname "${BASH_SOURCE[0]}")/.."
# What the person at the keyboard uses must not change what is tested, least of all an account.
unset FR_ACCESS_KEY FR_SECRET_KEY FR_BASE_URL PYTHONHOME PYTHONPATH VIRTUAL_ENV
. scripts/venv.sh

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

project=(-e '.[celery,cli,httpx2,postgres,record,redis,sandbox]')
rows='' failures='' told='' passed=0 failed=0

# Add a line to the table that closes the output.
note() {
    rows+=$(printf '%-32s %s' "$1" "$2")$'\n'
}

# Run a check, $1 being its name, and note what came of it.
check() {
    local name=$1 started=$SECONDS result=ok
    shift
    printf '\n== %s\n' "$name"
    told=''
    if ! "$@"; then
        result=FAILED
        failures+="FAILED: $name"$'\n'
    fi
    note "$name" "$result${told:+, $told} ($((SECONDS - started)) s)"
}

# Run the tests in virtual environment $1, and add up what pytest's last line tells.
tests() {
    local venv=$1 status=0 good bad
    shift
    PATH=$PWD/$venv/bin:$PATH python -m pytest -n 2 --dist loadgroup "$@" | tee "$scratch/pytest" || status=1
    good=$(count passed)
    bad=$(($(count failed) + $(count 'errors?')))
    passed=$((passed + good))
    failed=$((failed + bad))
    told="$good passed, $bad failed"
    return $status
}

# Print the figure before a word in pytest's last line, or 0.
count() {
    tail -n 1 "$scratch/pytest" | grep -oE "[0-9]+ $1\b" | grep -oE '[0-9]+' || echo 0
}

# Install the servers that some tests start for themselves, if that is for us to do: Debian's.
install_servers() {
    local wanted=()
    command -v redis-server >/dev/null || wanted+=(redis-server)
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || wanted+=(postgresql)
    [ ${#wanted[@]} -gt 0 ] || return 0
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
        echo "installing ${wanted[*]}"
        export DEBIAN_FRONTEND=noninteractive
        { apt-get update && apt-get install -y --no-install-recommends "${wanted[@]}"; } \
            >"$scratch/apt" 2>&1 && return
        tail -n 5 "$scratch/apt"
    fi
    note "${wanted[*]}" "not there: their tests are skipped. cure: apt-get install ${wanted[*]}"
}

install_servers
main=$(oldest_python)
prepare .venv "$main" --group dev "${project[@]}"
export PATH=$PWD/.venv/bin:$PATH
# What pip has just written would hold up the tests that wait for the disk.
sync

check 'ruff check' ruff check --output-format concise
check 'ruff format --check' ruff format --check
check 'mypy --strict' mypy --strict
check 'pyright' pyright
check 'scripts/regenerate.sh --check' scripts/regenerate.sh --check
check "tests on $("$main" -V)" tests .venv

for version in 3.12 3.13; do
    python=$(find_python $version) || python=''
    if [ "$python" = "$main" ]; then
        continue
    elif [ -n "$fast" ]; then
        note "tests on Python $version" "not run: --fast"
    elif [ -z "$python" ]; then
        note "tests on Python $version" "not run: it is neither on PATH nor in pyenv"
    elif prepare ".venv-$version" "$python" --group test "${project[@]}"; then
        check "tests on $("$python" -V)" tests ".venv-$version" -m 'not once'
    else
        check "making .venv-$version" false
    fi
done

printf '\n== checked\n%s\n%s' "$rows" "$failures"
echo "tests: $passed passed, $failed failed"
[ -z "$failures" ]
