# Units and what systemd says of them. Where a case shows nothing but systemd's own words, the program's are left out.
# The lines of systemd itself about a unit.
systemd_on() { told _PID=1 UNIT="$1"; }
quiet_with() { service_with "$@" StandardOutput=null StandardError=null; }
script_at() { cat >"$PWD/$1"; chmod +x "$PWD/$1"; }
# A distribution's unit that cannot start: UNIT FILE, the file's text from standard input.
broken_with() { file "$2"; echo "$1" >>"$kept/units"; timeout 60 systemctl restart "$1"; }

unit-exec-typo() { service_with metricsd Type=oneshot ExecStart=/opt/metrics/bin/metricsd Restart=on-failure RestartSec=100ms; }
unit-exec-perm() { echo '#!/bin/sh' >start.sh; service_with bot ExecStart="$PWD/start.sh"; }
unit-user-gone() { service_with restic-rest Type=oneshot User=restic-is-not-here ExecStart=/bin/true; }
second-unit-user-gone() { service_with bridge User=bridge ExecStart=/bin/true Restart=always; }
unit-chdir() { service_with invoicer WorkingDirectory=/srv/invoicer/current ExecStart=/usr/bin/python3; }
unit-envfile() { service_with zigbee2mqtt EnvironmentFile=/opt/zigbee2mqtt/env ExecStart=/bin/true Restart=always RestartSec=1; }
second-unit-env-file() { service_with panel EnvironmentFile=/etc/panel/env ExecStart=/bin/true | cut -c -79; }
unit-namespace-rw() { service_with gotify ProtectSystem=strict ReadWritePaths=/var/lib/gotify ExecStart=/bin/true; }
unit-stdout-perm() { service_with spider StandardOutput=append:/var/log/spider-is-not-here/out.log ExecStart=/bin/true; }
unit-bad-setting() { printf '[Service]\nExecStrat=/bin/true\n' | unit ollama-warm.service; systemctl start ollama-warm; told _PID=1; }
unit-relative-path() { printf '[Service]\nExecStart=./run.sh\n' | unit labjob.service; systemctl start labjob; told _PID=1; }
unit-start-timeout() { service_with indexer Type=notify TimeoutStartSec=2 ExecStart="/bin/sleep 60"; sleep 2; systemd_on indexer.service; }
unit-stop-timeout() {
  printf '#!/bin/bash\ntrap "" TERM\nwhile :; do sleep 1; done\n' | script_at stubborn
  service_with jellyfin TimeoutStopSec=2 ExecStart="$PWD/stubborn" >/dev/null; systemctl stop jellyfin; told -u jellyfin
}
unit-watchdog() { service_with opcua-bridge Type=simple WatchdogSec=2 ExecStart="/bin/sleep 60"; sleep 3; told -u opcua-bridge; }
unit-pidfile-protocol() { printf '#!/bin/sh\nsleep 60 &\n' | script_at daemon; service_with freeradius Type=forking TimeoutStartSec=2 PIDFile=/run/radiusd/radiusd.pid ExecStart="$PWD/daemon"; sleep 2; told -u freeradius; }
unit-seccomp-sys() { service_with exporter SystemCallFilter=~uname ExecStart=/bin/uname; }
unit-socket-busy() { listen 8470; printf '[Service]\nExecStart=/bin/true\n[Unit]\nRequires=grafana-proxy.socket\nAfter=grafana-proxy.socket\n' | unit grafana-proxy.service; printf '[Socket]\nListenStream=0.0.0.0:8470\n' | unit grafana-proxy.socket; systemctl start grafana-proxy; told -u grafana-proxy.socket -u grafana-proxy.service; }
unit-crlf-script() { printf '#!/bin/sh\r\necho x\r\n' | script_at run.sh; service_with deployer Type=oneshot ExecStart="$PWD/run.sh"; }
unit-exec-format() { head -c 64 /bin/true | sed 's/\x3e/\xb7/' >adguard; chmod +x adguard; service_with adguard Type=oneshot ExecStart="$PWD/adguard" Restart=on-failure RestartSec=100ms; }
second-exec-format-arm() { head -c 64 /bin/true | sed 's/\x3e/\xb7/' >frpc; chmod +x frpc; service_with frpc ExecStart="$PWD/frpc"; }
systemd-restart-once() { printf '#!/bin/bash\ntrap "echo received signal terminated, shutting down; exit 143" TERM\necho listening on 0.0.0.0:7000\nwhile :; do sleep 0.2; done\n' | script_at feedd; service_with feedd ExecStart="$PWD/feedd" >/dev/null; systemctl restart feedd; told -u feedd; }
ok-stop-term() { printf '#!/bin/bash\ntrap "echo SIGTERM received, closing 14 connections; echo bye; exit 0" TERM\necho listening on :8080\nwhile :; do sleep 0.2; done\n' | script_at shop; service_with shop ExecStart="$PWD/shop" >/dev/null; systemctl restart shop; told -u shop; }
ok-restart-recovered() { service_with bridge "ExecStart=/bin/sh -c 'echo connect 127.0.0.1:1883: connection refused, retry in 2 s; sleep 1; echo connected to 127.0.0.1:1883; sleep 60'"; }
unknown-program-perm() { touch tty; chmod 000 tty; service_with plcbridge User=nobody ExecStart="/bin/sh -c 'exec 3<$PWD/tty'"; }
unknown-program-silent() { quiet_with meterd ExecStart=/bin/false Restart=on-failure RestartSec=100ms; }
second-restart-loop-no-words() { quiet_with tgbot ExecStart=/bin/false Restart=always RestartSec=500ms; }
so-kill9-unknown() { service_with worker ExecStart="/bin/sleep 60" >/dev/null; kill -9 "$(systemctl show -P MainPID worker)"; systemd_on worker.service | tail -n +2; }
so-java-exit143() { printf '#!/bin/bash\n[ -e %s/again ] && exit 1\ntouch %s/again\ntrap "exit 143" TERM\nwhile :; do sleep 0.2; done\n' "$PWD" "$PWD" | script_at app; service_with app ExecStart="$PWD/app" >/dev/null; systemctl restart app; sleep 1; told -u app; }
so-core-dump-quiet() { service_with ztd "ExecStart=/bin/sh -c 'kill -ABRT \$\$\$\$'" Restart=on-failure RestartSec=500ms | grep systemd; }
so-dependency() { printf '[Service]\nType=oneshot\nExecStart=/bin/false\n' | unit data.service; printf '[Unit]\nDescription=Application daemon\nRequires=data.service\nAfter=data.service\n[Service]\nExecStart=/bin/true\n' | unit appd.service; systemctl start appd; systemd_on appd.service; }
second-dependency-failed-only() { so-dependency; }
so-nginx-only-systemd() { echo '}' | broken_with nginx.service /etc/nginx/conf.d/x.conf 2>/dev/null; systemd_on nginx.service; }
second-job-for-nginx-failed() { echo '}' | broken_with nginx.service /etc/nginx/conf.d/x.conf; }
so-job-failed-hint() { echo 'port lots' | broken_with redis-server.service /etc/redis/redis.conf; }
second-nginx-emerg-cut() { echo 'ssl_certificate /etc/ssl/none; server { listen 8471 ssl; ssl_certificate_key x; }' | broken_with nginx.service /etc/nginx/conf.d/x.conf 2>/dev/null; told -u nginx | cut -c -79 | sed 's/$/>/'; }
second-list-units-failed() { for each in certbot smartmontools; do printf '[Service]\nType=oneshot\nExecStart=/bin/false\n' | unit $each-copy.service; systemctl start $each-copy; done; systemctl --failed --no-pager; }
second-catalog-zh-unit-failed() { service_with collector Type=oneshot "ExecStart=/bin/sh -c 'exit 2'" >/dev/null; LANG=zh_CN.UTF-8 told -x -u collector; }
ok-unmet-condition() { printf '[Unit]\nConditionPathExists=/sys/firmware/efi/efivars/none\n[Service]\nExecStart=/bin/true\n' | run pcrphase.service; }
# The sound of somebody's session, nobody logged in.
session-pipewire() {
  useradd -m ann; uid=$(id -u ann); loginctl enable-linger ann; sleep 8
  runuser -u ann -- env "XDG_RUNTIME_DIR=/run/user/$uid" systemctl --user restart pipewire wireplumber; sleep 30; told -t systemd -t pipewire -t wireplumber -t rtkit-daemon -t dbus-daemon
  loginctl disable-linger ann; systemctl stop "user@$uid"; userdel -r ann 2>/dev/null
}
