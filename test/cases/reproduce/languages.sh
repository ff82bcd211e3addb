# Python, gunicorn, Node.js, Java, shells.
py-gunicorn-module() { gunicorn -b 127.0.0.1:8454 myapp.wsgi; }
py-env-key() { printf 'import os\ndb = os.environ["DATABASE_URL"]\n' >main.py; python3 main.py; }
py-fd() { ulimit -n 40; python3 -c "fs = [open(f'{at}.html', 'wb') for at in range(99)]"; }
py-conn-refused() { python3 -c "import asyncio; asyncio.run(asyncio.open_connection('127.0.0.1', 5672))"; }
node-esm-missing() { echo "import 'express'" >server.mjs; node server.mjs; }
node-heap() { node --max-old-space-size=60 -e 'const a=[];for(;;)a.push(Array(1e4).fill(Math.random()).map(String))'; }
node-fetch-dns() { node -e "fetch('http://api.internal.invalid/')"; }
node-addrnotavail() { node -e "require('http').createServer().listen(80, '203.0.113.9')"; }
java-vmoption() { java -XX:+UseConcMarkSweepGC -version; }
java-jar() { java -jar /opt/mc/server.jar; }
second-gunicorn-psycopg2() { echo 'import psycopg2_is_not_here' >wsgi.py; gunicorn -b 127.0.0.1:8451 wsgi:app; }
second-gunicorn-slow-worker() { printf 'import time\ndef app(e,s):\n  time.sleep(60)\n' >w.py; timeout 9 gunicorn -t 2 -b 127.0.0.1:8452 w:app & sleep 1; curl -sm 6 http://127.0.0.1:8452/; wait; }
second-gunicorn-stopped-on-purpose() { printf 'def app(e,s): pass\n' >w.py; timeout 3 gunicorn -b 127.0.0.1:8453 w:app; }
# Version 20.1 does not print the SIGTERM line.
gunicorn-reload() { printf 'def app(e,s): pass\n' >w.py; timeout 5 gunicorn -b 127.0.0.1:8454 -p pid w:app & sleep 2; kill -HUP "$(cat pid)"; wait; }
ok-gunicorn-maxreq() { printf 'def app(e,s):\n  s("200 OK",[]); return [b""]\n' >w.py; timeout 5 gunicorn --max-requests 1 -b 127.0.0.1:8455 w:app & sleep 2; curl -s http://127.0.0.1:8455/; wait; }
second-compose-node-module() { echo "require('fastify')" >server.js; node server.js; }
so-node-errno-cut() { second-compose-node-module | sed -n "/Module.load /,/bootstrap/p"; second-compose-node-module | tail -n 1; }
second-node-build-heap() { node --max-old-space-size=40 -e 'const a=[];for(;;)a.push(Array(1e4).fill(Math.random()).map(String))'; }
ok-node-deprecation() { node -e "new Buffer(1)"; }
timer-env() { printf '#!/bin/bash\nset -u\necho $SYNC_TARGET\n' >nightly-sync; chmod +x nightly-sync; ./nightly-sync; }
cron-mail-notfound() { printf '#!/bin/sh\nrestic backup\n' >nightly.sh; chmod +x nightly.sh; PATH=$PWD ./nightly.sh; }
py-venv-glibc() { mkdir lib; printf 'void gl(void) {}' | gcc -shared -x c -o lib/libGL.so.1 -Wl,-soname,libGL.so.1 -; printf 'extern void gl(void); void PyInit_cv2(void) { gl(); }' | gcc -shared -fPIC -x c -o cv2.so - -x none lib/libGL.so.1; rm -r lib; echo 'import cv2' >detect.py; python3 detect.py; }
java-classversion() { printf 'class App { public static void main(String[] a) {} }' >App.java; javac App.java; printf '\x00\x41' | dd of=App.class bs=1 seek=6 conv=notrunc 2>/dev/null; java App; }
go_with() { cat >main.go; HOME=$PWD GO111MODULE=off go build -o app main.go && service_with app ExecStart="$PWD/app"; }
go-panic-nil() { printf 'package main\n\ntype Relay struct{ a, b, c, d int }\n\n//go:noinline\nfunc (r *Relay) Run() int { return r.d }\n\nfunc main() {\n\tvar r *Relay\n\tprintln(r.Run())\n}\n' | go_with; }
go-panic() { printf 'package main\n\ntype Cart struct{ items []int }\n\nfunc (c *Cart) total() int { n := len(c.items); return c.items[n] }\n\nfunc main() {\n\tprintln((&Cart{[]int{1, 2, 3}}).total())\n}\n' | go_with; }
go-service-dns() { printf 'package main\n\nimport (\n\t"log"\n\t"net"\n)\n\nfunc main() {\n\tif _, err := net.Dial("tcp", "pg-main.internal:5432"); err != nil {\n\t\tlog.Fatal(err)\n\t}\n}\n' | go_with; }
node-deprecations() { echo '{}' >a.json; printf 'require("node:punycode"); new Buffer(1);\nimport("./a.json", { with: { type: "json" } }).then(() => console.log("Server listening on http://0.0.0.0:3000"));\n' >s.cjs; service_with storefront "ExecStart=$(command -v node) $PWD/s.cjs"; }
tls-san() {
  pair old.example.net; openssl s_server -quiet -accept 8496 -cert old.example.net.crt -key old.example.net.key & sleep 1
  printf 'package main\n\nimport (\n\t"crypto/tls"\n\t"crypto/x509"\n\t"fmt"\n\t"os"\n)\n\nfunc main() {\n\tpem, _ := os.ReadFile("old.example.net.crt")\n\tpool := x509.NewCertPool()\n\tpool.AppendCertsFromPEM(pem)\n\t_, err := tls.Dial("tcp", "127.0.0.1:8496", &tls.Config{RootCAs: pool, ServerName: "api.example.net"})\n\tfmt.Fprintf(os.Stderr, "level=ERROR msg=\\"push failed\\" err=%%q\\n", err)\n}\n' >main.go
  HOME=$PWD GO111MODULE=off go run main.go
}
tomcat-heap() {
  app=b/webapps/ROOT/WEB-INF; mkdir -p $app/classes b/logs b/temp b/work; cp -r /etc/tomcat10 b/conf; sed -i 's/8080/8499/; s/port="8005"/port="-1"/' b/conf/server.xml
  printf 'package report;\npublic class Export extends jakarta.servlet.http.HttpServlet {\n  static void rows() { for (var out = new java.io.ByteArrayOutputStream();;) out.writeBytes(new byte[1 << 16]); }\n  protected void doGet(jakarta.servlet.http.HttpServletRequest q, jakarta.servlet.http.HttpServletResponse a) { rows(); }\n}\n' >Export.java; javac -cp '/usr/share/tomcat10/lib/*' -d $app/classes Export.java
  echo '<web-app><servlet><servlet-name>api</servlet-name><servlet-class>report.Export</servlet-class></servlet><servlet-mapping><servlet-name>api</servlet-name><url-pattern>/rows</url-pattern></servlet-mapping></web-app>' >$app/web.xml
  CATALINA_HOME=/usr/share/tomcat10 CATALINA_BASE=$PWD/b CATALINA_OPTS=-Xmx64m timeout 120 /usr/share/tomcat10/bin/catalina.sh run >log 2>&1 & until curl -so /dev/null http://127.0.0.1:8499/; do sleep 2; done; curl -so /dev/null http://127.0.0.1:8499/rows; sleep 2; kill %1; wait 2>/dev/null; grep -A 20 SEVERE log
}
