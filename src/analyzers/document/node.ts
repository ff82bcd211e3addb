import { readAsked } from '../../asking/question.ts';
import type { Told } from './outcomes.ts';

/** A labelled line of `kubectl describe node`, with the heading it stands below. */
interface Line {
  section: string;
  label: string;
  value: string;
  line: number;
}

const HEADING = /^([A-Z][A-Za-z ]+):\s*$/;
const LABELLED = /^\s+([\w./ -]+?):\s+(\S.*)$/;
const TOP = /^([A-Z][A-Za-z ]+):\s+(\S.*)$/;
const CELLS = /^\s+([\w./-]+)\s{2,}(\S.*)$/;

/** The lines of a described node; empty for anything else. */
function readNode(source: readonly string[], first: number): Line[] {
  if (!source.some((line) => /^Allocatable:\s*$/.test(line)) || !source.some((line) => /^Capacity:\s*$/.test(line)))
    return [];
  let section = '';
  return source.flatMap((text, index): Line[] => {
    const line = index + first;
    const heading = HEADING.exec(text)?.[1];
    if (heading !== undefined) {
      section = heading.toLowerCase();
      return [];
    }
    const top = TOP.exec(text);
    if (top) return [{ section: (section = ''), label: top[1]!.toLowerCase(), value: top[2]!, line }];
    const match = LABELLED.exec(text) ?? CELLS.exec(text);
    return match ? [{ section, label: match[1]!.toLowerCase(), value: match[2]!, line }] : [];
  });
}

const RESOURCES: [asked: RegExp, label: RegExp][] = [
  [/\bgpus?\b|显卡/i, /(?:^|\/)gpu$/],
  [/\bcpus?\b|处理器|核/i, /^cpu$/],
  [/内存|\bmem(?:ory)?\b|\bram\b/i, /^memory$/],
  [/(?:几|多少)个 ?pods?|\bpods?\b/i, /^pods$/],
  [/磁盘|存储|\bdisk\b|ephemeral/i, /^ephemeral-storage$/],
];
const FREE = /剩|空闲|还能|还有多少|可用|没用|\bfree\b|\bleft\b|\bavailable\b|\bunused\b|\bremain\w*/i;
const REQUESTED = /请求|申请|用掉|用了|占|分配|\brequest\w*|\bused?\b|\ballocated\b|\btaken\b/i;
const LIMITS = /\blimits?\b|上限|限额/i;
const PRESSURE: [asked: RegExp, condition: string, zh: string, en: string][] = [
  [/内存|\bmemory\b/i, 'memorypressure', '内存', 'memory'],
  [/磁盘|硬盘|\bdisk\b/i, 'diskpressure', '磁盘', 'disk'],
  [/\bpids?\b|进程/i, 'pidpressure', 'PID', 'PID'],
];

const amount = (text: string): number => Number.parseFloat(text) * (/^\d+(?:\.\d+)?m\b/.test(text) ? 1e-3 : 1);
const unitOf = (text: string): string => /^\d+(?:\.\d+)?([A-Za-z]*)/.exec(text)?.[1] ?? '';

/** Answers from `kubectl describe node`: conditions, what it has, what is requested of it, who may run there. */
export function aboutNode(question: string, source: readonly string[], first: number): Told | null {
  const lines = readNode(source, first);
  if (lines.length === 0 || readAsked(question).else) return null;
  const at = (section: string, label: RegExp): Line | undefined =>
    lines.find((line) => line.section === section && label.test(line.label));
  const pressed = /压力|pressure/i.test(question) ? PRESSURE.find(([asked]) => asked.test(question)) : undefined;
  if (pressed) {
    const line = lines.find(
      ({ label, section }) => section === 'conditions' && label.replace(/\s.*/, '') === pressed[1],
    );
    if (!line) return null;
    const yes = /^True\b/.test(line.value);
    return {
      zh: `${yes ? '有' : '没有'}：${pressed[2]}压力（${pressed[1]}）是 ${yes ? 'True' : 'False'}。`,
      en: `${yes ? 'Yes' : 'No'}: ${pressed[3]} pressure is ${yes ? 'True' : 'False'}.`,
      lines: [line.line],
    };
  }
  if (/封锁|cordon|隔离|停止调度|\bschedulable\b|不可调度/i.test(question)) {
    const line = at('', /^unschedulable$/);
    if (!line) return null;
    const yes = /^true/i.test(line.value);
    return {
      zh: yes ? '是，已经 cordon，新 Pod 不会调度上来。' : '没有，Unschedulable 是 false。',
      en: yes ? 'Yes, it is cordoned.' : 'No: Unschedulable is false.',
      lines: [line.line],
    };
  }
  if (
    (readAsked(question).yesNo || /污点|\btaint/i.test(question)) &&
    /调度|能跑|污点|上得?去|\btaints?\b|\bschedul\w*|\brun (?:here|on it)\b/i.test(question)
  ) {
    const line = at('', /^taints$/);
    if (!line) return null;
    const none = /^<none>/.test(line.value);
    const hard = /:NoSchedule|:NoExecute/.test(line.value);
    return {
      zh: none
        ? '没有污点，不挡普通 Pod。'
        : `${hard ? '没有对应容忍的 Pod 调度不上去' : '有污点'}：污点 \`${line.value}\`。`,
      en: none
        ? 'No taint keeps Pods away.'
        : `${hard ? 'Not Pods without a matching toleration' : 'It has a taint'}: \`${line.value}\`.`,
      lines: [line.line],
    };
  }
  const resource = RESOURCES.find(([asked]) => asked.test(question));
  if (!resource || !(readAsked(question).count || readAsked(question).share || /百分|\bpercent/i.test(question)))
    return null;
  const capacity = at('capacity', resource[1]);
  const allocatable = at('allocatable', resource[1]);
  const allocated = at('allocated resources', resource[1]);
  const cells = allocated?.value.split(/\s{2,}/) ?? [];
  if (FREE.test(question)) {
    if (!allocatable || !cells[0]) return null;
    const [unit, used] = [unitOf(allocatable.value), unitOf(cells[0])];
    const count = /^cpu$/.test(allocatable.label) || (unit === '' && used === '');
    if (!count) return null;
    const left = Number((amount(allocatable.value) - amount(cells[0])).toFixed(3));
    return {
      zh: `**${left}**：可分配 ${allocatable.value}，已请求 ${cells[0]}。`,
      en: `**${left}**: ${allocatable.value} allocatable, ${cells[0]} requested.`,
      lines: [allocatable.line, allocated!.line],
    };
  }
  if (allocated && (REQUESTED.test(question) || LIMITS.test(question))) {
    const cell = LIMITS.test(question) ? cells[1] : cells[0];
    if (cell === undefined) return null;
    const what = LIMITS.test(question) ? 'limits' : 'requests';
    return { zh: `**${cell}**（${what}）。`, en: `**${cell}** (${what}).`, lines: [allocated.line] };
  }
  const told = /可分配|\ballocatable\b/i.test(question) ? allocatable : (capacity ?? allocatable);
  if (!told) return null;
  const other = allocatable && allocatable !== told && allocatable.value !== told.value ? allocatable : null;
  return {
    zh: `**${told.value}**${other ? `，其中可分配给 Pod 的 ${other.value}` : ''}。`,
    en: `**${told.value}**${other ? `, of which ${other.value} allocatable` : ''}.`,
    lines: [told.line, ...(other ? [other.line] : [])],
  };
}
