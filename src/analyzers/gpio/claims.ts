import { type Comment, commentsOf } from './code.ts';
import type { Claim } from './facts.ts';
import { placeOf } from './place.ts';
import type { Evidence } from './reason.ts';

/** What a comment says about a level being "on"; phrases about which level is on are taken out before. */
const STATES_LOW =
  /低电平\s*(?:点亮|亮|有效|触发|导通|点)|低(?:亮|有效)|active[ -]?low|(?:lit|lights?|on) (?:by|on|when|at|with) (?:a )?low|low (?:level )?(?:turns?|lights?|switches|=|means) ?(?:it )?(?:on)?|\b0 ?(?:=|means) ?on\b|灌电流|共阳/i;
const STATES_HIGH =
  /高电平\s*(?:点亮|亮|有效|触发|导通|点)|高(?:亮|有效)|active[ -]?high|(?:lit|lights?|on) (?:by|on|when|at|with) (?:a )?high|high (?:level )?(?:turns?|lights?|switches) ?(?:it )?on|\b1 ?(?:=|means) ?on\b|共阴/i;
const SAYS_ON =
  /点亮|打开|开灯|亮(?!度)|\bturn(?:s|ed)?\b[^.;]{0,24}\bon\b|\b(?:led|light|lamp|relay)\w* on\b|^on\b|switch(?:es)?\b[^.;]{0,16}\bon\b/i;
const SAYS_OFF =
  /熄灭|关闭|关灯|灭|\bturn(?:s|ed)?\b[^.;]{0,24}\boff\b|\b(?:led|light|lamp|relay)\w* off\b|^off\b|switch(?:es)?\b[^.;]{0,16}\boff\b/i;
const NOT_NOW =
  /不|not|if |when |while |如果|当|until|直到|每|every|after|之后|再|then|接着|依次|轮流|blink|闪|toggle|翻转|取反/i;

/** The level the paste says turns its things on, where it says one and the same everywhere. */
export function statedActiveLevel(comments: Comment[]): { level: 0 | 1; comment: Comment } | null {
  const low = comments.find((comment) => STATES_LOW.test(comment.text));
  const high = comments.find((comment) => STATES_HIGH.test(comment.text));
  if (low && high) return null;
  return low ? { level: 0, comment: low } : high ? { level: 1, comment: high } : null;
}

export interface Switching {
  comment: Comment;
  on: boolean;
  level: 0 | 1;
  line: number;
  pin: string;
}

/** Comments beside (or right above) a line whose changes all go one way, that say on or off. */
export function switchings(evidence: Evidence, comments: Comment[]): Switching[] {
  const levels = new Map<number, { level: 0 | 1; pin: string } | null>();
  for (const event of evidence.simulation.machine.events.slice(0, 200)) {
    for (const frame of event.frames) {
      if (frame.line <= 0 || frame.line > evidence.lastLine) continue;
      const [first] = event.changes;
      const same = first && event.changes.every((change) => change.level === first.level);
      const known = levels.get(frame.line);
      const now = same ? { level: first.level, pin: evidence.naming.name(first).pin } : null;
      if (known === undefined) levels.set(frame.line, now);
      else if (!now || (known && known.level !== now.level)) levels.set(frame.line, null);
    }
  }
  const found: Switching[] = [];
  for (const comment of comments) {
    const words = comment.text.replace(new RegExp(STATES_LOW, 'gi'), '').replace(new RegExp(STATES_HIGH, 'gi'), '');
    const on = SAYS_ON.test(words);
    const off = SAYS_OFF.test(words);
    if (on === off || NOT_NOW.test(words) || words.length > 60) continue;
    const line = comment.behindCode ? comment.line : nextCodeLine(evidence, comment.endLine);
    const change = levels.get(line);
    // A line with several statements may do more than the comment speaks of.
    if (!change || (evidence.codeLines[line - 1]?.match(/;/g)?.length ?? 0) !== 1) continue;
    found.push({ comment, on, level: change.level, line, pin: change.pin });
  }
  return found;
}

function nextCodeLine(evidence: Evidence, after: number): number {
  for (let line = after + 1; line <= Math.min(after + 2, evidence.lastLine); line++)
    if (/\S/.test(evidence.codeLines[line - 1] ?? '')) return line;
  return 0;
}

/** What comments say, checked against the run; only what can be read with certainty. */
export function claimsOf(evidence: Evidence): Claim[] {
  const comments = commentsOf(evidence.reading.source);
  return [
    ...onOffClaims(evidence, comments),
    ...delayClaims(evidence, comments),
    ...modeClaims(evidence, comments),
  ].sort((a, b) => a.line - b.line);
}

function onOffClaims(evidence: Evidence, comments: Comment[]): Claim[] {
  const all = switchings(evidence, comments);
  const stated = statedActiveLevel(comments)?.level ?? null;
  // Without a word about it, "on" is the level most of the comments go with.
  const votes = all.filter((each) => (each.level === 1) === each.on).length;
  const active: 0 | 1 = stated ?? (votes * 2 >= all.length ? 1 : 0);
  const unanimous = votes === all.length || votes === 0;
  if (stated === null && !unanimous && Math.min(votes, all.length - votes) * 3 > all.length) return [];
  return all
    .filter(() => stated === null || unanimous || true)
    .map(({ comment, on, level, pin }) => {
      const holds = (level === active) === on;
      const zhLevel = level ? '高' : '低';
      return {
        line: evidence.lineOf(comment.line),
        quote: comment.text,
        holds: stated !== null && unanimous ? true : holds,
        why: {
          zh: `这里 ${pin} 变成${zhLevel}电平`,
          en: `here ${pin} goes ${level ? 'high' : 'low'}`,
        },
      };
    });
}

const TIME = /(\d+(?:\.\d+)?)\s*(ms|毫秒|msec|milliseconds?|us|微秒|µs|s|秒|sec|seconds?)(?![a-z])/gi;

/** `delay(500); // 200ms`: a time beside a wait whose length is exact. */
function delayClaims(evidence: Evidence, comments: Comment[]): Claim[] {
  const found: Claim[] = [];
  const { machine } = evidence.simulation;
  for (const comment of comments) {
    const times = [...comment.text.matchAll(TIME)];
    if (times.length !== 1 || !comment.behindCode || /约|about|~|approx|左右|每|every|total|共/.test(comment.text))
      continue;
    const waits = machine.delays.filter(
      (each) => placeOf(each.frames, evidence.lastLine)?.line === comment.line && each.exact,
    );
    const lengths = new Set(waits.map((each) => each.us));
    if (lengths.size !== 1) continue;
    const unit = times[0]![2]!.toLowerCase();
    const said =
      Number(times[0]![1]) *
      (/^(?:us|微秒|µs)$/.test(unit) ? 1 : /^(?:s|秒|sec|second)/.test(unit) && !/^ms/.test(unit) ? 1e6 : 1000);
    const [is] = [...lengths] as [number];
    const holds = Math.abs(said - is) <= 0.05 * is;
    found.push({
      line: evidence.lineOf(comment.line),
      quote: comment.text,
      holds,
      why: { zh: `这里实际等待 ${is / 1000} 毫秒`, en: `the wait here is ${is / 1000} ms` },
    });
  }
  return found;
}

const MODE_WORDS: { said: RegExp; denied: RegExp; zh: string; en: string }[] = [
  {
    said: /上拉|pull-?up/i,
    denied: /\b\w*(?:_IPD|PULLDOWN|PuPd_DOWN|PULL_DOWN)\b/,
    zh: '代码配置的是下拉',
    en: 'the code sets a pull-down',
  },
  {
    said: /下拉|pull-?down/i,
    denied: /\b\w*(?:_IPU|PULLUP|PuPd_UP|PULL_UP)\b/,
    zh: '代码配置的是上拉',
    en: 'the code sets a pull-up',
  },
  {
    said: /推挽|push-?pull/i,
    denied: /\b(?:GPIO_Mode_Out_OD|GPIO_MODE_OUTPUT_OD|GPIO_OType_OD|GPIO_MODE_OUT_OD|LL_GPIO_OUTPUT_OPENDRAIN)\b/,
    zh: '代码配置的是开漏',
    en: 'the code sets open drain',
  },
  {
    said: /开漏|open-?drain/i,
    denied: /\b(?:GPIO_Mode_Out_PP|GPIO_MODE_OUTPUT_PP|GPIO_OType_PP|GPIO_MODE_OUT_PP|LL_GPIO_OUTPUT_PUSHPULL)\b/,
    zh: '代码配置的是推挽',
    en: 'the code sets push-pull',
  },
];
const PIN_WORD = /\bP([A-K])[ _.]?(\d{1,2})\b/g;

/** A mode or a pin named beside the constant that sets another one. */
function modeClaims(evidence: Evidence, comments: Comment[]): Claim[] {
  const found: Claim[] = [];
  for (const comment of comments) {
    if (!comment.behindCode) continue;
    const code = evidence.codeLines[comment.line - 1] ?? '';
    for (const { said, denied, zh, en } of MODE_WORDS) {
      if (
        said.test(comment.text) &&
        denied.test(code) &&
        MODE_WORDS.every((other) => other.said === said || !other.said.test(comment.text))
      ) {
        found.push({ line: evidence.lineOf(comment.line), quote: comment.text, holds: false, why: { zh, en } });
      }
    }
    const pins = [...comment.text.matchAll(PIN_WORD)];
    const numbers = [...code.matchAll(/\bGPIO_?P(?:IN|in)_?(\d{1,2})\b/g)].map((match) => Number(match[1]));
    if (pins.length === 1 && numbers.length === 1) {
      const holds = Number(pins[0]![2]) === numbers[0];
      found.push({
        line: evidence.lineOf(comment.line),
        quote: comment.text,
        holds,
        why: { zh: `代码里是 ${numbers[0]} 号引脚`, en: `the code has pin ${numbers[0]}` },
      });
    }
  }
  return found;
}
