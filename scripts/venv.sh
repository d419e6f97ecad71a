# Functions of scripts/test.sh and scripts/demo.sh: find a Python, and make environments of it.
# Sourced by bash, in the root of the repository.

export PIP_DISABLE_PIP_VERSION_CHECK=1

# Print the path of a Python of version $1 (such as 3.12) that can make virtual environments.
find_python() {
    local pyenv=${PYENV_ROOT:-$HOME/.pyenv} candidate
    for candidate in "python$1" python3 python "$pyenv/versions/$1".*/bin/python; do
        # The base executable, because the one found may belong to the environment to be remade.
        "$candidate" 2>/dev/null - "$1" <<'PY' && return
import ensurepip, sys, venv
if "%d.%d" % sys.version_info[:2] != sys.argv[1]:
    sys.exit(1)
print(sys._base_executable)
PY
    done
    return 1
}

# Print the path of the oldest Python here that the project supports.
oldest_python() {
    local version
    for version in 3.11 3.12 3.13; do
        find_python $version && return
    done
    echo "no Python 3.11, 3.12 or 3.13 with venv and ensurepip is on PATH or in pyenv" >&2
    echo "cure: pyenv install 3.11, or on Debian: apt-get install python3.11-venv" >&2
    return 1
}

# Make virtual environment $1 with Python $2, and install the rest of the arguments into it with
# pip, unless it is up to date. With fresh=yes it is always made anew. With pip=PYTHON it gets no
# pip of its own: that of PYTHON installs. What is imported is compiled then, as most never is.
prepare() {
    local venv=$1 python=$2 stamp without=() install
    shift 2
    stamp=$("$python" -VV; pwd; echo "$@"; cat constraints.txt pyproject.toml)
    if [ -z "${fresh:-}" ] && [ -x "$venv/bin/python" ] &&
        [ "$(cat "$venv/stamp" 2>/dev/null)" = "$stamp" ]; then
        return
    fi
    echo "making $venv with $("$python" -V)"
    install=("${pip:-$venv/bin/python}" -m pip --python "$venv/bin/python" install -qq --no-compile)
    [ -z "${pip:-}" ] || without=(--without-pip)
    "$python" -m venv --clear "${without[@]}" "$venv" &&
        { [ -n "${pip:-}" ] || "${install[@]}" -c constraints.txt pip; } &&
        "${install[@]}" -c constraints.txt --build-constraint constraints.txt "$@" &&
        echo "$stamp" >"$venv/stamp" &&
        return
    echo "$venv could not be made; pip says why above" >&2
    return 1
}
