# shellcheck shell=bash
# A PostgreSQL of our own in $WORK, fast and forgetful, for tests and for measuring. Sourced after lib.sh, never run.

# watch_cluster: a watcher outlives the script, so that the cluster and $WORK go away even when the script is killed.
watch_cluster() {
    setsid bash -c 'tail --pid="$1" -f /dev/null
        [ ! -f "$2/pg/postmaster.pid" ] || kill -INT "$(head -n 1 "$2/pg/postmaster.pid")"
        for _ in $(seq 50); do [ -f "$2/pg/postmaster.pid" ] || break; sleep 0.1; done
        rm -rf "$2"' watcher "$$" "$WORK" </dev/null >/dev/null 2>&1 &
}

find_postgres() {
    local folder
    for folder in /usr/lib/postgresql/*/bin; do [ -x "$folder/initdb" ] && PG_BIN=$folder; done
    if [ -z "${PG_BIN:-}" ] && command -v initdb >/dev/null; then
        PG_BIN=$(dirname "$(readlink -f "$(command -v initdb)")")
    fi
    [ -n "${PG_BIN:-}" ]
}

# as_postgres command…: PostgreSQL refuses to run as root.
as_postgres() {
    if [ "$(id -u)" -eq 0 ]; then
        (cd "$WORK" && setpriv --reuid postgres --regid postgres --init-groups "$@")
    else
        "$@"
    fi
}

make_cluster() {
    mkdir "$WORK/pg"
    [ "$(id -u)" -ne 0 ] || chown postgres "$WORK/pg"
    as_postgres "$PG_BIN/initdb" -D "$WORK/pg" -U ocop -A trust -E UTF8 --locale=C.UTF-8 --no-sync
    PG_PORT=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    as_postgres "$PG_BIN/pg_ctl" -D "$WORK/pg" -w -t 60 -l "$WORK/pg/log" start -o "-p $PG_PORT -k $WORK/pg \
        -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
}
