# publish NAME PROJECT [FOLDER…]: publishes a project to out/NAME, if a source in it, in a FOLDER or in the shared rooms is
# newer than what stands there.
publish() {
  local name="$1" project="$2" out="$root/out/$1"
  shift
  if ! command -v dotnet >/dev/null; then
    echo "ClickDash needs the .NET 10 SDK: https://dotnet.microsoft.com/download" >&2
    exit 1
  fi
  local sources=("$@" "$root/src/ClickDash.Core" "$root/src/ClickDash.Kafka" "$root/src/ClickDash.Together" "$root"/Directory.*.props "$root/global.json")
  if [[ -f "$out/.published" ]] &&
    [[ -z "$(find "${sources[@]}" -name bin -prune -o -name obj -prune -o -newer "$out/.published" -print -quit)" ]]; then
    return
  fi
  echo "Publishing $name: this takes a minute or two the first time." >&2
  local stamp log
  stamp="$(mktemp)" log="$(mktemp)"
  rm -rf "$out"
  if ! dotnet publish "$project" --configuration Release --output "$out" --nologo >"$log" 2>&1 || [[ ! -d "$out" ]]; then
    cat "$log" >&2
    echo "Publishing $name failed." >&2
    exit 1
  fi
  mv "$stamp" "$out/.published"
  rm -f "$log"
}
