# nginx, Apache, HAProxy, Caddy, Varnish, Squid, PHP-FPM.
nginx_with() { printf 'error_log stderr; pid %s/pid; events {} http { %s }' "$PWD" "$1" >nginx.conf; nginx -t -c "$PWD/nginx.conf"; }
haproxy_with() { printf 'defaults\n mode http\n timeout connect 1s\n timeout client 1s\n timeout server 1s\n%b' "$1" >c; haproxy -W -f c; }
apache_with() { printf 'ServerRoot /etc/apache2\nLoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so\nPidFile %s/pid\nErrorLog %s/e\n%b' "$PWD" "$PWD" "$1" >c; apache2 -f "$PWD/c" -DFOREGROUND; }
fpm_with() { printf '[global]\nerror_log=/proc/self/fd/2\n[www]\nuser=nobody\n%b' "$1" >c; timeout "${2:-5}" "$(ls /usr/sbin/php-fpm* | head -1)" -F -y "$PWD/c"; }

nginx-brace() { nginx_with 'server { listen 8431; root /srv }'; }
nginx-upstream-dns() { nginx_with 'server { listen 8431; location / { proxy_pass http://backend-api:3000; } }'; }
nginx-cert-key() { pair a; pair b; nginx_with "server { listen 8431 ssl; ssl_certificate $PWD/a.crt; ssl_certificate_key $PWD/b.key; }"; }
nginx-zone() { nginx_with 'server { listen 8431; limit_req zone=b; }'; }
haproxy-kw() { haproxy_with 'backend app\n server s1 127.0.0.1:1 maxcon 9\n'; }
haproxy-bind() { listen 8432; printf 'frontend fe\n mode http\n bind 127.0.0.1:8432\n' >c; haproxy -f c; }
apache-module() { apache_with 'Listen 8433\nRewriteEngine on\n'; }
apache-port() { listen 8433; apache_with 'Listen 8433\n'; }
caddy-directive() { printf ':8434\nreverse_prxy x\n' >Caddyfile; HOME=$PWD caddy run --config Caddyfile; }
fpm-servers() { fpm_with 'listen=s\npm=dynamic\npm.max_children=9\npm.start_servers=9\npm.min_spare_servers=1\npm.max_spare_servers=3\n'; }
varnish-backend-dns() { printf 'vcl 4.1;\nbackend default { .host = "app.internal.example"; .port = "80"; }\n' >v.vcl; varnishd -C -f "$PWD/v.vcl" -n "$PWD/n" || varnishd -F -a :8435 -f "$PWD/v.vcl" -n "$PWD/n"; }
unit-precheck() { printf 'http_port 8447\nhttp_access allow alll\n' >c; squid -k parse -f "$PWD/c"; }
second-nginx-letsencrypt-path() { nginx_with 'server { listen 8441 ssl; ssl_certificate /etc/letsencrypt/live/shop.example.org/fullchain.pem; ssl_certificate_key x; }'; }
second-russian() { listen 8442; printf 'error_log stderr; pid %s/pid; events {} http { server { listen 8442; } }' "$PWD" >c; nginx -c "$PWD/c"; }
second-nginx-reload-notices() {
  printf 'error_log stderr notice; pid %s/pid; daemon off; events {} http { server { listen 8443; } }' "$PWD" >c
  nginx -c "$PWD/c" & sleep 1; kill -HUP "$(cat pid)"; sleep 1; kill "$(cat pid)"; wait
}
second-haproxy-key-pair() { pair a; pair b; cat a.crt b.key >site.pem; printf 'defaults\n mode http\n timeout connect 1s\n timeout client 1s\n timeout server 1s\nfrontend f\n bind *:8444 ssl crt %s/site.pem\n' "$PWD" >c; haproxy -c -f c; }
second-squid-bungled() { printf 'http_port 8447\nacl office scr 10.20.0.0/16\n' >c; squid -k parse -f "$PWD/c"; }
second-php-fpm-run-dir() { printf '[global]\nerror_log=/proc/self/fd/2\n[www]\nuser=nobody\nlisten=/run/php/blog/fpm.sock\npm=static\npm.max_children=1\n' >c; "$(ls /usr/sbin/php-fpm* | head -1)" -F -y "$PWD/c"; }
second-apache-port-80-fqdn() { listen 8448; printf 'ServerRoot /etc/apache2\nLoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so\nPidFile %s/pid\nErrorLog %s/e\nListen 8448\n' "$PWD" "$PWD" >c; apache2 -f "$PWD/c" -DFOREGROUND; }
caddy-port() { listen 8456; printf ':8456\nrespond "x"\n' >Caddyfile; HOME=$PWD caddy run --config Caddyfile; }
nginx-restart() { journal_of nginx.service eval 'systemctl reload nginx; sleep 1; systemctl restart nginx'; }
second-japanese() { journal_of nginx.service true; }
nginx-client-noise() {
  pair a; printf 'error_log stderr info; pid %s/pid; daemon off; events {} http { server { listen 8472; listen 8473 ssl; ssl_certificate %s/a.crt; ssl_certificate_key %s/a.key; root %s; location /.env { deny all; } } }' "$PWD" "$PWD" "$PWD" "$PWD" >c
  nginx -c "$PWD/c" & sleep 1; curl -s 127.0.0.1:8472/favicon.ico 127.0.0.1:8472/.env >/dev/null; printf '\x16\x03\x01' | say 8473; say 8473 </dev/null; kill "$(cat pid)"; wait
}
ok-nginx-access() {
  printf 'error_log stderr; pid %s/pid; daemon off; events {} http { access_log /dev/stdout; server { listen 8472; root %s; } }' "$PWD" "$PWD" >c; echo hello >index.html
  nginx -c "$PWD/c" & sleep 1; curl -s 127.0.0.1:8472/favicon.ico 127.0.0.1:8472/ 127.0.0.1:8472/wp-login.php >/dev/null; kill "$(cat pid)"; wait
}
so-nginx-upstream-timeout() {
  listen 8474; printf 'error_log stderr; pid %s/pid; daemon off; events {} http { server { listen 8472; location / { proxy_pass http://127.0.0.1:8474; proxy_read_timeout 1s; } } }' "$PWD" >c
  nginx -c "$PWD/c" & sleep 1; curl -s -d x 127.0.0.1:8472/report >/dev/null; curl -s -d x 127.0.0.1:8472/report >/dev/null; kill "$(cat pid)"; wait
}
nginx-port-openresty() { listen 8475; nginx_with 'server { listen 8475; }'; nginx -c "$PWD/nginx.conf"; }
ok-apache-fqdn() { journal_of apache2.service true; }
apache-start() { ok-apache-fqdn; }
apache-graceful() { apache_with 'Listen 8476\nUser www-data\nGroup www-data\nLogLevel notice\n' & sleep 1; kill -USR1 "$(cat pid)"; sleep 1; cat e; kill "$(cat pid)"; wait; }
second-apache-action-failed() { journal_of apache2.service eval 'echo Nonsense | file /etc/apache2/conf-enabled/x.conf; systemctl reload apache2' | sed -n '/Reloading/p; /Action/,$p' | cut -c -79; }
haproxy-checks() {
  pair a; haproxy_with 'backend app\n server app1 127.0.0.1:8477 check inter 300ms\n server app2 127.0.0.1:8478 check inter 300ms\nfrontend f\n bind *:8479\n default_backend app\n' & listen 8477
  timeout 3 python3 -m http.server 8478 >/dev/null 2>&1 & sleep 2; sleep 3; timeout 3 python3 -m http.server 8478 >/dev/null 2>&1 & sleep 2; kill %1; wait %1
}
so-haproxy-backend-down() { haproxy_with 'backend app\n timeout check 1s\n server s1 127.0.0.1:8477 check inter 300ms\n server s2 127.0.0.1:8478 check inter 300ms\nfrontend f\n bind *:8479\n default_backend app\n' & sleep 4; kill %1; wait; }
php-fpm-reload() { printf '[global]
error_log=%s/log
[www]
user=nobody
listen=%s/s
pm=static
pm.max_children=1
' "$PWD" "$PWD" >c; timeout 6 php-fpm8.2 -F -y "$PWD/c" & sleep 2; pkill -USR2 -xo php-fpm8.2; wait; sed -n '/Reloading/,/ready/p' log; }
squid-clients() { printf 'http_port 8480
cache_log %s/log
pid_filename %s/p
coredump_dir %s
' "$PWD" "$PWD" "$PWD" >c; chmod 777 .; timeout 5 squid -NYC -f "$PWD/c"; cat log; }
