#!/usr/bin/env bash
# Make a release in dist/, check it as its users get it, and say what is left to a human.
#
# It tests everything at full size, builds the source distribution and the wheel twice, each time
# from a clean checkout, and compares them byte for byte; checks their contents and metadata;
# installs each in an empty environment, with dependencies that have the pinned hashes, and calls a
# sandbox with it; writes a list of all components (SBOM, CycloneDX) and of their licences, and the
# hashes of it all. It uploads nothing.
#
# usage: scripts/release.sh [--skip-tests]
#
# Exits 1 where something is not as it must be; the last line says what.
set -euo pipefail

usage='usage: scripts/release.sh [--skip-tests]'
skip=''
while [ $# -gt 0 ]; do
    case $1 in
        --skip-tests) skip=yes ;;
        *) echo "$usage" >&2; exit 2 ;;
    esac
    shift
done

cd "$(dirname "${BASH_SOURCE[0]}")/.."
unset FR_ACCESS_KEY FR_SECRET_KEY FR_BASE_URL PYTHONHOME PYTHONPATH VIRTUAL_ENV
. scripts/venv.sh

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

fail() {
    echo "release: $1" >&2
    exit 1
}

step() {
    printf '== %s\n' "$1"
}

# Build from a clean checkout of the last commit into folder $1. The time of files is that commit's.
build() {
    local source=$scratch/source-${1##*/}
    git clone -q . "$source"
    SOURCE_DATE_EPOCH=$(git log -1 --format=%ct) \
        python -m build --no-isolation --outdir "$1" "$source" >"$scratch/build" 2>&1 ||
        { cat "$scratch/build"; fail 'the build failed'; }
}

# Install distribution $1 into empty environment $2, its dependencies by their hashes, and call.
try() {
    "$main" -m venv --without-pip "$2"
    echo "$1 --hash=sha256:$(sha256sum "$1" | cut -d' ' -f1)" >"$scratch/wanted"
    pip --python "$2/bin/python" install -qq --require-hashes -r "$scratch/wanted" \
        -c constraints-hashed.txt --build-constraint constraints.txt ||
        fail "${1##*/} cannot be installed"
    cp scripts/smoke_test.py "$scratch"
    (cd "$scratch" && env -i "$2/bin/python" -I smoke_test.py "$version") ||
        fail "${1##*/} does not work where it is installed"
}

[ -z "$(git status --porcelain)" ] || fail 'there are changes that are not committed'
main=$(oldest_python)
prepare .venv-release "$main" --group release -e '.[cli,sandbox]'
export PATH=$PWD/.venv-release/bin:$PATH
version=$(python -c 'from flowroute_ext import __version__; print(__version__)')
grep -q "^## $version\b" CHANGELOG.md || fail "CHANGELOG.md has no section for $version"

# What is tagged, and what the source distribution has, is the public API of this version.
python scripts/public_api.py
[ -z "$(git status --porcelain)" ] ||
    fail 'api/ was not that of this version, and is now: read the changes, and commit them'

if [ -z "$skip" ]; then
    step 'scripts/test.sh --full'
    scripts/test.sh --full
fi

step 'building twice'
build "$scratch/first"
build "$scratch/second"
for file in "$scratch/first"/*; do
    cmp "$file" "$scratch/second/${file##*/}" || fail "${file##*/} differs between two builds"
done
rm -rf dist
mkdir dist
cp "$scratch/first"/* dist/
wheel=$PWD/dist/flowroute_ext-$version-py3-none-any.whl
sdist=$PWD/dist/flowroute_ext-$version.tar.gz

step 'checking contents'
twine check --strict dist/*
check-wheel-contents "$wheel"
# What the source distribution has and the repository has not is PKG-INFO alone.
strange=$(tar -tzf "$sdist" | sed 's,^[^/]*/,,' | grep -v '/$' | sort |
    comm -23 - <(git ls-files | sort) | grep -vx PKG-INFO || :)
[ -z "$strange" ] || fail "the source distribution has files that are not committed: $strange"

step 'installing the wheel'
try "$wheel" "$scratch/of-wheel"
step 'installing the source distribution'
try "$sdist" "$scratch/of-sdist"

step 'listing components and licences'
# All extras for users: "bench" is for the benchmarks of this repository.
extras=$(python - <<'PY'
import tomllib
project = tomllib.load(open("pyproject.toml", "rb"))["project"]
print(",".join(sorted(project["optional-dependencies"].keys() - {"bench"})))
PY
)
tools=.venv-release prepare .venv-components "$main" ".[$extras]"  # and neither pip nor uv
cyclonedx-py environment --output-reproducible --pyproject pyproject.toml --mc-type library \
    --output-format JSON -o "dist/flowroute_ext-$version.cdx.json" .venv-components/bin/python
python scripts/licences.py .venv-components/bin/python --check

(cd dist && sha256sum -- * >SHA256SUMS)
cat dist/SHA256SUMS

step 'what is left to a human'
python - <<'PY'
import tomllib
urls = tomllib.load(open("pyproject.toml", "rb"))["project"].get("urls", {})
if "Repository" not in urls:
    print("0. Before all: the repository has no public address. Add Repository, Documentation, Changelog")
    print("   and Issues to [project.urls] in pyproject.toml.")
PY
cat <<TEXT
1. Read dist/, and the changes of $version in CHANGELOG.md.
2. Tag the commit, and push the tag: git tag -s v$version
3. Publish, with a token of the index or by a trusted publisher: twine upload dist/*.whl dist/*.gz
4. Attach the SBOM and SHA256SUMS to the release, and publish the site that scripts/docs.sh builds.
TEXT
