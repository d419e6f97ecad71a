#!/usr/bin/env bash
# Check everything, on a machine that has Python 3.11, 3.12 or 3.13 and nothing else:
#
#   ruff check, ruff format --check, lint-imports, mypy --strict, pyright,
#   scripts/regenerate.sh --check, scripts/docs.sh, and the tests; those that depend on the version
#   of Python also on 3.12 and 3.13, where PATH or pyenv has them
#
# Some tests start a Redis or a PostgreSQL server, or Chromium; as root on Debian all of them are
# installed. What checks the page for accessibility is installed with npm, where that is there.
#
# usage: scripts/test.sh [--fast] [--fresh] [--full] [PATH...]
#
# --fast runs the tests on one Python only. --full runs the large tests at their full size. --fresh
# makes the virtual environments anew: .venv, .venv-3.12 and .venv-3.13, which otherwise stay until
# constraints.txt or pyproject.toml changes. With a PATH or more, run only these tests, on one
# Python, and no other check.
# Exits 1 if a check failed; the last lines say which, and how many tests passed and failed.
set -euo pipefail

usage='usage: scripts/test.sh [--fast] [--fresh] [--full] [PATH...]'
fast='' fresh='' full=()
while [ $# -gt 0 ]; do
    case $1 in
        --fast) fast=yes ;;
        --fresh) fresh=yes ;;
        --full) full=(--full) ;;
        -*) echo "$usage" >&2; exit 2 ;;
        *) break ;;
    esac
    shift
done

cd "$(dirname "${BASH_SOURCE[0]}")/.."
for path in "$@"; do
    [ -e "${path%%::*}" ] || { printf '%s: no such file\n%s\n' "$path" "$usage" >&2; exit 2; }
done
# The environment of the caller must not change what is tested, least of all which account is used.
unset FR_ACCESS_KEY FR_SECRET_KEY FR_BASE_URL PYTEST_ADDOPTS PYTHONHOME PYTHONPATH VIRTUAL_ENV
# Hundreds of processes import the same modules: compile each once.
unset PYTHONDONTWRITEBYTECODE
. scripts/venv.sh

scratch=$(mktemp -d)
beside=()
trap 'for group in "${beside[@]}"; do kill -- "-$group" 2>/dev/null || :; done; rm -rf "$scratch"' EXIT

first=(--group dev -e '.[celery,cli,fast,httpx2,parquet,postgres,record,redis,report,sandbox]')
other=(--group every-python -e '.[cli,fast,httpx2,postgres,record,redis,sandbox]')
# What depends on asyncio, threads, sqlite3, ssl or the internals of classes: each test, with some
# of its cases, and others on each Python. With --full, all of them.
every_python=(
    tests/ext tests/outbox tests/plugin tests/rate_limit tests/sandbox_serving tests/send_once
    --ignore tests/ext/builders --ignore tests/ext/reading --ignore tests/ext/values
)

# Add a line to the table that closes the output.
note() {
    printf '%-32s %s\n' "$1" "$2" >>"$scratch/notes"
}

# Run a check, $1 being its name, and note its result.
check() {
    local name=$1 started=$SECONDS result=ok
    shift
    printf '\n== %s\n' "$name"
    counts=''
    if ! "$@"; then
        result=FAILED
        echo "FAILED: $name" >>"$scratch/failures"
    fi
    note "$name" "$result${counts:+, $counts} ($((SECONDS - started)) s)"
}

# Run tests in virtual environment $1 by $2 processes, and note the numbers of pytest's last line.
# pytest fails, too, where it reports fewer tests than it has collected: see tests/conftest.py.
tests() {
    local venv=$1 processes=$2 status=0 passed failed
    shift 2
    PATH=$PWD/$venv/bin:$PATH python -m pytest -n "$processes" --dist loadgroup \
        -o cache_dir="$venv/pytest_cache" "$@" | tee "$scratch/$venv" || status=1
    passed=$(count passed "$venv")
    failed=$(($(count failed "$venv") + $(count 'errors?' "$venv")))
    echo "$passed $failed" >>"$scratch/counts"
    counts="$passed passed, $failed failed"
    return $status
}

# Print the number before the word $1 in the last line of pytest in environment $2, or 0.
count() {
    tail -n 1 "$scratch/$2" | grep -oE "[0-9]+ $1\b" | grep -oE '[0-9]+' || echo 0
}

# Install the servers and the browser that some tests start, if this is Debian and we are root.
install_servers() {
    local wanted=()
    command -v redis-server >/dev/null || wanted+=(redis-server)
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || wanted+=(postgresql)
    command -v chromium >/dev/null || wanted+=(chromium)
    command -v chromedriver >/dev/null || wanted+=(chromium-driver)
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

# Install axe-core into environment $1 with npm, unless its file is the one of this version already.
install_axe() {
    local folder=$1/axe version=4.14.1 file=node_modules/axe-core/axe.min.js sum
    sum=29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c
    axe_is_there() { echo "$sum  $folder/$file" | sha256sum --check --status 2>/dev/null; }
    axe_is_there && return
    if command -v npm >/dev/null; then
        echo "installing axe-core $version"
        rm -rf "$folder"
        npm install --silent --no-save --no-audit --no-fund --ignore-scripts --prefix "$folder" \
            "axe-core@$version" >"$scratch/npm" 2>&1 && axe_is_there && return
        tail -n 5 "$scratch/npm"
    fi
    note "axe-core $version" "not there: its tests are skipped. cure: install npm"
}

# Make the environment of Python $1, the first one being $main; print nothing if it is there.
other_python() {
    local version=$1 python
    python=$(find_python "$version") || python=''
    if [ "$python" = "$main" ]; then
        return
    elif [ -n "$fast" ]; then
        note "tests on Python $version" "not run: --fast"
    elif [ -z "$python" ]; then
        note "tests on Python $version" "not run: it is neither on PATH nor in pyenv"
    elif pip=.venv/bin/python prepare ".venv-$version" "$python" "${other[@]}"; then
        others+=("$version")
    else
        check "making .venv-$version" false
    fi
}

checks() {
    check 'ruff check' ruff check --output-format concise
    check 'ruff format --check' ruff format --check
    check 'lint-imports' lint-imports --no-cache --no-logo
    check 'mypy --strict' mypy --strict
    check 'pyright' pyright
    check 'scripts/regenerate.sh --check' scripts/regenerate.sh --check
    if [ -d .venv-docs/vendor ] || command -v npm >/dev/null; then
        check 'scripts/docs.sh' scripts/docs.sh
    else
        note 'scripts/docs.sh' 'not run. cure: install npm'
    fi
}

# The tests of the other Pythons.
tests_of_others() {
    local version some=(--cases 4)
    [ ${#full[@]} -eq 0 ] || some=()
    other_python 3.12
    other_python 3.13
    for version in "${others[@]}"; do
        check "tests on $(".venv-$version/bin/python" -V)" \
            tests ".venv-$version" 0 -m 'not once' "${some[@]}" --hypothesis-profile few \
            "${every_python[@]}"
    done
}

# Run function $1 beside the tests, so that no core waits while one does; as a process group, to
# be ended as one.
start() {
    set -m
    "$1" </dev/null >"$scratch/$1" 2>&1 &
    beside+=($!)
    set +m
}

touch "$scratch/"{notes,failures,counts}
others=()
install_servers
main=$(oldest_python)
prepare .venv "$main" "${first[@]}"
install_axe .venv
export PATH=$PWD/.venv/bin:$PATH

alternate=()
if [ $# -eq 0 ]; then
    # Each case with one HTTP library and the sync client, and with the other and the async client.
    [ -n "${full[*]}" ] || alternate=(--alternate)
    start tests_of_others
    start checks
fi
# By one more process than there are cores: the slowest tests, which come first, mostly wait.
check "tests on $("$main" -V)" tests .venv 3 "${full[@]}" "${alternate[@]}" "$@"
for group in "${beside[@]}"; do
    wait "$group" || echo "FAILED: what runs beside the tests" >>"$scratch/failures"
done
[ ${#beside[@]} -eq 0 ] || cat "$scratch/checks" "$scratch/tests_of_others"
beside=()

printf '\n== checked in %d s\n' "$SECONDS"
cat "$scratch/notes" "$scratch/failures"
awk '{ p += $1; f += $2 } END { printf "tests: %d passed, %d failed\n", p, f }' "$scratch/counts"
[ ! -s "$scratch/failures" ]
