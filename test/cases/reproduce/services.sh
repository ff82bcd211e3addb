# mosquitto, Prometheus and other servers.
mosquitto-pw() { printf 'listener 8457\npassword_file %s/passwdx\n' "$PWD" >c; mosquitto -c c; }
prom-yaml() { printf 'global:\n  scrape_intervall: 15s\n' >prometheus.yml; prometheus --config.file=prometheus.yml --storage.tsdb.path=d --web.listen-address=127.0.0.1:8449; }
mosquitto-unknown-option() { printf 'listener 8457\n\nalow_anonymous true\n' >c; mosquitto -c c; }
ok-mosquitto-clients() { printf 'listener 8458\nallow_anonymous true\n' >c; timeout 4 mosquitto -c c & sleep 1; printf '\x10\x0d\x00\x04MQTT\x04\x02\x00\x3c\x00\x01a' | say 8458; wait; }
mosquitto-clients() { ok-mosquitto-clients; }
prom_with() { printf 'global: {}\n' >prometheus.yml; timeout 5 prometheus --config.file=prometheus.yml --storage.tsdb.path=d --web.listen-address="127.0.0.1:$1"; }
prometheus-start() { prom_with 8490 >/dev/null 2>&1; prom_with 8490; }
cert-pull-truncated() { echo prometheus-node-exporter.service >>"$kept/units"; listen 9100; systemctl start prometheus-node-exporter; sleep 2; told -u prometheus-node-exporter | cut -c -100 | sed 's/$/>/'; }
uwsgi-module() { echo 'from flask_cors_is_not_here import CORS' >wsgi.py; timeout 5 uwsgi --plugin python3 --http-socket :8492 --wsgi-file wsgi.py --callable app --need-app; }
uwsgi-start() { printf 'def application(e, s): return [b""]\n' >wsgi.py; timeout 4 uwsgi --plugin python3 --socket :8492 --wsgi-file wsgi.py; }
puma-start() { echo 'run ->(e) { [200, {}, ["x"]] }' >config.ru; service_with puma WorkingDirectory="$PWD" "ExecStart=/usr/bin/puma -w 1 -b unix://$PWD/s config.ru" Environment=HOME=/root; sleep 3; told -t puma; }
fail2ban() {
  touch auth.log; printf '[sshd]\nenabled = true\nbackend = polling\nlogpath = %s/auth.log\nmaxretry = 2\nbantime = 3\nbanaction = noop\n' "$PWD" | file /etc/fail2ban/jail.d/x.conf; printf '[Definition]\nactionban = true\nactionunban = true\n' | file /etc/fail2ban/action.d/noop.conf
  timeout 14 fail2ban-server -f --logtarget STDOUT -s "$PWD/s" -p "$PWD/p" start & sleep 4
  for n in 1 2 3; do echo "$(date '+%b %d %H:%M:%S') h sshd[1]: Failed password for root from 198.51.100.99 port 40022 ssh2" >>auth.log; sleep 1; done; wait
}
cron_with() { echo 'EXTRA_OPTS="-L 5"' | file /etc/default/cron; echo cron.service >>"$kept/units"; printf '%s\n' "$1" | file /etc/cron.d/reproduced; systemctl restart cron; sleep 63; told -t CRON -t cron; }
cron-night() { cron_with '* * * * * root true'; }
cron-noise-healthy() { cron_with '* * * * * root command -v debian-sa1 > /dev/null && debian-sa1 1 1'; }
so-cron-exit() { cron_with '* * * * * root exit 12'; }
ok-logrotate-hup() { systemctl start logrotate; told; }
systemd-timers() { systemctl start logrotate e2scrub_all; told; }
second-prometheus-second() { for port in 8490 8491; do printf 'global: {}\n' >$port.yml; timeout 8 prometheus --config.file=$port.yml --storage.tsdb.path=d --storage.tsdb.use-lockfile --web.listen-address="127.0.0.1:$port" 2>$port.log & sleep 3; done; wait; cat 8491.log; }
# Stages of cloud-init up to the given one, with the user data from standard input.
cloud_with() {
  mkdir -p /var/lib/cloud/seed/nocloud; echo 'instance-id: here' | file /var/lib/cloud/seed/nocloud/meta-data; file /var/lib/cloud/seed/nocloud/user-data; echo 'datasource_list: [NoCloud]' | file /etc/cloud/cloud.cfg.d/99-here.cfg
  cloud-init clean --logs; for each in cloud-init-local cloud-init "$1"; do echo "$each.service" >>"$kept/units"; systemctl restart "$each"; done; told -u "$1"
}
cloudinit-yaml() { printf '#cloud-config\npackage_update: false\nusers:\n  - name: mei\n   - name: lan\n' | cloud_with cloud-init; }
so-cloudinit-generic() { printf '#!/bin/sh\nexit 1\n' | cloud_with cloud-final; }
apt-upgrades() {
  debian_of() { mkdir -p "$1/DEBIAN" "$1/lib/systemd/system"; printf 'Package: night-report\nVersion: %s\nArchitecture: all\nMaintainer: a <a@example.net>\nDescription: x\n' "$1" >"$1/DEBIAN/control"; printf '[Service]\nExecStart=/bin/sleep 60\nKillMode=none\n' >"$1/lib/systemd/system/night-report.service"; printf '#!/bin/sh\nsystemctl daemon-reload\n' >"$1/DEBIAN/postinst"; chmod 755 "$1/DEBIAN/postinst"; dpkg-deb -b "$1" "$1.deb" >/dev/null; }
  debian_of 1; debian_of 2; dpkg -i 1.deb >/dev/null; systemctl start night-report; mkdir repo; mv 2.deb repo; (cd repo; dpkg-scanpackages . 2>/dev/null >Packages; apt-ftparchive -o APT::FTPArchive::Release::Origin=here release . >Release)
  mkdir -p lists; echo "deb [trusted=yes] file:$PWD/repo ./" >sources; printf 'Dir::Etc::SourceList "%s/sources";\nDir::Etc::SourceParts "/dev/null";\nAPT::Periodic::Unattended-Upgrade "always";\nUnattended-Upgrade::Origins-Pattern { "origin=here"; };\n' "$PWD" | file /etc/apt/apt.conf.d/99here
  apt-get -qq update; journal_of apt-daily-upgrade.service true >/dev/null; told _PID=1; dpkg -P night-report >/dev/null; rm /etc/apt/apt.conf.d/99here
}
# GNOME without a screen, for the lines that every desktop session says.
