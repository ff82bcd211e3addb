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
postgres-checkpoints() { as_postgres "timeout 8 postgres -D d -p 8481 -k $PWD -c log_checkpoints=on & sleep 2; psql -h $PWD -p 8481 postgres -c 'create table orders(ref text unique)' -c \"insert into orders values ('A-1001')\" -c \"insert into orders values ('A-1001')\" -c checkpoint; wait"; }
postgres-disk-full() {
  mkdir small; mount -t tmpfs -o size=80M none small; chown postgres small; cd small
  as_postgres "timeout 20 postgres -D d -p 8482 -k $PWD & sleep 2; psql -h $PWD -p 8482 postgres -c 'create unlogged table events as select repeat(md5(n::text), 9) from generate_series(1,900000) n' -c 'create table staging as select repeat(md5(n::text), 9) from generate_series(1,100000) n' -c 'create table more as select * from staging'; wait" | grep -v '^WARNING\|^HINT\|^DETAIL'; cd ..; umount -l small
}
second-postgres-last-lines() { as_postgres "touch d/recovery.signal; postgres -D d -p 8483 -k $PWD" | grep -v FATAL; }
mariadb-start() { journal_of mariadb.service true; }
redis-start() { redis-server --port 8484 --dir "$PWD" --save 1 1 & sleep 1; redis-cli -p 8484 set a b; sleep 3; kill %1; wait; }
ok-redis-overcommit() { timeout -s TERM 2 redis-server --port 8446 --dir "$PWD"; }
rabbit_with() { mkdir home; printf ABCDEFGHIJKLMNOPQRST >home/.erlang.cookie; chmod "$1" home/.erlang.cookie; chown -R "$2" home; su rabbitmq -s /bin/sh -c "cd /; HOME=$PWD/home RABBITMQ_MNESIA_BASE=$PWD/home RABBITMQ_LOG_BASE=$PWD/home timeout 30 /usr/lib/rabbitmq/bin/rabbitmq-server"; }
rabbit-cookie-mode() { rabbit_with 644 rabbitmq; }
rabbit-cookie() { rabbit-cookie-mode; }
second-rabbitmq-cookie() { rabbit_with 400 root; }
so-rabbit-noise() { rabbit-cookie-mode >/dev/null; echo rabbitmq-server.service >>"$kept/units"; echo 'listeners.tcp.default = lots' | file /etc/rabbitmq/rabbitmq.conf; timeout 60 systemctl start rabbitmq-server; told -u rabbitmq-server; }
rabbitmq-start() { echo rabbitmq-server.service >>"$kept/units"; timeout 90 systemctl start rabbitmq-server; cat /var/log/rabbitmq/rabbit@*.log | tail -n 400 | grep -E 'Starting RabbitMQ|warning|TCP listener|Server startup|rebuild'; }
etcd_with() { timeout "${3:-6}" etcd --logger=zap --name "$1" --data-dir "$1" --listen-client-urls "http://127.0.0.1:$2" --advertise-client-urls "http://127.0.0.1:$2" "${@:4}"; }
etcd-leader() { etcd_with m 8485 6 --listen-peer-urls http://127.0.0.1:8486; }
second-etcd-cluster-id() {
  for at in a b; do etcd_with $at 848$([ $at = a ] && echo 5 || echo 7) 8 --initial-cluster-token "$at" --initial-advertise-peer-urls "http://127.0.0.1:848$([ $at = a ] && echo 6 || echo 8)" --listen-peer-urls "http://127.0.0.1:848$([ $at = a ] && echo 6 || echo 8)" --initial-cluster "a=http://127.0.0.1:8486,b=http://127.0.0.1:8488" 2>$at.log & done; wait; cat a.log
}
second-etcd-cut() { mkdir -p m; echo x >m/member; service_with etcd "ExecStart=/usr/bin/etcd --logger=zap --data-dir $PWD/m --listen-client-urls http://127.0.0.1:8485 --advertise-client-urls http://127.0.0.1:8485" | cut -c -79; }
etcd-cluster-id() { second-etcd-cluster-id; }
# etcd on one processor, asked by many at once; without its first lines.
etcd_slow() {
  GOMAXPROCS=1 etcd_with m 8485 60 --listen-peer-urls http://127.0.0.1:8486 2>log & sleep 5
  ctl() { ETCDCTL_API=3 etcdctl --endpoints=127.0.0.1:8485 --command-timeout=60s "$@" >/dev/null; }
  began=$(grep -c . log); for n in $(seq 41); do head -c 900000 /dev/zero | tr '\0' x | ctl put "/registry/pods/$n"; done
  for n in $(seq 9); do ctl get --keys-only --prefix /registry/pods/ & gets+=($!); done; wait "${gets[@]}"; ctl compact 9; sleep 3; kill %1; tail -n "+$((began + 1))" log
}
ok-etcd-slow() { etcd_slow; }
second-etcd-apply-slow-ok() { etcd_slow; }
two-failures-disk-cert() {
  faketime '-9 days' openssl req -x509 -newkey rsa:2048 -nodes -keyout k -out c -subj /CN=localhost -addext subjectAltName=DNS:localhost -days 1 2>/dev/null; openssl s_server -quiet -accept 8497 -cert c -key k -www >/dev/null 2>&1 &
  printf 'global: { scrape_interval: 1s }\nscrape_configs:\n- job_name: self\n  static_configs: [{targets: ["127.0.0.1:8498"]}]\nremote_write:\n- url: https://localhost:8497/write\n  tls_config: { ca_file: %s/c }\n' "$PWD" >prometheus.yml
  timeout -s KILL 20 prometheus --config.file=prometheus.yml --storage.tsdb.path=p --web.listen-address=127.0.0.1:8498 2>prometheus.log & mkdir wal; mount -t tmpfs -o size=20M none wal
  as_postgres "cp -r d/pg_wal/. wal/; rm -r d/pg_wal; ln -s $PWD/wal d/pg_wal; timeout 9 postgres -D d -p 8482 -k $PWD & sleep 3; psql -h $PWD -p 8482 postgres -c 'create table events as select repeat(md5(n::text), 9) from generate_series(1,90000) n'; wait" 2>&1 | grep '^20'; umount -l wal; wait %2; grep -v level=info prometheus.log
}
