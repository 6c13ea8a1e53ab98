# Lays the mounts over a container's root folder. It runs in the container's own mount namespace: nothing of it is seen
# outside, and all goes with the container.
# usage: root.sh MOUNT-PROGRAM TABLE   where TABLE.machine has the lines for the machine's folders, TABLE the container's
"$1" --all --fstab "$2.machine" 2>/dev/null
# 64: some were mounted. What this user may not bind of the machine's files, a container can do without.
case $? in 0 | 64) ;; *) exit 1 ;; esac
exec "$1" --all --fstab "$2"
