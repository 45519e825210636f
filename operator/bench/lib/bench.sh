# shellcheck shell=bash
# What every benchmark in bash shares: how figures are printed, how progress is told, what is taken away at the end.
# Source it from the root of the clone, after `set -euo pipefail`.

say() { echo "${0##*/}: $*" >&2; }

# figure NAME VALUE UNIT [GOAL]: one line of the result; the goal is such as <=128, or - for none.
figure() { printf '%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "${4:--}"; }

# at_end COMMAND...: run when the benchmark ends, however it ends; the last that was told comes first.
ends=()
at_end() { ends=("$(printf '%q ' "$@")" "${ends[@]}"); }
finish() {
  local status=$? end
  trap - EXIT
  trap '' INT TERM
  for end in "${ends[@]}"; do eval "$end" >/dev/null 2>&1 || true; done
  exit "$status"
}
trap finish EXIT
trap 'say "stopped"; exit 130' INT TERM

# need_image IMAGE...: that ./verify has built.
need_image() {
  local image
  for image in "$@"; do
    docker image inspect "$image" >/dev/null 2>&1 && continue
    say "the image $image is not here; run ./verify first"
    exit 1
  done
}

median() { sort -g | awk '{ value[NR] = $1 } END { print NR % 2 ? value[(NR + 1) / 2] : (value[NR / 2] + value[NR / 2 + 1]) / 2 }'; }
