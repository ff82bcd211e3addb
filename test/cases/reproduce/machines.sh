# The kernel, file systems, mounts, limits.
# What the kernel says while the rest runs.
kernel_told() { dmesg --since "$(date -d "@${began%.*}" '+%F %T')"; }
loop_of() { truncate -s "${2:-32M}" "$1"; losetup -f --show "$1"; }

wsl-no-systemd() { unshare -m sh -c 'mount -t tmpfs none /run; systemctl start docker'; }
second-mount-exfat-unknown() { truncate -s 1M i; mkdir m; mount -t exfat i m; }
mount-type() { truncate -s 1M i; mkdir m; mount -t exfta i m; }
so-mount-32() { mkdir -p srv; printf '[Mount]\nWhat=/dev/null\nWhere=/srv/share\nType=exfta\n' | unit srv-share.mount; systemctl start srv-share.mount 2>/dev/null; systemd_on srv-share.mount; }
kern-segv-python-ext() { printf 'int main() { return *(volatile int *)0; }' >infer.c; gcc -o infer infer.c; service_with infer ExecStart="$PWD/infer"; kernel_told | grep segfault; }
kern-ro-remount() {
  dev=$(loop_of i); mkfs.ext4 -q -O ^metadata_csum "$dev"; mkdir m; mount -o errors=remount-ro "$dev" m; mkdir m/a; echo x >m/a/f; ino=$(stat -c %i m/a/f); umount m
  debugfs -w -R "clri <$ino>" "$dev" 2>/dev/null; mount -o errors=remount-ro "$dev" m; cat m/a/f; echo y >m/z; kernel_told | grep -i ext4; umount m; losetup -d "$dev"
}
kern-fs-corrupt() {
  dev=$(loop_of i 400M); mkfs.xfs -q "$dev"; for at in 512 1024 1536; do printf 'XXXXXXXXXXXXXXXX' | dd of="$dev" bs=1 seek=$((at + 20)) conv=notrunc 2>/dev/null; done; dd if=/dev/zero of="$dev" bs=512 seek=2 count=1 conv=notrunc 2>/dev/null
  mkdir m; mount "$dev" m; kernel_told | grep XFS; losetup -d "$dev"
}
second-fsck-clean() {
  dev=$(loop_of i); mkfs.ext4 -q "$dev"; mkdir m; mount "$dev" m; echo x >m/f; sync; cp --sparse=always i j; umount m; losetup -d "$dev"; dev=$(losetup -f --show j)
  service_with fsck-here Type=oneshot "ExecStart=/lib/systemd/systemd-fsck $dev"; mount -o errors=remount-ro "$dev" m; kernel_told | grep -i ext4; umount m; losetup -d "$dev"
}
ok-fsck-clean() { second-fsck-clean; }
inode-full() {
  dev=$(loop_of i); mkfs.ext4 -q -N 32 "$dev"; mkdir m; mount "$dev" m; for n in $(seq 40); do touch m/$n; done 2>&1 | tail -n 1
  printf 'set daemon 2\nset logfile %s/log\nset pidfile %s/p\nset statefile %s/s\nset idfile %s/id\ncheck filesystem rootfs with path %s/m\n if space usage > 95%% then alert\n if inode usage > 95%% then alert\n' "$PWD" "$PWD" "$PWD" "$PWD" "$PWD" >c; chmod 600 c; timeout 6 monit -I -c "$PWD/c" >/dev/null; cat log; umount m; losetup -d "$dev"
}
