# PostgreSQL of this machine, with the variables of its official image: POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB and
# PGDATA. $1 is the folder of its programs; what follows is for the server.
set -eu
bin=$1
shift
# Below the working directory by itself: /var/lib is the machine's.
PGDATA=${PGDATA:-$PWD/data}

# The server refuses to run as root, and asks the machine's list of users who it is: nobody is in every one.
if [ "$(id -u)" = 0 ]; then
  mkdir -p "$PGDATA"
  chown nobody "$PGDATA"
  exec setpriv --reuid=nobody --regid="$(id -g nobody)" --clear-groups -- env PGDATA="$PGDATA" /bin/sh "$0" "$bin" "$@"
fi

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  if [ -z "${POSTGRES_PASSWORD:-}" ]; then
    echo 'Error: Database is uninitialized and superuser password is not specified.' >&2
    exit 1
  fi
  user=${POSTGRES_USER:-postgres}
  database=${POSTGRES_DB:-$user}
  password=$(mktemp)
  printf '%s\n' "$POSTGRES_PASSWORD" >"$password"
  "$bin/initdb" --pgdata="$PGDATA" --username="$user" --pwfile="$password" --auth-local=trust \
    --auth-host=scram-sha-256 --encoding=UTF8 --no-locale --no-sync >/dev/null
  rm -f "$password"
  printf '\nhost all all all scram-sha-256\n' >>"$PGDATA/pg_hba.conf"
  if [ "$database" != postgres ]; then
    printf 'CREATE DATABASE "%s"\n' "$database" | "$bin/postgres" --single -D "$PGDATA" postgres >/dev/null
  fi
fi
# As the image takes it: the server's name may stand before its arguments.
[ "${1:-}" != postgres ] || shift
# The pod's own address: the machine's others are those of other pods.
exec "$bin/postgres" -D "$PGDATA" -c listen_addresses="${HOST:-*}" -c unix_socket_directories=/tmp "$@"
