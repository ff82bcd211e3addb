import { closeSync, openSync, writeSync } from 'node:fs';

/** Mulberry32: the same seed gives the same log. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const HOST = 'node-07';
const CHUNK = 1 << 20;

type Say = (pick: (to: number) => number, iso: string) => string;

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const fingerprint = (n: (to: number) => number) => Array.from({ length: 43 }, () => BASE64[n(64)]).join('');

/** What a busy machine says all day; a few of these lines look bad and are not. */
const DAILY: [weight: number, say: Say][] = [
  [
    22,
    (n) =>
      `nginx[812]: 10.0.${n(255)}.${n(255)} - - "GET /api/v2/orders/${n(1e6)} HTTP/1.1" 200 ${n(9e4)} "-" "curl/8.5.0" rt=0.0${n(90)}`,
  ],
  [
    14,
    (n, iso) =>
      `kubelet[1203]: I${iso.slice(5, 7)}${iso.slice(8, 10)} ${iso.slice(11, 26)}    1203 kubelet.go:2441] "SyncLoop (PLEG): event for pod" pod="shop/web-${n(40)}" event={"ID":"${n(1e9).toString(16)}","Type":"ContainerStarted"}`,
  ],
  [
    12,
    (n, iso) =>
      `dockerd[640]: time="${iso}Z" level=info msg="ignoring event" container=${n(2 ** 31).toString(16)}${n(2 ** 31).toString(16)} module=libcontainerd namespace=moby topic=/tasks/delete type="*events.TaskDelete"`,
  ],
  [
    10,
    (n) =>
      `sshd[${2000 + n(9000)}]: Accepted publickey for deploy from 192.168.${n(255)}.${n(255)} port ${1024 + n(60000)} ssh2: ED25519 SHA256:${fingerprint(n)}`,
  ],
  [8, (n) => `systemd[1]: Started session-${n(99999)}.scope - Session ${n(99999)} of User deploy.`],
  [8, (n) => `CRON[${n(30000)}]: (root) CMD (/usr/local/bin/collect --since ${n(600)}s >/dev/null 2>&1)`],
  [
    6,
    (n) =>
      `kernel: [UFW BLOCK] IN=eth0 OUT= MAC=52:54:00:${n(99)}:00:01 SRC=203.0.113.${n(255)} DST=10.0.0.7 LEN=40 PROTO=TCP SPT=${n(65535)} DPT=23`,
  ],
  [
    6,
    (n, iso) =>
      `postgres[733]: ${iso.slice(0, 10)} ${iso.slice(11, 23)} UTC [${700 + n(99)}] LOG:  checkpoint complete: wrote ${n(9000)} buffers (${n(40)}.${n(9)}%); 0 WAL file(s) added`,
  ],
  [5, (n) => `postfix/smtpd[${n(9000)}]: connect from mail-${n(90)}.example.net[198.51.100.${n(255)}]`],
  [
    4,
    (n, iso) =>
      `api[2210]: {"level":"info","ts":"${iso}Z","msg":"request done","route":"/v2/cart","status":200,"ms":${n(400)},"errors":0}`,
  ],
  [
    2,
    (n) => `systemd-resolved[590]: Using degraded feature set UDP instead of UDP+EDNS0 for DNS server 10.0.0.${n(9)}.`,
  ],
  [2, (n) => `sshd[${n(9000)}]: Failed password for invalid user admin from 203.0.113.${n(255)} port ${n(65535)} ssh2`],
  [
    1,
    (n, iso) =>
      `dockerd[640]: time="${iso}Z" level=warning msg="error locating sandbox id ${n(1e9).toString(16)}: sandbox ${n(1e9).toString(16)} not found"`,
  ],
];

/** The one incident of the log, in its middle: a disk that is full takes a database down, and systemd gives up. */
const INCIDENT = [
  'postgres[733]: 2024-05-14 03:12:09.101 UTC [733] PANIC:  could not write to file "pg_wal/xlogtemp.733": No space left on device',
  'systemd[1]: postgresql@15-main.service: Main process exited, code=killed, status=6/ABRT',
  "systemd[1]: postgresql@15-main.service: Failed with result 'signal'.",
  'systemd[1]: postgresql@15-main.service: Scheduled restart job, restart counter is at 5.',
  'systemd[1]: postgresql@15-main.service: Start request repeated too quickly.',
  'systemd[1]: Failed to start postgresql@15-main.service - PostgreSQL Cluster 15-main.',
];

/** Writes a journal of about `bytes` bytes in `-o short`; returns how many lines it has. */
export function writeJournal(path: string, bytes: number, seed = 1): number {
  const next = random(seed);
  const pick = (to: number) => Math.floor(next() * to);
  const total = DAILY.reduce((sum, [weight]) => sum + weight, 0);
  const file = openSync(path, 'w');
  let written = 0;
  let lines = 0;
  let ms = Date.UTC(2024, 4, 14);
  let chunk = '';
  const put = (line: string) => {
    const time = new Date(ms);
    const two = (number: number) => String(number).padStart(2, '0');
    chunk += `${MONTHS[time.getUTCMonth()]} ${two(time.getUTCDate())} ${two(time.getUTCHours())}:${two(time.getUTCMinutes())}:${two(time.getUTCSeconds())} ${HOST} ${line}\n`;
    lines += 1;
  };
  let told = false;
  while (written + chunk.length < bytes) {
    ms += pick(120);
    if (!told && written + chunk.length >= bytes / 2) {
      for (const line of INCIDENT) put(line);
      told = true;
    }
    let weight = next() * total;
    const say = DAILY.find(([own]) => (weight -= own) < 0)?.[1] ?? DAILY[0]![1];
    const iso = `${new Date(ms).toISOString().slice(0, -1)}${String(pick(999)).padStart(3, '0')}`;
    put(say(pick, iso));
    if (chunk.length >= CHUNK) {
      written += writeSync(file, chunk);
      chunk = '';
    }
  }
  writeSync(file, chunk);
  closeSync(file);
  return lines;
}
