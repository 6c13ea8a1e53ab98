# Starts one container and tells on descriptor 3 how it fares: "started PID", then "ended STATUS", or "failed WHAT".
# usage: supervise.sh [SETUP…] -- COMMAND…   where SETUP is `hostname=PROGRAM NAME`, `root=MOUNT-PROGRAM TABLE` for
# root.sh, or a file to enter a cgroup by; those come last, so that the limit is for the container's program alone
# Only positional parameters: a shell variable could be one of the container's own.
# The first process started here is PID 1 of the namespace that unshare has prepared; there must be none before it.
{
  while [ "$1" != -- ]; do
    case $1 in
      hostname=*) "${1#hostname=}" "$2" && shift ;;
      root=*) /bin/sh "${0%/*}/root.sh" "${1#root=}" "$2" >&2 && shift ;;
      *) echo 0 >"$1" ;;
    esac || { echo "failed $1" >&3; exit 125; }
    shift
  done
  shift
  exec "$@" 3>&-
} &
echo "started $!" >&3
# The shell's own word on a killed child does not belong in the container's log.
exec >/dev/null 2>&1
wait "$!"
echo "ended $?" >&3
