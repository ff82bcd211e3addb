# mosquitto, Prometheus and other servers.
mosquitto-pw() { printf 'listener 8457\npassword_file %s/passwdx\n' "$PWD" >c; mosquitto -c c; }
prom-yaml() { printf 'global:\n  scrape_intervall: 15s\n' >prometheus.yml; prometheus --config.file=prometheus.yml --storage.tsdb.path=d --web.listen-address=127.0.0.1:8449; }
mosquitto-unknown-option() { printf 'listener 8457\n\nalow_anonymous true\n' >c; mosquitto -c c; }
ok-mosquitto-clients() { printf 'listener 8458\nallow_anonymous true\n' >c; timeout 4 mosquitto -c c & sleep 1; printf '\x10\x0d\x00\x04MQTT\x04\x02\x00\x3c\x00\x01a' | say 8458; wait; }
mosquitto-clients() { ok-mosquitto-clients; }
