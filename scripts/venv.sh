# Functions of scripts/test.sh and scripts/demo.sh: find a Python, and make environments of it.
# Sourced by bash, in the root of the repository.

export PIP_DISABLE_PIP_VERSION_CHECK=1

# Print the path of a Python of version $1 (such as 3.12) that can make virtual environments, and is
# no free-threaded build.
find_python() {
    local pyenv=${PYENV_ROOT:-$HOME/.pyenv} candidate
    for candidate in "python$1" python3 python "$pyenv/versions/$1".*/bin/python; do
        # The base executable, because the one found may belong to the environment to be remade.
        "$candidate" 2>/dev/null - "$1" <<'PY' && return
import ensurepip, sys, sysconfig, venv
if "%d.%d" % sys.version_info[:2] != sys.argv[1] or sysconfig.get_config_var("Py_GIL_DISABLED"):
    sys.exit(1)
print(sys._base_executable)
PY
    done
    return 1
}

# Print the path of the oldest Python here that the project supports.
oldest_python() {
    local version
    for version in 3.11 3.12 3.13 3.14; do
        find_python $version && return
    done
    echo "no Python from 3.11 to 3.14 with venv and ensurepip is on PATH or in pyenv" >&2
    echo "cure: pyenv install 3.11, or on Debian: apt-get install python3.11-venv" >&2
    return 1
}

# Make virtual environment $1 with Python $2, and install the rest of the arguments into it, unless
# it is up to date. With fresh=yes it is always made anew. With tools=VENV it gets no pip of its own:
# that environment's uv or pip installs. What is imported is compiled then, as most never is.
prepare() {
    local venv=$1 python=$2 stamp without=()
    shift 2
    stamp=$("$python" -VV; pwd; echo "$@"; cat constraints.txt pyproject.toml)
    if [ -z "${fresh:-}" ] && [ -x "$venv/bin/python" ] &&
        [ "$(cat "$venv/stamp" 2>/dev/null)" = "$stamp" ]; then
        return
    fi
    echo "making $venv with $("$python" -V)"
    [ -z "${tools:-}" ] || without=(--without-pip)
    "$python" -m venv --clear "${without[@]}" "$venv" &&
        install_with "${tools:-$venv}" --python "$venv/bin/python" "$@" &&
        echo "$stamp" >"$venv/stamp" &&
        return
    echo "$venv could not be made; what is printed above says why" >&2
    return 1
}

# Install with the uv of environment $1, or with its pip; $2 and $3 are `--python` and the Python.
install_with() {
    local uv=$1/bin/uv pip=("$1/bin/python" -m pip) into=("${@:2:2}") constrained=(-c constraints.txt)
    shift 3
    # uv takes a tenth of the time of pip, and does not read its settings.
    if ! "${pip[@]}" config list 2>/dev/null | grep -qE "[.](index-url|no-index)="; then
        { [ -x "$uv" ] || "${pip[@]}" install -qq --no-compile "${constrained[@]}" uv; } &&
            ${PIP_CERT:+env SSL_CERT_FILE="$PIP_CERT"} "$uv" pip install -q "${into[@]}" \
                "${constrained[@]}" --build-constraints constraints.txt "$@" &&
            return
        echo 'uv could not; pip tries'
    fi
    "${pip[@]}" install -qq --no-compile "${constrained[@]}" pip &&
        "${pip[@]}" "${into[@]}" install -qq --no-compile "${constrained[@]}" \
            --build-constraint constraints.txt "$@"
}
