# OpenSSH, name servers, time, keepalived.
sshd_with() { ssh-keygen -qt ed25519 -N '' -f k; printf 'HostKey %s/k\n%b' "$PWD" "$1" >c; mkdir -p /run/sshd; timeout "${2:-3}" /usr/sbin/sshd -De -f "$PWD/c"; }

sshd-keys-open() { second-sshd-hostkey-mode; }
sshd-match() { sshd_with "Match Usr x\n X11Forwarding no\n"; }
sshd-bind() { listen 8440; sshd_with 'ListenAddress 127.0.0.1:8440\nPidFile none\n'; }
named-zone() { printf 'options { directory "%s"; listen-on { none; }; listen-on-v6 { none; }; };\ncontrols {};\nzone "a.example" { type master; file "db.a.example"; };\n' "$PWD" >c; timeout 4 named -g -c "$PWD/c"; }
unbound-kw() { printf 'server:\n verbosity: 1\n hide-identiy: yes\n' >c; unbound -d -c "$PWD/c"; }
keepalived-if() { printf 'vrrp_instance V1 {\n state MASTER\n interface eth7\n virtual_router_id 5\n virtual_ipaddress { 192.0.2.9 }\n}\n' >c; timeout 6 keepalived -nlG -f "$PWD/c" -p "$PWD/p" -r "$PWD/r"; }
sshd-config-typo() { ssh-keygen -qt ed25519 -N '' -f k; printf 'HostKey %s/k\nPermitRootLogins no\n' "$PWD" >c; /usr/sbin/sshd -t -f "$PWD/c"; }
second-sshd-hostkey-mode() { ssh-keygen -qt ed25519 -N '' -f k; chmod 644 k; printf 'HostKey %s/k\n' "$PWD" >c; /usr/sbin/sshd -t -f "$PWD/c"; }
sshd-scanner-banner() {
  mkdir -p /run/sshd; ssh-keygen -qt ed25519 -N '' -f k; printf 'HostKey %s/k\nPort 8459\nPidFile none\n' "$PWD" >c; timeout 5 /usr/sbin/sshd -De -f "$PWD/c" & sleep 1
  printf 'GET / HTTP/1.1\r\n\r\n' | say 8459; ssh -o KexAlgorithms=diffie-hellman-group1-sha1 -p 8459 127.0.0.1 true; say 8459 </dev/null; wait
}
dnsmasq-53() { listen 8467; dnsmasq -d -p 8467 -C /dev/null; }
second-chronyd-in-lxc() { echo 'local stratum 10' >c; setpriv --bounding-set=-sys_time --inh-caps=-sys_time chronyd -d -f "$PWD/c"; }
