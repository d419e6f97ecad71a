#!/usr/bin/env bash
# Check everything, on a machine that has Python 3.11, 3.12, 3.13 or 3.14 and nothing else:
#
#   ruff check, ruff format --check, lint-imports, mypy --strict, pyright,
#   scripts/regenerate.sh --check, scripts/docs.sh, and the tests; those that depend on the version
#   of Python also on 3.12, 3.13 and 3.14, where PATH or pyenv has them
#
# Some tests start a Redis or a PostgreSQL server, or Chromium; as root on Debian all of them are
# installed. What checks the page for accessibility is installed with npm, where that is there.
#
# usage: scripts/test.sh [--fast] [--fresh] [--full] [PATH...]
#
# --fast runs the tests on one Python only. --full runs the large tests at their full size. --fresh
# makes the virtual environments anew: .venv, .venv-3.12 and so on, which otherwise stay until
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
        --full) full=(--full --timeout 900) ;;
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

# Make the folder for what is temporary: in memory, where that has room and may hold programs. On a
# disk, thousands of small databases take as much CPU time as all else in their tests.
make_scratch() {
    local room
    room=$(df --output=avail -k /dev/shm 2>/dev/null | tail -n 1) || room=0
    if [ "$room" -gt 4000000 ] && scratch=$(mktemp -d -p /dev/shm 2>/dev/null); then
        cp "$(type -P true)" "$scratch/true" && "$scratch/true" && return
        rm -rf "$scratch"
    fi
    scratch=$(mktemp -d)
}

make_scratch
# Some tests run as another user.
chmod 711 "$scratch"
mkdir -m 1777 "$scratch/tmp"
export TMPDIR=$scratch/tmp
beside=()
trap 'for group in "${beside[@]}"; do kill -- "-$group" 2>/dev/null || :; done; rm -rf "$scratch"' EXIT

first=(--group dev -e '.[celery,cli,fast,httpx2,parquet,postgres,record,redis,report,sandbox]')
other=(--group every-python -e '.[cli,fast,httpx2,postgres,record,redis,sandbox]')
# On another Python, what depends on asyncio, threads, forks, sqlite3, sockets or the internals of
# classes: some of the cases of each test, others than on the next Python. With --full, all of them.
between=(
    tests/ext/_async tests/outbox/test_{durability,forks,full_disk,in_flight,locks}.py
    tests/ext/test_{environment,errors,forked_clients,forks,frames,lazy_names,loops,surplus}.py
    tests/ext/test_{tasks,threads,time_limits,transports_around}.py
    tests/outbox/test_{places,run_state,sending,termination,two_outboxes,workers}.py
    tests/plugin/test_{clients,scopes}.py tests/rate_limit tests/send_once/_async
    tests/sandbox_serving/test_{asgi,background,connections,server,store,transport}.py
    tests/send_once/test_{lost_tables,servers}.py
)
# On the newest, also each call, and the plugin.
newest=(
    tests/ext tests/plugin tests/send_once "${between[@]}"
    --ignore tests/ext/_sync --ignore tests/ext/builders --ignore tests/ext/reading
    --ignore tests/ext/values
)
# With --full, on both.
every=(
    tests/ext tests/outbox tests/plugin tests/rate_limit tests/sandbox_serving tests/send_once
    --ignore tests/ext/builders --ignore tests/ext/reading --ignore tests/ext/values
)
# The tests in three parts that take about as long, as many of them wait for others: these folders,
# those, and all others.
first_part=(tests/cli tests/conformance tests/docs tests/ext tests/packaging)
second_part=(
    tests/browser tests/outbox tests/pack tests/plugin tests/plugin_playback tests/siege
    tests/workers
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
    local venv=$1 processes=$2 status=0 passed failed output
    shift 2
    output=$(mktemp -p "$scratch")
    PATH=$PWD/$venv/bin:$PATH python -m pytest -n "$processes" --dist loadgroup \
        -o cache_dir="$venv/pytest_cache" "$@" | tee "$output" || status=1
    passed=$(count passed "$output")
    failed=$(($(count failed "$output") + $(count 'errors?' "$output")))
    echo "$passed $failed" >>"$scratch/counts"
    counts="$passed passed, $failed failed"
    return $status
}

# Print the number before the word $1 in the last line of pytest's output $2, or 0.
count() {
    tail -n 1 "$2" | grep -oE "[0-9]+ $1\b" | grep -oE '[0-9]+' || echo 0
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

# Print the versions of the other Pythons that are there, and note those that are not.
other_pythons() {
    local version python
    for version in 3.12 3.13 3.14; do
        python=$(find_python "$version") || python=''
        if [ "$python" = "$main" ]; then
            continue
        elif [ -n "$fast" ]; then
            note "tests on Python $version" "not run: --fast"
        elif [ -z "$python" ]; then
            note "tests on Python $version" "not run: it is neither on PATH nor in pyenv"
        else
            echo "$version"
        fi
    done
}

checks() {
    check 'ruff check' ruff check --output-format concise
    check 'ruff format --check' ruff format --check
    check 'lint-imports' lint-imports --no-cache --no-logo
    check 'mypy --strict' python scripts/type_check.py mypy
    check 'pyright' python scripts/type_check.py pyright
    check 'scripts/regenerate.sh --check' scripts/regenerate.sh --check
    check 'operation_pages --check' env PYTHONPATH=.:generated:scripts \
        python -m operation_pages --check
    if [ -d .venv-docs/vendor ] || command -v npm >/dev/null; then
        check 'scripts/docs.sh' scripts/docs.sh
    else
        note 'scripts/docs.sh' 'not run. cure: install npm'
    fi
}

# The tests of another Python, $1, in an environment of its own.
tests_on() {
    local version=$1 some=(--cases 1) paths=("${between[@]}")
    # The three parts take longer, and wait now and then: this takes the time that they leave.
    renice -n 5 "$BASHPID" >/dev/null || :
    if [ ${#full[@]} -gt 0 ]; then
        some=() paths=("${every[@]}")
    elif [ "$version" = "${others[-1]}" ]; then
        paths=("${newest[@]}")
    fi
    if tools=.venv prepare ".venv-$version" "$(find_python "$version")" "${other[@]}"; then
        check "tests on $(".venv-$version/bin/python" -V)" \
            tests ".venv-$version" 0 -m 'not once' "${some[@]}" --hypothesis-profile few \
            "${paths[@]}"
    else
        check "making .venv-$version" false
    fi
}

# Part $1 of the tests, by one process: it collects no test of the other part, and reports to none.
part() {
    local others=("${first_part[@]}" "${second_part[@]}") folders
    case $1 in
        1) folders=("${first_part[@]}") ;;
        2) folders=("${second_part[@]}") ;;
        3) folders=(tests "${others[@]/#/--ignore=}") ;;
    esac
    check "tests on $("$main" -V), part $1" tests .venv 0 --alternate "${folders[@]}"
}

# Run function $1 with $2 beside the tests, so that no core waits while one does; as a process
# group, to be ended as one.
start() {
    set -m
    "$@" </dev/null >"$scratch/$1${2:-}" 2>&1 &
    beside+=($!)
    set +m
}

touch "$scratch/"{notes,failures,counts}
install_servers
main=$(oldest_python)
prepare .venv "$main" "${first[@]}"
install_axe .venv
export PATH=$PWD/.venv/bin:$PATH

if [ $# -eq 0 ]; then
    mapfile -t others < <(other_pythons)
    for version in "${others[@]}"; do
        start tests_on "$version"
    done
    start checks
fi
if [ $# -eq 0 ] && [ ${#full[@]} -eq 0 ]; then
    # Each case with one HTTP library and the sync client, and with the other and the async client.
    start part 2
    start part 3
    part 1
else
    # By one more process than there are cores: the slowest tests, which come first, mostly wait.
    check "tests on $("$main" -V)" tests .venv 3 "${full[@]}" "$@"
fi
for group in "${beside[@]}"; do
    wait "$group" || echo "FAILED: what runs beside the tests" >>"$scratch/failures"
done
for output in "$scratch/"{part,checks,tests_on}*; do
    [ ! -e "$output" ] || cat "$output"
done
beside=()

printf '\n== checked in %d s\n' "$SECONDS"
cat "$scratch/notes" "$scratch/failures"
awk '{ p += $1; f += $2 } END { printf "tests: %d passed, %d failed\n", p, f }' "$scratch/counts"
[ ! -s "$scratch/failures" ]
