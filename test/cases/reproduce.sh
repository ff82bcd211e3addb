#!/usr/bin/env bash
# Makes the real program fail the way a case in test/cases/journal says it does: `npm run reproduce -- CASE...` as root on a
# Debian 12 that can be thrown away, booted with systemd; without a name, the list; `all` for every one. Each function of a file
# in reproduce/ is one case's recipe, named after it (what they share has an underscore); it runs in an empty directory and prints
# what the program prints, or what the journal then says. What a recipe starts ends with it.
# A virtual machine does, also a slow one; what stands in kernel.sh needs a kernel that nobody else uses. None needs a restart.

pair() { openssl req -x509 -newkey rsa:2048 -nodes -keyout "$1.key" -out "$1.crt" -subj "/CN=$1" -addext "subjectAltName=DNS:$1" -days 2 2>&- ; }
listen() { python3 -c "import socket,time;s=socket.socket();s.setsockopt(1,2,1);s.bind(('0.0.0.0',$1));s.listen();time.sleep(60)" & sleep 1; }
say() { exec 3<>"/dev/tcp/127.0.0.1/$1"; cat >&3; timeout 1 cat <&3; exec 3>&-; }

# The journal since the recipe began.
told() { sleep 1; journalctl -q --no-pager --since="@$began" "$@" | grep -v "systemd.1.: Reloading\.$"; }
# A unit from standard input; it is gone after the recipe.
unit() { cat >"/run/systemd/system/$1"; echo "$1" >>"$kept/units"; systemctl daemon-reload; }
# Starts a unit, waits SECONDS (2), prints what the journal says of it.
start() { echo "$1" >>"$kept/units"; systemctl start --no-block "$1"; sleep "${2:-2}"; told; }
# Starts the unit of standard input.
run() { unit "$1"; start "$@"; }
# Starts NAME.service of these settings.
service_with() { local name=$1; shift; { echo '[Service]'; printf '%s\n' "$@"; } | run "$name.service"; }
# Starts a unit of the machine, runs the rest, prints the unit's journal.
journal_of() { local unit=$1; shift; echo "$unit" >>"$kept/units"; systemctl restart "$unit"; sleep 1; "$@"; told -u "$unit"; }
# A file of the machine, from standard input; what was there is put back after the recipe.
file() { mkdir -p "$(dirname "$1")" "$kept/files$(dirname "$1")"; if [ -e "$1" ]; then cp -p "$1" "$kept/files$1"; else echo "$1" >>"$kept/new"; fi; cat >"$1"; }

clean() {
  kill $(jobs -p)
  for each in $(cat "$kept/units"); do timeout 20 systemctl stop "$each"; systemctl reset-failed "$each"; rm -f "/run/systemd/system/$each"; done
  [ ! -d "$kept/files" ] || cp -a "$kept/files/." /
  rm -f $(cat "$kept/new"); [ ! -e "$kept/units" ] || systemctl daemon-reload
} >/dev/null 2>&1

for recipes in "$(dirname "$0")"/reproduce/*.sh; do . "$recipes"; done
names=$(grep -hoE '^[a-z0-9-]+\(\)' "$(dirname "$0")"/reproduce/*.sh | tr -d '()')
if [ $# = 0 ]; then echo "$names"; exit; fi
[ "$1" = all ] && set -- $names
for name in "$@"; do
  grep -qx -- "$name" <<<"$names" || { echo "no recipe for $name" >&2; exit 2; }
  there=$(mktemp -d) kept=$(mktemp -d) began=$EPOCHREALTIME
  chmod 755 "$there"; echo "== $name"
  (cd "$there" && set -m && "$name" 2>&1; clean)
  rm -rf "$there" "$kept"; echo
done
