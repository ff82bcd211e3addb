# The kernel, file systems, mounts, limits.
wsl-no-systemd() { systemctl start docker; }
second-mount-exfat-unknown() { truncate -s 1M i; mkdir m; mount -t exfat i m; }
mount-type() { truncate -s 1M i; mkdir m; mount -t exfta i m; }
