#!/usr/bin/env bash
# Builds lith and runs its tests: folder rules, formatting, clang-tidy, then lit. The last line
# says how many tests passed and failed, those before it which of the checks failed.
#
# usage: tools/test.sh [--quick] [--build DIR] [LIT_ARGUMENT...]
#   --quick        leaves out clang-tidy and the tests marked slow (whole networks against Keras, fuzzing, long sweeps)
#   LIT_ARGUMENT   given to lit, for example --filter=passes/ or -j1; the checks before lit are then left out
set -euo pipefail
cd "$(dirname "$0")/.."
build=build
quick=
arguments=()
while [ $# -gt 0 ]; do
  case $1 in
    --quick) quick=1 ;;
    --build) build=$2; shift ;;
    -h | --help) sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) arguments+=("$1") ;;
  esac
  shift
done

say() { printf '== %s (%s s)\n' "$*" "$SECONDS"; }
failed=()

say "build"
tools/build.sh "$build"
python=$build/venv/bin/python

if [ -z "$quick" ]; then
  say "fuzzers"
  ninja -C "$build" lith-fuzzers >"$build/fuzzers.log" || { tail -n 40 "$build/fuzzers.log" >&2; exit 1; }
fi

if [ ${#arguments[@]} -eq 0 ]; then
  say "folder rules"
  "$python" tools/check-folders.py || failed+=("folder rules")
  say "formatting"
  git ls-files '*.cpp' '*.h' | xargs clang-format-22 --dry-run --Werror || failed+=(formatting)
  if [ -z "$quick" ]; then
    say "clang-tidy"
    tools/tidy.sh "$build" || failed+=(clang-tidy)
  fi
fi

say "lit"
lit=("$build/venv/bin/lit" -sv --time-tests -o "$build/test-results.json")
[ -z "$quick" ] || lit+=(--param quick=1)
"${lit[@]}" "${arguments[@]}" "$build/test" || failed+=(lit)
say "done"
[ ${#failed[@]} -eq 0 ] || printf 'failed: %s\n' "${failed[@]}"
"$python" tools/count-tests.py "$build/test-results.json" && [ ${#failed[@]} -eq 0 ]
