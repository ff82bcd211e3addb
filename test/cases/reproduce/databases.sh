# PostgreSQL, MariaDB, Redis.
as_postgres() { chown -R postgres .; su postgres -s /bin/bash -c "PATH=$(ls -d /usr/lib/postgresql/*/bin | tail -1):\$PATH; cd $PWD; initdb -D d >/dev/null; $1"; }
maria_with() { mariadb-install-db --no-defaults --datadir="$PWD/d" --user=root >/dev/null 2>&1; timeout 9 mariadbd --no-defaults --user=root --datadir="$PWD/d" --socket="$PWD/s" "$@"; }

pg-version() { second-compose-postgres-upgrade; }
pg-perm() { as_postgres "chmod 755 d; postgres -D d"; }
pg-shm() { second-postgres-shared-memory; }
pg-pgcontrol() { as_postgres "rm d/global/pg_control; postgres -D d"; }
pg-guc-value() { as_postgres "postgres -D d -c max_connections=lots"; }
ok-postgres-recovery() { second-pg-crash-recovered; }
postgres-healthy-start() { second-pg-crash-recovered; }
maria-port() { listen 8436; maria_with --port 8436; }
maria-option() { maria_with --port 8437 --innodb-bufer-pool-size=1G; }
redis-aof() { timeout 3 redis-server --port 8438 --appendonly yes --dir "$PWD" >/dev/null; echo garbage-in-the-base-file >"$(ls appendonlydir/*.base.rdb)"; timeout 3 redis-server --port 8438 --appendonly yes --dir "$PWD"; }
redis-conf-dir() { echo 'dir /var/lib/redis-data' >redis.conf; redis-server "$PWD/redis.conf"; }
pgbouncer-opt() { printf '[databases]\n[pgbouncer]\nlisten_port=8439\npol_mode=session\n' >c.ini; chmod 644 c.ini; su postgres -s /bin/sh -c "pgbouncer $PWD/c.ini"; }
second-redis-conf-unreadable() { touch redis.conf; chmod 000 redis.conf; chmod 755 .; setpriv --reuid 65534 --clear-groups --inh-caps=-all redis-server "$PWD/redis.conf"; }
second-redis-aof-bad() {
  timeout 3 redis-server --port 8445 --appendonly yes --dir "$PWD" >/dev/null; printf '*3\r\nbroken' | cat - <(echo x) >x; cat x >>appendonlydir/*.incr.aof
  sed -i 's/^.*broken/garbage/' appendonlydir/*.incr.aof; timeout 3 redis-server --port 8445 --appendonly yes --dir "$PWD"
}
second-redis-warnings-ready() { timeout -s INT 2 redis-server --port 8446 --dir "$PWD"; }
stop-healthy() { timeout -s TERM 2 redis-server --port 8446 --dir "$PWD"; }
second-postgres-shared-memory() { as_postgres "postgres -D d -p 8460 -k $PWD -c shared_buffers=900GB"; }
second-compose-postgres-upgrade() { as_postgres "echo 13 >d/PG_VERSION; postgres -D d -p 8460 -k $PWD"; }
second-pg-crash-recovered() { as_postgres "postgres -D d -p 8461 -k $PWD >/dev/null 2>&1 & sleep 2; psql -h $PWD -p 8461 -c 'create table t(i int)' postgres; kill -9 \$(head -1 d/postmaster.pid); sleep 1; rm -f d/postmaster.pid; timeout 4 postgres -D d -p 8461 -k $PWD"; }
second-pg-migration() { as_postgres "timeout 5 postgres -D d -p 8462 -k $PWD & sleep 2; psql -h $PWD -p 8462 -c 'CREATE INDEX orders_at ON orders (created_at)' postgres; wait"; }
second-pg-migration-psql() { second-pg-migration; }
ok-postgres-client-errors() { as_postgres "timeout 5 postgres -D d -p 8462 -k $PWD & sleep 2; psql -h $PWD -p 8462 -c 'selec 1' postgres; psql -h $PWD -p 8462 -c 'select * from \"user\"' postgres; psql -h $PWD -p 8462 -c checkpoint postgres; wait"; }
so-postgres-stopped-waiting() { as_postgres "echo nonsense >>d/postgresql.conf; pg_ctl -D d start >/dev/null; pg_ctl -D d -l log start"; }
postgres-shutdown() { as_postgres "timeout -s INT 4 postgres -D d -p 8463 -k $PWD & sleep 2; psql -h $PWD -p 8463 -c 'select pg_sleep(9)' postgres; wait"; }
second-mariadb-second-instance() {
  mariadb-install-db --no-defaults --datadir="$PWD/d" --user=root >/dev/null 2>&1; mariadbd --no-defaults --user=root --datadir="$PWD/d" --socket="$PWD/s" --port 8464 >/dev/null 2>&1 & sleep 4
  timeout 40 mariadbd --no-defaults --user=root --datadir="$PWD/d" --socket="$PWD/s2" --port 8465
}
ok-mariadb-start() { mariadb-install-db --no-defaults --datadir="$PWD/d" --user=root >/dev/null 2>&1; timeout 8 mariadbd --no-defaults --user=root --datadir="$PWD/d" --socket="$PWD/s" --port 8466 --expire-logs-days=1; }
