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
wg-noperm() { printf '[Interface]\nPrivateKey = %s\nAddress = 192.0.2.77/32\n' "$(wg genkey)" | file /etc/wireguard/wg0.conf; chmod 600 /etc/wireguard/wg0.conf; echo wg-quick@wg0.service >>"$kept/units"; systemctl start wg-quick@wg0; told -u wg-quick@wg0; }
dhcp_with() { ip link add v0 type veth peer name v1; ip link set v0 up; ip link set v1 up; printf 'timeout 12;\nretry 60;\n' >c; touch l; timeout 20 dhclient -d -cf c -lf l -pf p v0; ip link del v0; }
dhclient-none() { dhcp_with; }
netplan-dhcp() { dhcp_with; }
second-ifup-no-offers() {
  ip link add v0 type veth peer name v1; ip link set v1 up; printf 'auto v0\niface v0 inet dhcp\n' | file /etc/network/interfaces.d/v0; printf 'timeout 12;\n' | file /etc/dhcp/dhclient.conf
  echo networking.service >>"$kept/units"; timeout 60 systemctl restart networking; told; ip link del v0
}
sshd_unit() { ssh-keygen -qt ed25519 -N '' -f k; mkdir -p /run/sshd; printf 'HostKey %s/k\nPort 8459\nPidFile none\nUsePAM yes\n' "$PWD" >c; service_with sshd-here "ExecStart=/usr/sbin/sshd -D -f $PWD/c" >/dev/null; }
ssh_as() { sshpass -p wrong ssh -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o NumberOfPasswordPrompts=1 -o PubkeyAuthentication=no -p 8459 "$@" 127.0.0.1 true; }
sshd-bots() {
  sshd_unit; ssh_as -l oracle; ssh_as -l root; exec 3<>/dev/tcp/127.0.0.1/8459; exec 3>&-; sleep 1
  mkdir -p /root/.ssh; ssh-keygen -qt ed25519 -N '' -f id; file /root/.ssh/authorized_keys <id.pub; ssh -i id -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -p 8459 127.0.0.1 true; told -t sshd
}
ok-sshd-scan() { sshd-bots; }
chrony_with() { chmod 777 .; printf 'local stratum 3\nport 8461\nallow\ncmdport 0\nbindcmdaddress /\npidfile %s/p1\n' "$PWD" >s; chronyd -x -d -f "$PWD/s" >/dev/null 2>&1 & sleep 2; printf 'server 127.0.0.1 port 8461 iburst\nport 0\ncmdport 0\nbindcmdaddress /\npidfile %s/p2\n' "$PWD" >c; timeout 12 chronyd -x -d -f "$PWD/c"; }
chrony-select() { chrony_with; }
second-chrony-settles() { chrony_with; }
postfix-healthy() {
  printf 'compatibility_level = 3.6\nmyhostname = mx1.example.org\nmydestination = localhost, example.org\ninet_interfaces = loopback-only\n' | file /etc/postfix/main.cf
  journal_of postfix@-.service python3 -c "
import smtplib
s = smtplib.SMTP('127.0.0.1'); s.sendmail('a@example.net', ['games@example.org'], 'Subject: x\n\nx'); s.quit()" >/dev/null; sleep 2; told -t postfix/smtpd -t postfix/cleanup -t postfix/qmgr -t postfix/local
}
postfix-bounce() {
  python3 -c "
import socket,threading
s=socket.socket(); s.setsockopt(1,2,1); s.bind(('127.0.0.8',8488)); s.listen()
while 1:
    c,_=s.accept(); c.sendall(b'220 mx ESMTP\r\n')
    for line in c.makefile('rb'):
        v=line[:4].upper(); c.sendall(b'550 5.1.1 <x@example.net>: Recipient address rejected: User unknown\r\n' if v==b'RCPT' else b'250 ok\r\n')" & 
  printf 'compatibility_level = 3.6\nmyhostname = mx1.example.org\nmydestination = localhost\ninet_interfaces = loopback-only\nsmtp_tls_security_level = none\nrelayhost = [127.0.0.8]:8488\nsmtp_bind_address = 127.0.0.1\nmynetworks = 127.0.0.2/32\n' | file /etc/postfix/main.cf
  journal_of postfix@-.service eval 'echo x | sendmail -f games@localhost x@example.net; printf "EHLO e\r\nMAIL FROM:<c@d.test>\r\nRCPT TO:<a@b.test>\r\nQUIT\r\n" | say 25; sleep 2' >/dev/null; told -t postfix/smtpd -t postfix/smtp -t postfix/bounce -t postfix/qmgr
}
dovecot-logins() { journal_of dovecot.service eval 'printf "a LOGIN admin wrong\r\nb LOGOUT\r\n" | say 143; sleep 3' >/dev/null; told -t dovecot; }
sudo-and-sessions() { useradd -m mei; echo mei:x | chpasswd; echo 'mei ALL=(ALL) ALL' | file /etc/sudoers.d/mei; chmod 440 /etc/sudoers.d/mei; su mei -c 'printf "wrong\nx\n" | sudo -S systemctl restart cron'; told -t sudo -t su; userdel -r mei; }
openvpn-client-reconnect() {
  pair vpn; cp vpn.crt ca.crt; for at in server client; do printf 'dev null\nifconfig-noexec\nproto udp\nca ca.crt\ncert vpn.crt\nkey vpn.key\nverb 3\n' >$at.conf; done
  printf 'tls-server\ndh none\nport 8494\nkeepalive 1 60\n' >>server.conf; printf 'tls-client\nremote 127.0.0.1 8494\nnobind\nping 1\nping-restart 3\n' >>client.conf
  openvpn --config server.conf >s.log 2>&1 & server=$!; sleep 1; timeout 22 openvpn --config client.conf & sleep 5; kill -STOP $server; sleep 6; kill -CONT $server; wait %2
}
so-truncated-at-cause() {
  mkdir -p /etc/bind/zones.d/internal; echo 'zone "example.net" { type primary; file "db.example.net"; alow-query { any; }; };' | file /etc/bind/zones.d/internal/example.net-zones.conf; echo 'include "/etc/bind/zones.d/internal/example.net-zones.conf";' | broken_with named.service /etc/bind/named.conf.local 2>/dev/null
  told -u named | sed 's/^\(.\{79\}\).*/\1>/'
}
