#!/usr/bin/env bash
# Build the documentation site in build/site, and check it:
#
#   every link and anchor of a page leads to something, and no page loads anything from elsewhere
#
# usage: scripts/docs.sh [--serve [PORT]] [--fresh]
#
# --serve serves it on 127.0.0.1, on port 8000 or PORT, and builds what changes again. --fresh makes
# the environment anew: .venv-docs, which otherwise stays until constraints.txt or pyproject.toml
# changes. It is made with pip and npm; after that nothing here needs a network.
set -euo pipefail

usage='usage: scripts/docs.sh [--serve [PORT]] [--fresh]'
serve='' fresh=''
while [ $# -gt 0 ]; do
    case $1 in
        --serve)
            serve=8000
            case ${2:-} in [0-9]*) serve=$2; shift ;; esac ;;
        --fresh) fresh=yes ;;
        *) echo "$usage" >&2; exit 2 ;;
    esac
    shift
done

cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/venv.sh

# Put file $3 of version $2 of npm's package $1, with checksum $4, into .venv-docs/vendor.
vendor() {
    local package=$1 version=$2 file=$3 sum=$4 folder=.venv-docs/vendor name scratch
    name=${package##*/}.js
    is_there() { echo "$sum  $folder/$name" | sha256sum --check --status 2>/dev/null; }
    is_there && return
    mkdir -p "$folder"
    scratch=$(mktemp -d)
    (cd "$scratch" && npm pack --silent --ignore-scripts "$package@$version" >/dev/null)
    tar -xzf "$scratch"/*.tgz -C "$scratch" "package/$file"
    cp "$scratch/package/$file" "$folder/$name"
    rm -rf "$scratch"
    is_there || { echo "$package@$version: $file is not the one that is known" >&2; return 1; }
}

[ ! -x .venv/bin/uv ] || tools=.venv
prepare .venv-docs "$(oldest_python)" --group docs
vendor mermaid 11.17.2 dist/mermaid.min.js \
    581ed7d74bd9048d0e3a91363927d72ef22942d7722546b27f7cc29e35390eb8
vendor iframe-worker 1.0.4 shim/index.js \
    e8e412dbcfea9b7e31b5ffa288d7b6035915e714c542f4176a0cdbe262fc9609
vendor redoc 2.5.4 bundles/redoc.standalone.js \
    dcaf76612bc4a3fbcc923a8966dee2f6146a5f32e5ce1b6f02dd60cbbf89500b

python=.venv-docs/bin/python
build() {
    (cd build/staged && ../../.venv-docs/bin/zensical build --clean --strict) &&
        "$python" website/finish.py && "$python" website/check.py
}

"$python" website/stage.py
if [ -z "$serve" ]; then
    build
    exit
fi
build || :
"$python" -m http.server --bind 127.0.0.1 --directory build/site "$serve" >/dev/null 2>&1 &
trap 'kill %1' EXIT
echo "http://127.0.0.1:$serve"
while "$python" website/stage.py --wait; do
    build || :
done
