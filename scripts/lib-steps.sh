# Sourced by scripts: runs a named step and keeps its minutes for `summary`.

steps=""

step() { # name command…
  name=$1
  shift
  started=$(date +%s)
  printf '\n== %s\n' "$name"
  if "$@"; then result=passed; else result=FAILED; fi
  seconds=$(($(date +%s) - started))
  steps="$steps$(printf '%4d:%02d  %-6s  %s' $((seconds / 60)) $((seconds % 60)) "$result" "$name")
"
  [ "$result" = passed ]
}

# The minutes of each step, min:s.
summary() { printf '\n%s\n' "minutes by step:" && printf '%s' "$steps"; }
