# Outlives the engine just long enough to clean up after it. Standard input is a pipe whose other end the engine holds.
# usage: reap.sh FOLDER [CGROUP-FOLDER…]   where FOLDER/sessions/ has a file for each process session
# Whoever read the output is dead: a word written there would end this with SIGPIPE.
exec >/dev/null 2>&1
while read -r _; do :; done
folder=$1
shift
for file in "$folder"/sessions/*; do
  [ -e "$file" ] && kill -s KILL -- "-${file##*/}"
done
# Where nothing else holds them, the processes of containers have a mark (strays.ts).
for environment in /proc/[0-9]*/environ; do
  if grep -qsF "LEAKLAB_CONTAINER=$folder#" "$environment"; then
    process=${environment%/environ}
    kill -s KILL "${process#/proc/}"
  fi
done
for parent in "$@"; do
  for group in "$parent"/*/ "$parent"/; do
    # A killed process leaves its group a moment after it has died.
    tries=0
    while [ -d "$group" ] && [ $tries -lt 200 ]; do
      while read -r pid; do kill -s KILL "$pid"; done <"$group/cgroup.procs"
      rmdir "$group" || sleep 0.05
      tries=$((tries + 1))
    done
  done
done
for mounted in "$folder"/pods/*/volumes/*/; do
  [ -e "$mounted" ] && umount -l "${mounted%/}"
done
rm -rf "$folder"
