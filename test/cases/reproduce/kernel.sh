# What takes a machine of its own, most easily a virtual one (`qemu-system-x86_64 -m 2G`, software emulation will do): it uses all the
# memory, holds modules back, drops packets, stops file servers, sets the clock, ends in emergency mode. Nothing here needs a restart,
# but whoever calls `mount-uuid-missing` has to outlive the emergency (`systemd-run --scope`, or a login through ssh).

# A program that takes memory until it is stopped.
hog_named() { printf '#include <stdlib.h>\n#include <string.h>\nint main() { for (;;) memset(malloc(1 << 20), 1, 1 << 20); }' | gcc -w -x c -o "$1" -; }
# Leaves so many megabytes of the machine's memory.
memory_left() { mkdir full; mount -t tmpfs -o size=100% none full; head -c "$((($(awk '/^MemAvailable/ { print $2 }' /proc/meminfo) - $1 * 1024) * 1024))" /dev/zero >full/x; }
# A line more in fstab.
fstab_with() { local text; text=$(cat /etc/fstab; echo "$1"); file /etc/fstab <<<"$text"; systemctl daemon-reload; }
# A network behind eth7 (192.0.2.2) with one other machine in it (192.0.2.70), the name space `far`.
with_far() { ip netns add far; ip link add eth7 type veth peer name eth7 netns far; ip addr add 192.0.2.2/24 dev eth7; ip link set eth7 up; ip -n far addr add 192.0.2.70/24 dev eth7; ip -n far link set lo up; ip -n far link set eth7 up; "$@"; ip netns del far; }
# A network in which nobody answers.
with_nobody() { ip link add nobody type dummy; ip addr add "$1" dev nobody; ip link set nobody up; "${@:2}"; ip link del nobody; }

unit-oom-own-limit() { hog_named thumbd; service_with thumbd MemoryMax=64M MemorySwapMax=0 ExecStart="$PWD/thumbd"; }
tasks-limit() {
  printf '#!/bin/bash\nfor n in $(seq 30); do sleep 60 & done\n' | script_at build.sh; printf 'all:\n\t./build.sh\n' >Makefile
  service_with runner TasksMax=12 WorkingDirectory="$PWD" "ExecStart=/usr/bin/make all" >/dev/null; sleep 20; told
}
kern-conntrack() {
  printf 'package main\n\nimport (\n\t"fmt"\n\t"net"\n\t"os"\n\t"time"\n)\n\nfunc main() {\n\tif _, err := net.DialTimeout("tcp", "10.4.1.9:8080", 2*time.Second); err != nil {\n\t\tfmt.Fprintln(os.Stderr, "upstream 10.4.1.9:8080:", err)\n\t}\n}\n' >main.go; HOME=$PWD GO111MODULE=off go build -o gateway main.go
  modprobe nf_conntrack; old=$(sysctl -n net.netfilter.nf_conntrack_max); iptables -A INPUT -m conntrack --ctstate NEW -j ACCEPT; sysctl -qw net.netfilter.nf_conntrack_max=8
  flood() { for n in $(seq 9001 9060); do echo x >"/dev/udp/127.0.0.1/$n"; done 2>/dev/null; }
  with_nobody 10.4.1.1/24 eval 'flood; service_with gateway ExecStart="$PWD/gateway" >/dev/null; flood; sleep 6; flood; told'
  sysctl -qw "net.netfilter.nf_conntrack_max=$old"; iptables -D INPUT -m conntrack --ctstate NEW -j ACCEPT
}
kernel-firewall() {
  knock() { ip netns exec far timeout 2 bash -c "echo >/dev/tcp/192.0.2.2/$1" 2>/dev/null; }
  try() { ufw --force enable >/dev/null; sysctl -qw net.ipv4.conf.all.log_martians=1; knock 3389; knock 23; ip addr add 192.0.2.70/32 dev lo; knock 80; ip addr del 192.0.2.70/32 dev lo; told -k; ufw disable >/dev/null; }
  with_far try
}

# With systemd's words for units as they were before version 252: descriptions without names.
as_before_252() { printf '[Manager]\nStatusUnitFormat=description\n' | file /etc/systemd/system.conf.d/x.conf; systemctl daemon-reexec; "$@"; rm /etc/systemd/system.conf.d/x.conf; systemctl daemon-reexec; }
# As at a boot, which has nothing yet that it could stop.
fstab_device() { fstab_with "UUID=$1 $2 ext4 defaults,x-systemd.device-timeout=9 0 2"; timeout 60 systemctl start local-fs.target; sleep 9; told _PID=1 | grep -A 99 'timed out' | grep -vE 'Stopp|Deactivated'; systemctl default; }
# A server that exports a folder as /share, under this address.
nfs_at() { mkdir share m; chmod 777 share; echo "$PWD/share *(rw,no_root_squash,insecure,no_subtree_check,fsid=1)" | file /etc/exports; ip addr add "$1/32" dev lo; echo nfs-server.service >>"$kept/units"; systemctl restart nfs-server; }
nfs_from_nobody() { fstab_with "192.0.2.20:/export/media /mnt/media nfs ${1:-defaults} 0 0"; with_nobody 192.0.2.1/24 timeout 400 systemctl start remote-fs.target; told -u mnt-media.mount -u remote-fs.target; }
mount-cifs-auth() {
  printf '[global]\n server role = standalone server\n[movies]\n path = %s\n' "$PWD" | file /etc/samba/smb.conf; echo smbd.service >>"$kept/units"; ip addr add 10.0.0.2/32 dev lo; systemctl restart smbd; useradd kim; printf 'right\nright\n' | smbpasswd -s -a kim
  printf '[Mount]\nWhat=//10.0.0.2/movies\nWhere=/mnt/movies\nType=cifs\nOptions=username=kim,password=wrong\n' | run mnt-movies.mount 8; userdel kim; ip addr del 10.0.0.2/32 dev lo
}
second-dockerd-nat-table() {
  systemctl stop docker; for each in iptables ip6tables; do update-alternatives --set $each /usr/sbin/$each-legacy; done >/dev/null; modprobe -r iptable_nat overlay
  printf 'install iptable_nat /bin/false\ninstall overlay /bin/false\n' | file /etc/modprobe.d/held.conf; ip link del docker0; docker_with <<<'{}' 2>/dev/null; for each in iptables ip6tables; do update-alternatives --auto $each; done
}

# A name server on 192.168.1.1 for the cases of systemd-resolved: the given Python says what becomes of a question (d; None: no answer).
resolved_with() {
  ip addr add 192.168.1.1/32 dev lo; printf '[Resolve]\nDNS=192.168.1.1\nDomains=~.\nDNSSEC=no\nLLMNR=no\nMulticastDNS=no\n' | file /etc/systemd/resolved.conf.d/x.conf
  printf 'import socket,time\nstart=time.time()\ns=socket.socket(socket.AF_INET,socket.SOCK_DGRAM); s.bind(("192.168.1.1",53))\nwhile 1:\n  d,a=s.recvfrom(4096); end=d.index(0,12)+5; young=time.time()<start+float(%s)\n  if %s: s.sendto(d[:2]+bytes([129,128,0,1,0,1,0,0,0,0])+d[12:end]+bytes([192,12,0,1,0,1,0,0,0,9,0,4,192,0,2,7]),a)\n' "$2" "$1" >dns.py; python3 dns.py & sleep 1
  echo systemd-resolved.service >>"$kept/units"; systemctl restart systemd-resolved; sleep 1; resolvectl query --cache=no -4 a.example.net >/dev/null 2>&1
}
so-pppd() {
  printf '#!/bin/sh\nsleep 90\n' | script_at silent
  try() { ip netns exec far pppoe-server -F -I eth7 -q "$PWD/silent" >/dev/null & sleep 2; timeout 60 pppd plugin rp-pppoe.so eth7 user x noauth nodetach maxfail 1 >/dev/null; kill %1; told -t pppd; }
  with_far try
}
kernel-oom-java() {
  printf 'class App { public static void main(String[] a) { var all = new java.util.ArrayList<long[]>(); for (;;) all.add(new long[99999]); } }' >App.java; javac App.java
  memory_left 400; service_with app User=nobody WorkingDirectory="$PWD" "ExecStart=/usr/bin/java -Xmx4g App" >/dev/null; sleep 25; umount -l full; kernel_told
}
mount-uuid-missing() { fstab_device 4c2f0a11-77d2-4e63-a8e4-0e2a90b3f1d0 /mnt/backup; }
mdadm-check() {
  for at in a b; do devices+=("$(loop_of $at 64M)"); done; mdadm --create /dev/md0 -qR --assume-clean --level 1 -n 2 "${devices[@]}"; systemctl stop mdmonitor; mdadm --monitor --syslog --mail root -d 2 /dev/md0 2>/dev/null & sleep 5
  echo 9000 >/sys/block/md0/md/sync_speed_max; echo check >/sys/block/md0/md/sync_action; sleep 25; told | grep -E ' (kernel|mdadm)'; kill %1; mdadm -q --stop /dev/md0; losetup -d "${devices[@]}"
}
kern-hung-nfs() {
  nfs_at 10.2.0.11; mount -t nfs -o vers=4.2,timeo=30,retrans=1 "10.2.0.11:$PWD/share" m; cp /bin/dd blender; old=$(sysctl -n kernel.hung_task_timeout_secs); sysctl -qw kernel.hung_task_timeout_secs=10
  for n in 1 2; do (sleep 5; head -c 16M /dev/zero) | ./blender of=m/frame bs=1M conv=fsync,notrunc 2>/dev/null & done; sleep 2; iptables -I INPUT -p tcp --dport 2049 -j DROP; sleep 40; told -k
  iptables -D INPUT -p tcp --dport 2049 -j DROP; sysctl -qw "kernel.hung_task_timeout_secs=$old"; wait %1 %2; umount m; ip addr del 10.2.0.11/32 dev lo
}
resolved-fallback() { resolved_with 'd[11] == 0' 0; date -s "@$(($(date +%s) + 1))" >/dev/null; told -u systemd-resolved; ip addr del 192.168.1.1/32 dev lo; }
nfs-mount-fstab() { nfs_from_nobody defaults,x-systemd.mount-timeout=400; }
second-nfs-mount-timeout() { as_before_252 nfs-mount-fstab | cut -c -79; }
second-fstab-uuid-gone() { as_before_252 fstab_device 3b1c77e2-4c3f-4a61-9b0e-d3f0a8c51b77 /srv/backup; }
# A time server that is 300 s ahead.
time_ahead() {
  python3 -c "
import socket,struct,time
s=socket.socket(socket.AF_INET,socket.SOCK_DGRAM); s.bind(('$1',123))
while 1:
  d,a=s.recvfrom(256); t=struct.pack('>II',int(time.time())+2208988800+300,0); s.sendto(bytes([0x24,1,d[2],0xec])+bytes(8)+b'LOCL'+t+d[40:48]+t+t,a)"
}
ok-resolved-degraded() {
  try() {
    resolved_with 'not young' 40; for n in 1 2 3 4 5 6; do timeout 15 resolvectl query --cache=no -4 "$n.example.net"; done >/dev/null 2>&1
    time_ahead 192.168.1.1 & printf '[Time]\nNTP=192.168.1.1\n' | file /etc/systemd/timesyncd.conf.d/x.conf; echo systemd-timesyncd.service >>"$kept/units"; systemctl restart systemd-timesyncd; sleep 8
    told -t systemd-resolved -t systemd-timesyncd; ip addr del 192.168.1.1/32 dev lo
  }
  with_nobody 192.168.1.2/24 try
}
# PHP takes memory until there is none, and the kernel ends the database, which has most of it.
kern-host-oom() {
  printf '[mysqld]\ninnodb_buffer_pool_size=260M\n' | file /etc/mysql/mariadb.conf.d/x.cnf; printf 'mariadb.service\nphp8.2-fpm.service\n' >>"$kept/units"; systemctl start mariadb php8.2-fpm
  mariadb -e "CREATE DATABASE blog; CREATE TABLE blog.posts (body MEDIUMTEXT); INSERT INTO blog.posts VALUES (REPEAT('x', 4000000)); CREATE USER wp@127.0.0.1; GRANT ALL ON blog.* TO wp@127.0.0.1"
  for n in 1 2 3 4 5; do mariadb blog -e 'INSERT INTO posts SELECT body FROM posts'; done; mariadb blog -e 'SELECT SUM(LENGTH(body)) FROM posts' >/dev/null
  printf '<?php\nini_set("memory_limit", -1); set_time_limit(0); ini_set("error_log", "syslog"); mysqli_report(MYSQLI_REPORT_OFF);\n$db = mysqli_connect("127.0.0.1", "wp", "", "blog");\nfor ($all = []; @$db->query("SELECT 1"); ) $all[] = str_repeat("x", 1 << 20);\nunset($all); mysqli_connect("127.0.0.1", "wp", "", "blog");\n' >index.php
  began=$EPOCHREALTIME; memory_left 150; SCRIPT_FILENAME=$PWD/index.php REQUEST_METHOD=GET timeout 400 cgi-fcgi -bind -connect /run/php/php8.2-fpm.sock; umount -l full; told; mariadb -e 'DROP DATABASE blog; DROP USER wp@127.0.0.1' 2>/dev/null
}
