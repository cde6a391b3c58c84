# publish NAME PROJECT [FOLDER…]: publishes a project to out/NAME, if a source in it, in a FOLDER or in the shared rooms is
# newer than what stands there, or was removed. What runs from an earlier one stays whole: each is a folder of its own, out/NAME
# links to the newest, and earlier ones go once nothing runs from them. A publishing that fails leaves all as it was. Sets
# published to the folder.
publish() {
  local name="$1" out="$root/out/$1"
  shift
  if ! command -v dotnet >/dev/null; then
    echo "ClickDash needs the .NET 10 SDK: https://dotnet.microsoft.com/download" >&2
    exit 1
  fi
  local sources=("$@" "$root/src/ClickDash.Core" "$root/src/ClickDash.Scenes" "$root/src/ClickDash.Kafka" "$root/src/ClickDash.Together" "$root"/Directory.*.props "$root/global.json")
  local listed
  listed="$(sources_of "${sources[@]}" -print | LC_ALL=C sort)"
  if [[ "$listed" != "$(cat "$out/.published" 2>/dev/null)" || -n "$(sources_of "${sources[@]}" -newer "$out/.published" -print -quit)" ]]; then
    publish_anew "$name" "$1" "$listed"
  fi
  # The shell's own number stays that of the program which it becomes.
  published="$(cd "$out" && pwd -P)"
  : >"$published/.used-by-$$"
}

# The files among sources, what is built from them left out; with find's own words for what to do with them.
sources_of() {
  local folders=()
  while [[ "$1" != -* ]]; do
    folders+=("$1")
    shift
  done
  find "${folders[@]}" \( -name bin -o -name obj \) -prune -o -type f "$@"
}

publish_anew() {
  local name="$1" project="$2" listed="$3" version log begun
  echo "Publishing $name: this takes some minutes the first time." >&2
  mkdir -p "$root/out"
  version="$(mktemp -d "$root/out/$name.XXXXXX")" log="$(mktemp)" begun="$(mktemp)"
  printf '%s\n' "$listed" >"$begun"
  if ! dotnet publish "$project" --configuration Release --output "$version" --nologo >"$log" 2>&1 || ! compgen -G "$version/*.dll" >/dev/null; then
    cat "$log" >&2
    rm -rf "$version" "$log" "$begun"
    echo "Publishing $name failed." >&2
    exit 1
  fi
  rm -f "$log"
  # Begun before the sources were read: what changes meanwhile is newer.
  mv "$begun" "$version/.published"
  chmod 755 "$version"
  # An edition that knew no links left a folder there.
  [[ -L "$root/out/$name" ]] || rm -rf "$root/out/$name"
  ln -sfn "$(basename "$version")" "$root/out/$name"
  remove_unused "$name" "$version"
}

remove_unused() {
  local name="$1" newest="$2" version user
  for version in "$root/out/$name".??????; do
    [[ "$version" != "$newest" ]] || continue
    for user in "$version"/.used-by-*; do
      if [[ -e "$user" ]] && kill -0 "${user##*-}" 2>/dev/null; then
        continue 2
      fi
    done
    rm -rf "$version"
  done
}
