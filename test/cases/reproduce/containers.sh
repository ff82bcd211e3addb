# Docker, containerd, podman. The image is made of busybox alone: no registry is asked.
docker_with() { cat | file /etc/docker/daemon.json; printf 'docker.service\ndocker.socket\n' >>"$kept/units"; timeout 60 systemctl restart docker; told -u docker; }
docker_up() { printf 'docker.service\ndocker.socket\n' >>"$kept/units"; systemctl restart docker; mkdir -p root/bin root/etc; cp /bin/busybox root/bin/; ln -s busybox root/bin/sh; ln -s busybox root/bin/sleep; "$@"; tar -C root -c . | docker import - box >/dev/null; }
as_daemon() { timeout 12 "$@" dockerd --data-root "$PWD/d" --exec-root "$PWD/e" -H "unix://$PWD/s" -p "${pid:-$PWD/p}"; }

docker-json-syntax() { printf '{\n "registry-mirrors": ["https://mirror.example.org"]\n "log-driver": "journald"\n}' | docker_with; }
docker-storage-driver() { printf '{ "registry-miror": ["https://mirror.example.org"] }' | docker_with; }
docker-flag-conflict() { printf '{ "hosts": ["tcp://127.0.0.1:2375"] }' | docker_with; }
second-dockerd-pidfile-left() { sleep 60 & echo $! >p; as_daemon env; }
docker-nat-unpriv() { as_daemon setpriv --bounding-set=-net_admin,-sys_admin --inh-caps=-net_admin,-sys_admin; }
ok-docker-start() { docker_up true; told -u docker; }
second-dockerd-good-start() { ok-docker-start | cut -c -79; }
second-dockerd-cut-before-reason() { printf '{ "storage-driver": "zfs" }' | docker_with | cut -c -79 | sed 's/$/>/'; }
docker-container-lifecycle() { docker_up true; docker run -d --name slow box sh -c 'trap "" TERM; while :; do sleep 1; done' >/dev/null; docker stop -t 2 slow; docker rm slow; told -u docker -u containerd; }
docker-exec-notfound() { docker_up true; docker run --rm box uvicorn main:app; told -u docker | grep uvicorn; }
docker-entrypoint-crlf() { docker_up eval 'printf "#!/bin/sh\r\necho x\r\n" >root/entrypoint.sh; chmod +x root/entrypoint.sh'; docker run --rm box /entrypoint.sh; }
docker-arch() { docker_up eval 'head -c 64 /bin/true | sed "s/\x3e/\xb7/" >root/start; chmod +x root/start'; docker run --rm box /start; }
docker-mount-notdir() { docker_up eval 'mkdir -p root/etc/prometheus; touch root/etc/prometheus/prometheus.yml'; docker run --rm -v "$PWD/prometheus.yml:/etc/prometheus/prometheus.yml" box sh -c true; }
docker-port-alloc() { docker_up true; docker run -d --name aa -p 8495:80 box sleep 60 >/dev/null; docker run -d --name bb -p 8495:80 box sleep 60; docker rm -f aa bb >/dev/null; }
docker-pull-mirror-dns() {
  echo 'nameserver 127.0.0.53' | file /etc/resolv.conf
  python3 -c "
import socket
s=socket.socket(socket.AF_INET,socket.SOCK_DGRAM); s.bind(('127.0.0.53',53))
while 1:
    d,a=s.recvfrom(4096); s.sendto(d[:2]+bytes([129,130])+d[4:6]+bytes(6)+d[12:],a)" & docker_up sleep 1
  docker pull alpine:3.20
}
docker-pull-x509() {
  pair hub.lab.internal; ip addr add 192.0.2.9/32 dev lo; printf '127.0.0.1 localhost\n192.0.2.9 hub.lab.internal\n' | file /etc/hosts
  python3 -c "
import http.server,ssl
s=http.server.HTTPServer(('192.0.2.9',443),http.server.SimpleHTTPRequestHandler); c=ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER); c.load_cert_chain('hub.lab.internal.crt','hub.lab.internal.key'); s.socket=c.wrap_socket(s.socket,server_side=True); s.serve_forever()" 2>/dev/null & docker_up sleep 1
  docker pull hub.lab.internal/app:1; told -u docker | tail -n 3; ip addr del 192.0.2.9/32 dev lo
}
ok-containerd-skip() { journal_of containerd.service true; }
containerd-start() { ok-containerd-skip; }
containerd_with() { printf 'version = 2\nroot = "%s/%s"\nstate = "%s/%s-state"\n[grpc]\n address = "%s/%s.sock"\n[ttrpc]\n address = "%s/%s-t.sock"\n' "$PWD" "$1" "$PWD" "$2" "$PWD" "$2" "$PWD" "$2" >"$2.toml"; timeout "$3" containerd -c "$2.toml"; }
containerd-meta-timeout() { containerd_with root a 20 >/dev/null 2>&1 & sleep 2; containerd_with root b 13; }
second-containerd-status-zh() { printf '#!/bin/sh\nexit 1\n' >c; chmod +x c; printf '[Service]\nExecStart=\nExecStart=%s/c\nStandardOutput=null\nRestartSec=100ms\n' "$PWD" | file /etc/systemd/system/containerd.service.d/x.conf; systemctl daemon-reload; systemctl start containerd; sleep 2; systemctl status --no-pager containerd; rm /etc/systemd/system/containerd.service.d/x.conf; systemctl daemon-reload; }
podman-subuid() {
  useradd -m kid; sed -i '/^kid:/d' /etc/subuid /etc/subgid; mkdir -p r/etc; touch r/etc/gshadow; chown 0:42 r/etc/gshadow; tar -C r -cf i.tar .; cp i.tar /home/kid; chown kid /home/kid/i.tar
  su - kid -c 'podman --cgroup-manager=cgroupfs import i.tar box; podman run --rm box true'; userdel -rf kid 2>/dev/null
}
# An index with one package in it, too large for the disk that Docker keeps its layers on.
dockerd-disk-full() {
  python3 -c "
import os,zipfile
os.makedirs('index/torch'); wheel=zipfile.ZipFile('index/torch/torch-2.3.1-cp311-cp311-manylinux1_x86_64.whl','w'); info='torch-2.3.1.dist-info/'
for name,text in (('torch/lib/libtorch_cuda.so',bytes(80<<20)),(info+'METADATA','Metadata-Version: 2.1\nName: torch\nVersion: 2.3.1\n'),(info+'WHEEL','Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: cp311-cp311-manylinux1_x86_64\n'),(info+'RECORD','')): wheel.writestr(name,text)
wheel.close()"
  (cd index && exec python3 -m http.server --bind 127.0.0.1 8099 >/dev/null 2>&1) &
  dev=$(loop_of i 220M); mkfs.ext4 -q "$dev"; mkdir small; mount "$dev" small; printf '{ "data-root": "%s/small" }' "$PWD" | file /etc/docker/daemon.json
  docker_up with_python; printf 'FROM box\nENV PIP_INDEX_URL=http://127.0.0.1:8099\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n' >Dockerfile; echo torch==2.3.1 >requirements.txt; printf '*\n!requirements.txt\n' >.dockerignore
  docker build --network host -t app .; systemctl stop docker docker.socket; umount small; losetup -d "$dev"
}
# Python and pip in root/.
with_python() {
  mkdir -p root/usr/bin root/usr/lib root/tmp; ln -s usr/lib root/lib; ln -s usr/lib64 root/lib64; cp -L /usr/bin/python3 root/usr/bin/; cp /usr/bin/pip root/usr/bin/pip; sed -i '1s,.*,#!/usr/bin/python3,' root/usr/bin/pip
  for each in $(ldd /usr/bin/python3 /usr/lib/python3.11/lib-dynload/*.so | grep -oE '/\S+\.so\S*' | grep -v : | sort -u); do mkdir -p "root$(readlink -f "$(dirname "$each")")"; cp -L "$each" "root$(readlink -f "$(dirname "$each")")/"; done
  mkdir -p root/usr/lib/python3; cp -r /usr/lib/python3.11 root/usr/lib/; rm -rf root/usr/lib/python3.11/EXTERNALLY-MANAGED root/usr/lib/python3.11/test; cp -r /usr/lib/python3/dist-packages root/usr/lib/python3/
}
