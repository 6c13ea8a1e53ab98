# Builds a container's root folder: everything of this machine, with the container's volumes in their places.
# It runs in the container's own mount namespace: nothing of it is seen outside, and all goes with the container.
# usage: root.sh LIST   a file with the root's path in its first line, then a line SOURCE<tab>TARGET<tab>rw|ro per volume
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
set -e
read -r root <"$1"
ours='
'

# Lays a folder in memory over $1 with all that the real one has in it, so that more can be put beside.
mirror() {
  mount -t tmpfs -o mode=755,size=16m tmpfs "$root$1"
  ours="$ours$1
"
  for entry in "$1"/* "$1"/.[!.]*; do
    if [ -L "$entry" ]; then
      cp -P "$entry" "$root$entry"
    elif [ -d "$entry" ]; then
      mkdir "$root$entry"
      mount --rbind "$entry" "$root$entry"
    elif [ -e "$entry" ]; then
      : >"$root$entry"
      mount --bind "$entry" "$root$entry"
    fi
  done
}

# Makes it possible to create $1 without creating it on the machine itself.
make_room() {
  parent=${1%/*}
  while [ ! -d "$root$parent" ]; do parent=${parent%/*}; done
  case $ours in
    *"
$parent
"*) ;;
    # What is not on the machine has been made here.
    *) if [ -d "$parent" ]; then mirror "$parent"; fi ;;
  esac
  mkdir -p "$root${1%/*}"
}

mirror ''
sed 1d "$1" | while IFS='	' read -r source target mode; do
  [ -e "$root$target" ] || make_room "$target"
  if [ -d "$source" ]; then mkdir -p "$root$target"; else [ -e "$root$target" ] || : >"$root$target"; fi
  mount --bind "$source" "$root$target"
  [ "$mode" = rw ] || mount -o remount,bind,ro "$root$target"
  ours="$ours$target
"
done
