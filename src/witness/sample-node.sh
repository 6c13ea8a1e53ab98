# Runs in a node's container: prints the memory of every container there, four times a second and more, and the
# kernel's lines on OOM kills. Ends when its standard input does, so that it cannot outlive who asked.
# Only builtins in the loop: no process is started per sample.
shopt -s nullglob globstar

printf 'boot %s %s\n' "$EPOCHREALTIME" "$(cut -d' ' -f1 /proc/uptime)"

# The whole log, old lines too: container ids tell which are ours, and nothing is lost when this is started again.
dmesg --follow | while IFS= read -r line; do
  case $line in *oom-kill:* | *'Killed process'* | *'invoked oom-killer'*) printf 'kernel %s\n' "$line" ;; esac
done &
trap 'kill $(jobs -p) 2>/dev/null' EXIT

# Where the kernel shows its cgroups; tests put a tree of files in its place.
mount=${LEAKLAB_CGROUP_MOUNT:-/sys/fs/cgroup}
version=2
[ -e "$mount/cgroup.controllers" ] || version=1

# A cgroup without a process is a container that has ended: its memory says nothing more, its count of kills does.
sample_v1() {
  local pid usage limit key value rss=0 inactive=0 kills=0
  while read -r key value; do [ "$key" = oom_kill ] && kills=$value; done <"$1/memory.oom_control"
  read -r pid <"$1/cgroup.procs" || { printf 'ended %s %s %s\n' "$EPOCHREALTIME" "$2" "$kills" && return; }
  read -r usage <"$1/memory.usage_in_bytes" || return
  read -r limit <"$1/memory.limit_in_bytes" || return
  while read -r key value; do
    case $key in total_rss | total_shmem) rss=$((rss + value)) ;; total_inactive_file) inactive=$value ;; esac
  done <"$1/memory.stat"
  printf 'memory %s %s %s %s %s %s %s\n' "$EPOCHREALTIME" "$2" "$usage" "$inactive" "$rss" "$limit" "$kills"
}

sample_v2() {
  local pid usage limit key value rss=0 inactive=0 kills=0
  while read -r key value; do [ "$key" = oom_kill ] && kills=$value; done <"$1/memory.events"
  read -r pid <"$1/cgroup.procs" || { printf 'ended %s %s %s\n' "$EPOCHREALTIME" "$2" "$kills" && return; }
  read -r usage <"$1/memory.current" || return
  read -r limit <"$1/memory.max" || return
  while read -r key value; do
    case $key in anon | shmem) rss=$((rss + value)) ;; inactive_file) inactive=$value ;; esac
  done <"$1/memory.stat"
  printf 'memory %s %s %s %s %s %s %s\n' "$EPOCHREALTIME" "$2" "$usage" "$inactive" "$rss" "$limit" "$kills"
}

root=$mount
[ "$version" = 1 ] && root=$mount/memory
for ((tick = 0; ; tick++)); do
  # Walking the tree costs more than reading a container's files: new ones are looked for every third time.
  # kind puts the kubelet's cgroups below kubelet.slice, others below kubepods.slice.
  ((tick % 3)) || cgroups=("$root"/{kubelet.slice,kubepods.slice}/**/cri-containerd-*.scope)
  for cgroup in "${cgroups[@]}"; do
    id=${cgroup##*cri-containerd-}
    # A container may end between the listing and the reading: its files are gone then, and that is no error.
    "sample_v$version" "$cgroup" "${id%.scope}" 2>/dev/null
  done
  read -r -t 0.12 _
  # 142 = the time ran out, as it should; anything else: standard input has ended.
  [ $? -gt 128 ] || exit 0
done
