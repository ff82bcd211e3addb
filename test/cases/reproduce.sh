#!/usr/bin/env bash
# Makes the real program fail the way a case in test/cases/journal says it does: `npm run reproduce -- CASE...` as root on a
# Debian 12 that can be thrown away; without a name, the list. Nothing else depends on it. Each function is one case's recipe,
# runs in an empty directory and prints what the program prints; what it starts there ends with it.
pair() { openssl req -x509 -newkey rsa:2048 -nodes -keyout "$1.key" -out "$1.crt" -subj "/CN=$1" -days 2 2>&- ; }
listen() { python3 -c "import socket,time;s=socket.socket();s.setsockopt(1,2,1);s.bind(('0.0.0.0',$1));s.listen();time.sleep(30)" & sleep 1; }
say() { exec 3<>"/dev/tcp/127.0.0.1/$1"; cat >&3; timeout 1 cat <&3; exec 3>&-; }
nginx_with() { printf 'error_log stderr; pid %s/pid; events {} http { %s }' "$PWD" "$1" >nginx.conf; nginx -t -c "$PWD/nginx.conf"; }
postgres_at() { "$(ls -d /usr/lib/postgresql/*/bin | tail -1)/$1" "${@:2}"; }
as_postgres() { chown -R postgres . ; chmod 755 .; su postgres -s /bin/bash -c "PATH=$(ls -d /usr/lib/postgresql/*/bin | tail -1):\$PATH; cd $PWD; $1"; }

second-nginx-letsencrypt-path() { nginx_with 'server { listen 8441 ssl; ssl_certificate /etc/letsencrypt/live/shop.example.org/fullchain.pem; ssl_certificate_key x; }'; }
second-russian() { listen 8442; printf 'error_log stderr; pid %s/pid; events {} http { server { listen 8442; } }' "$PWD" >c; nginx -c "$PWD/c"; }
second-nginx-reload-notices() {
  printf 'error_log stderr notice; pid %s/pid; daemon off; events {} http { server { listen 8443; } }' "$PWD" >c
  nginx -c "$PWD/c" & sleep 1; kill -HUP "$(cat pid)"; sleep 1; kill "$(cat pid)"; wait
}
second-haproxy-key-pair() { pair a; pair b; cat a.crt b.key >site.pem; printf 'defaults\n mode http\n timeout connect 1s\n timeout client 1s\n timeout server 1s\nfrontend f\n bind *:8444 ssl crt %s/site.pem\n' "$PWD" >c; haproxy -c -f c; }
second-redis-conf-unreadable() { touch redis.conf; chmod 000 redis.conf; chmod 755 .; setpriv --reuid 65534 --clear-groups --inh-caps=-all redis-server "$PWD/redis.conf"; }
second-redis-aof-bad() {
  timeout 3 redis-server --port 8445 --appendonly yes --dir "$PWD" >/dev/null; printf '*3\r\nbroken' | cat - <(echo x) >x; cat x >>appendonlydir/*.incr.aof
  sed -i 's/^.*broken/garbage/' appendonlydir/*.incr.aof; timeout 3 redis-server --port 8445 --appendonly yes --dir "$PWD"
}
second-redis-warnings-ready() { timeout -s INT 2 redis-server --port 8446 --dir "$PWD"; }
stop-healthy() { timeout -s TERM 2 redis-server --port 8446 --dir "$PWD"; }
second-squid-bungled() { printf 'http_port 8447\nacl office scr 10.20.0.0/16\n' >c; squid -k parse -f "$PWD/c"; }
second-php-fpm-run-dir() { printf '[global]\nerror_log=/proc/self/fd/2\n[www]\nuser=nobody\nlisten=/run/php/blog/fpm.sock\npm=static\npm.max_children=1\n' >c; "$(ls /usr/sbin/php-fpm* | head -1)" -F -y "$PWD/c"; }
second-apache-port-80-fqdn() { listen 8448; printf 'ServerRoot /etc/apache2\nLoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so\nPidFile %s/pid\nErrorLog %s/e\nListen 8448\n' "$PWD" "$PWD" >c; apache2 -f "$PWD/c" -DFOREGROUND; }
second-gunicorn-psycopg2() { echo 'import psycopg2_is_not_here' >wsgi.py; gunicorn -b 127.0.0.1:8451 wsgi:app; }
second-gunicorn-slow-worker() { printf 'import time\ndef app(e,s):\n  time.sleep(60)\n' >w.py; timeout 9 gunicorn -t 2 -b 127.0.0.1:8452 w:app & sleep 1; curl -sm 6 http://127.0.0.1:8452/; wait; }
second-gunicorn-stopped-on-purpose() { printf 'def app(e,s): pass\n' >w.py; timeout 3 gunicorn -b 127.0.0.1:8453 w:app; }
# Version 20.1 does not print the SIGTERM line.
gunicorn-reload() { printf 'def app(e,s): pass\n' >w.py; timeout 5 gunicorn -b 127.0.0.1:8454 -p pid w:app & sleep 2; kill -HUP "$(cat pid)"; wait; }
ok-gunicorn-maxreq() { printf 'def app(e,s):\n  s("200 OK",[]); return [b""]\n' >w.py; timeout 5 gunicorn --max-requests 1 -b 127.0.0.1:8455 w:app & sleep 2; curl -s http://127.0.0.1:8455/; wait; }
second-compose-node-module() { echo "require('fastify')" >server.js; node server.js; }
so-node-errno-cut() { second-compose-node-module; }
second-node-build-heap() { node --max-old-space-size=40 -e 'const a=[];for(;;)a.push(Array(1e4).fill(Math.random()).map(String))'; }
ok-node-deprecation() { node -e "new Buffer(1)"; }
caddy-port() { listen 8456; printf ':8456\nrespond "x"\n' >Caddyfile; HOME=$PWD caddy run --config Caddyfile; }
mosquitto-unknown-option() { printf 'listener 8457\n\nalow_anonymous true\n' >c; mosquitto -c c; }
ok-mosquitto-clients() { printf 'listener 8458\nallow_anonymous true\n' >c; timeout 4 mosquitto -c c & sleep 1; printf '\x10\x0d\x00\x04MQTT\x04\x02\x00\x3c\x00\x01a' | say 8458; wait; }
mosquitto-clients() { ok-mosquitto-clients; }
sshd-config-typo() { ssh-keygen -qt ed25519 -N '' -f k; printf 'HostKey %s/k\nPermitRootLogins no\n' "$PWD" >c; /usr/sbin/sshd -t -f "$PWD/c"; }
second-sshd-hostkey-mode() { ssh-keygen -qt ed25519 -N '' -f k; chmod 644 k; printf 'HostKey %s/k\n' "$PWD" >c; /usr/sbin/sshd -t -f "$PWD/c"; }
sshd-scanner-banner() {
  mkdir -p /run/sshd; ssh-keygen -qt ed25519 -N '' -f k; printf 'HostKey %s/k\nPort 8459\nPidFile none\n' "$PWD" >c; timeout 5 /usr/sbin/sshd -De -f "$PWD/c" & sleep 1
  printf 'GET / HTTP/1.1\r\n\r\n' | say 8459; ssh -o KexAlgorithms=diffie-hellman-group1-sha1 -p 8459 127.0.0.1 true; say 8459 </dev/null; wait
}
second-postgres-shared-memory() { as_postgres "initdb -D d >/dev/null; postgres -D d -p 8460 -k $PWD -c shared_buffers=900GB"; }
second-compose-postgres-upgrade() { as_postgres "initdb -D d >/dev/null; echo 13 >d/PG_VERSION; postgres -D d -p 8460 -k $PWD"; }
second-pg-crash-recovered() { as_postgres "initdb -D d >/dev/null; postgres -D d -p 8461 -k $PWD >/dev/null 2>&1 & sleep 2; psql -h $PWD -p 8461 -c 'create table t(i int)' postgres; kill -9 \$(head -1 d/postmaster.pid); sleep 1; rm -f d/postmaster.pid; timeout 4 postgres -D d -p 8461 -k $PWD"; }
second-pg-migration() { as_postgres "initdb -D d >/dev/null; timeout 5 postgres -D d -p 8462 -k $PWD & sleep 2; psql -h $PWD -p 8462 -c 'CREATE INDEX orders_at ON orders (created_at)' postgres; wait"; }
second-pg-migration-psql() { second-pg-migration; }
ok-postgres-client-errors() { as_postgres "initdb -D d >/dev/null; timeout 5 postgres -D d -p 8462 -k $PWD & sleep 2; psql -h $PWD -p 8462 -c 'selec 1' postgres; psql -h $PWD -p 8462 -c 'select * from \"user\"' postgres; psql -h $PWD -p 8462 -c checkpoint postgres; wait"; }
so-postgres-stopped-waiting() { as_postgres "initdb -D d >/dev/null; echo nonsense >>d/postgresql.conf; pg_ctl -D d start >/dev/null; pg_ctl -D d -l log start"; }
postgres-shutdown() { as_postgres "initdb -D d >/dev/null; timeout -s INT 4 postgres -D d -p 8463 -k $PWD & sleep 2; psql -h $PWD -p 8463 -c 'select pg_sleep(9)' postgres; wait"; }
second-mariadb-second-instance() {
  mariadb-install-db --no-defaults --datadir="$PWD/d" --user=root >/dev/null 2>&1; mariadbd --no-defaults --user=root --datadir="$PWD/d" --socket="$PWD/s" --port 8464 >/dev/null 2>&1 & sleep 4
  timeout 40 mariadbd --no-defaults --user=root --datadir="$PWD/d" --socket="$PWD/s2" --port 8465
}
ok-mariadb-start() { mariadb-install-db --no-defaults --datadir="$PWD/d" --user=root >/dev/null 2>&1; timeout 8 mariadbd --no-defaults --user=root --datadir="$PWD/d" --socket="$PWD/s" --port 8466 --expire-logs-days=1; }
dnsmasq-53() { listen 8467; dnsmasq -d -p 8467 -C /dev/null; }
second-chronyd-in-lxc() { echo 'local stratum 10' >c; setpriv --bounding-set=-sys_time --inh-caps=-sys_time chronyd -d -f "$PWD/c"; }
timer-env() { printf '#!/bin/bash\nset -u\necho $SYNC_TARGET\n' >nightly-sync; chmod +x nightly-sync; ./nightly-sync; }
cron-mail-notfound() { printf '#!/bin/sh\nrestic backup\n' >nightly.sh; chmod +x nightly.sh; PATH=/usr/bin:/bin ./nightly.sh; }
wsl-no-systemd() { systemctl start docker; }
second-mount-exfat-unknown() { truncate -s 1M i; mkdir m; mount -t exfat i m; }
mount-type() { truncate -s 1M i; mkdir m; mount -t exfta i m; }

if [ $# = 0 ]; then declare -F | awk '{ print $3 }' | grep -- - ; exit; fi
for name in "$@"; do
  declare -F "$name" >/dev/null || { echo "no recipe for $name" >&2; exit 2; }
  there=$(mktemp -d); echo "== $name"
  (cd "$there" && set -m && "$name" 2>&1; kill $(jobs -p) 2>/dev/null); rm -rf "$there"
done
