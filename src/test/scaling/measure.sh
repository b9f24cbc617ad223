#!/usr/bin/env bash
# Repeats the figures of docs/scaling.md on a database of yours: fills databases named scaling_*, measures, and drops them.
#
#   src/test/scaling/measure.sh [ROUNDS]       3 rounds where nothing is said; about 12 minutes
#
# The server is libpq's: PGHOST, PGPORT, PGUSER (a superuser, since it asks for checkpoints). Needs psql and pgbench on the path, 10 GB of
# disk, and a server that nobody else needs: it turns full_page_writes off for a while. Prints one line a measurement: round, what,
# orders, clients, tps, latency in ms and, where POSTMASTER_PID names a server on this machine, the CPU time of its backends a transaction
# in ms.
set -euo pipefail
cd "$(dirname "$0")"
rounds=${1:-3} most=32000
export PGOPTIONS='-c client_min_messages=warning'

sql() { psql -XqAt -v ON_ERROR_STOP=1 "$@"; }
fresh() { sql -d postgres -c "DROP DATABASE IF EXISTS $1" -c "CREATE DATABASE $1 ${2:+TEMPLATE $2 STRATEGY file_copy}"; }
fill() {
    fresh "scaling_$1"
    local migration
    for migration in ../../../db/migration/V*.sql; do sql -d "scaling_$1" -f "$migration"; done
    sql -d "scaling_$1" -v orders="$1" -f fill.sql
}
cpu() { # of the backends that have ended, in hundredths of a second
    if [ -n "${POSTMASTER_PID:-}" ]; then awk '{ print $16 + $17 }' "/proc/$POSTMASTER_PID/stat"; else echo 0; fi
}
# bench LABEL ORDERS CLIENTS SCRIPT TRANSACTIONS [pgbench options]
bench() {
    local label=$1 orders=$2 clients=$3 script=$4 transactions=$5 out before
    shift 5
    sql -d postgres -c CHECKPOINT
    before=$(cpu)
    out=$(pgbench -n -M prepared -c "$clients" -j 2 -t $((transactions / clients)) -f "$script" \
        -D orders="$orders" -D clients="$clients" -D i=-1 "$@" scaling_now 2>&1) || { echo "$out" >&2; exit 1; }
    sleep 0.2
    awk -v OFS='\t' -v r="$round" -v l="$label" -v o="$orders" -v c="$clients" -v cpu="$((10 * ($(cpu) - before)))" -v n="$transactions" \
        '/^latency average/ { ms = $4 } /^tps/ { print r, l, o, c, int($3), ms, cpu / n }' <<< "$out"
}
cancels() { # ORDERS: each run cancels a part of the orders that no other does
    local orders=$1 tenth=$(($1 / 10)) some=$most
    [ "$some" -lt $((4 * tenth)) ] || some=$((4 * tenth))
    bench cancel "$orders" 1 cancel.sql $((some / 4)) -D from=0
    bench cancel "$orders" 16 cancel.sql "$some" -D from="$tenth"
    bench cancel "$orders" 64 cancel.sql "$some" -D from=$((5 * tenth))
}
wal() { # FULL_PAGE_WRITES: bytes of WAL a cancel, from a checkpoint on
    fresh scaling_now scaling_1000000
    trap full_page_writes_again EXIT
    sql -d postgres -c "ALTER SYSTEM SET full_page_writes = $1" -c 'SELECT FROM pg_reload_conf()'
    local before
    before=$(sql -d postgres -c 'CHECKPOINT' -c 'SELECT pg_current_wal_lsn()')
    bench wal 1000000 16 cancel.sql 20000 -D from=0 >/dev/null
    sql -d postgres -F $'\t' -c "SELECT $round, 'WAL bytes a cancel, full_page_writes $1', 1000000, 16,
        ((pg_current_wal_lsn() - '$before') / 20000)::int"
    full_page_writes_again
}
full_page_writes_again() { sql -d postgres -c 'ALTER SYSTEM RESET full_page_writes' -c 'SELECT FROM pg_reload_conf()'; }
feed() { # [SUFFIX OF THE LABEL]: of 1,000,000 events
    local horizon newest after=${1:-}
    IFS='|' read -r horizon newest < <(sql -d scaling_now -c 'SELECT pg_current_snapshot(), max(position) FROM audit_event')
    local options=(-D visible="$horizon" -D newest="$newest")
    bench "feed, last 100 events$after" 1000000 1 feed_end.sql 2000 "${options[@]}" -D page=100
    bench "feed, 100 events of an account$after" 1000000 1 feed_account.sql 2000 -D page=100
    bench "feed, all events by 1,000$after" 1000000 1 feed.sql 1000 "${options[@]}" -D page=1000 -D after=0
}
partitions() { # BY
    fresh scaling_now scaling_1000000
    sql -d scaling_now -v by="$1" -f partition.sql >/dev/null
    feed ", in 24 partitions by $1"
    bench "cancel, in 24 partitions by $1" 1000000 16 cancel.sql "$most" -D from=0
}

fill 10000
fill 1000000
for round in $(seq "$rounds"); do
    fresh scaling_now scaling_10000
    cancels 10000
    fresh scaling_now scaling_1000000
    for clients in 1 16 64; do bench describe 1000000 "$clients" describe.sql $((most * 2)); done
    feed
    cancels 1000000
    fresh scaling_now scaling_1000000
    sql -d scaling_now -c 'DROP INDEX audit_event_of_account, audit_event_of_instance, audit_event_of_order'
    bench 'cancel without the feed indexes' 1000000 16 cancel.sql "$most" -D from=0
    fresh scaling_now scaling_1000000
    sql -d scaling_now -c 'DROP INDEX downgrade_order_of_state, downgrade_order_of_account'
    bench 'cancel without the list indexes' 1000000 16 cancel.sql "$most" -D from=0
    wal on
    wal off
    partitions position
    partitions time
done
fresh scaling_now scaling_1000000
sql -d scaling_now -f sizes.sql
for database in now 10000 1000000; do sql -d postgres -c "DROP DATABASE scaling_$database"; done
