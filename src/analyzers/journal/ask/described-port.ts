import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { JournalFacts } from '../facts.ts';
import { line, type Row, rowsOf } from './described-rows.ts';
import { reply } from './reply.ts';

const PORT = /端口|\bports?\b/i;
const PROBE = /liveness|readiness|startup|探针|探测|健康检查|\bprob(?:e|es|ing)\b|\bhealth ?checks?\b/i;
const HELD_AGAINST =
  /声明|一样|一致|相同|对得?上|匹配|对吗|对不对|写错|是不是|那个(?:端口)?吗|\bsame\b|\bdeclar\w*|\bmatch\w*|\bright\b|\bcorrect\b|\bwrong\b|\bagree\w*|\bexpos\w*|\bcontainer'?s? (?:own )?ports?\b|\blisten\w*/i;
const KINDS: [label: string, asked: RegExp][] = [
  ['liveness', /liveness|存活/i],
  ['readiness', /readiness|就绪/i],
  ['startup', /startup|启动/i],
];

/** The port that a probe asks, as `kubectl describe` writes it: `http-get http://:8081/healthz`, `tcp-socket :5432`, `grpc <pod>:9000`. */
const portOf = (probe: string): string | null =>
  /^(?:http-get https?:\/\/[^/\s]*?:|tcp-socket [^\s]*?:|grpc [^\s]*?:)([\w-]+)/.exec(probe)?.[1] ?? null;

/** "Is the port it probes the one the container declares": each probe that is meant held against the container's ports. */
export function aboutProbePort(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!PORT.test(question) || !PROBE.test(question) || !HELD_AGAINST.test(question)) return null;
  const rows = rowsOf(facts);
  const wanted = KINDS.filter(([, asked]) => asked.test(question)).map(([label]) => label);
  const kinds = wanted.length > 0 ? wanted : KINDS.map(([label]) => label);
  const told = rows.flatMap((probe) => {
    const port = kinds.includes(probe.label) ? portOf(probe.value) : null;
    const declared = rows.find(({ container, label }) => container === probe.container && /^ports?$/.test(label));
    return port !== null && declared ? [{ probe, port, declared }] : [];
  });
  if (told.length === 0) return null;
  const say = ({ probe, port, declared }: { probe: Row; port: string; declared: Row }): string => {
    const none = /^<none>/.test(declared.value);
    const same = declared.value.split(/,\s*/).some((one) => one.split('/')[0] === port);
    const kind = `${told.length > 1 ? `\`${probe.container}\` ` : ''}${probe.label}`;
    if (none)
      return pick(
        language,
        `${kind} 查端口 **${port}**，容器没有声明端口（声明只是说明，要看程序是否监听它）`,
        `the ${kind} probe asks port **${port}**; the container declares none (that only informs: it depends on what the program listens on)`,
      );
    return same
      ? pick(
          language,
          `是：${kind} 查端口 **${port}**，正是容器声明的（${declared.value}）`,
          `yes, the ${kind} probe asks port **${port}**, which the container declares (${declared.value})`,
        )
      : pick(
          language,
          `不是：${kind} 查端口 **${port}**，容器声明的是 ${declared.value}，对不上；程序不监听 ${port} 的话探针会一直失败`,
          `no, the ${kind} probe asks port **${port}**, but the container declares only ${declared.value}; if nothing listens on ${port}, it always fails`,
        );
  };
  const text = told.map(say).join(pick(language, '；', '; '));
  return reply(
    facts,
    `${text.replace(/^[a-z]/, (first) => first.toUpperCase())}${pick(language, '。', '.')}\n${told.map(({ probe }) => line(probe.entry)).join('\n')}`,
    told.flatMap(({ probe, declared }) => [probe.entry.at, declared.entry.at]),
    0.94,
  );
}
