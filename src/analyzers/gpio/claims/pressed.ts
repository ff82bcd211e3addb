import { type AnyNode, type Expression, type If, type Loop, walk } from '../../../c/ast.ts';
import type { Pin } from '../../../machine/chip.ts';
import type { Comment } from '../code.ts';
import type { Claim } from '../facts.ts';
import { bare, constantOf, visitOwn } from '../mistakes/tree.ts';
import { inputReads } from '../reads.ts';
import type { Evidence } from '../reason.ts';
import { levelWrites } from '../written.ts';
import { codeLineOf } from './effects.ts';

const PRESSED =
  /按下|按住|按着|\bpressed\b|\bheld\b|\bholding\b|\b(?:button|key|switch|btn)(?: is| still| held)* down\b/i;
const RELEASED =
  /松开|松手|释放|抬起|弹起|[未没]有?被?按|不按|\breleased\b|\b(?:not|isn't|un) ?pressed\b|\blet go\b|\b(?:button|key|switch|btn)(?: is| still)* up\b/i;
const ON = /点亮|亮(?!度)|\blights?\b(?! (?:is )?off)|\blit\b|\bon\b/i;
const OFF = /熄灭|灭|\boff\b|\bdark\b/i;
const HIGH = /\bhigh\b|\breads?(?: as)?(?: an?)? 1\b|高电平|(?:读到|为|是|=)\s*1(?!\d)/i;
const LOW = /\blow\b|\breads?(?: as)?(?: an?)? 0\b|低电平|(?:读到|为|是|=)\s*0(?!\d)/i;
const OF_AN_OUTPUT = /\b(?:led|output|drives?|sets?|pulls?|pulled|turns?|relay|goes|go)\b|输出|置|拉|灯|继电器|蜂鸣/i;
const NORMALLY_CLOSED = /normally closed|\bNC\b|常闭|active[ -]|有效/i;
/** Asks, waits or tells of an event; only what holds all the while can be compared. */
const NO_STATE =
  /\?|？|是否|检测|判断|等待|一次|每|切换|翻转|取反|\b(?:check|whether|wait|test|poll|toggle|once|each|every|until|was|before|after)/i;
const CLAUSES = /[,，;；。!！\n]|\.(?!\d)|\bso\b|\belse\b|否则|\botherwise\b/i;
/** Boards of these families light their LEDs with a high level, unless a paste says otherwise. */
const LIT_BY_HIGH = new Set(['avr', 'msp430', 'rp2040', 'arduino', 'pic']);

/** `if (KEY) A else B`: the pin asked, and which of the two runs while the key is down. */
interface KeyTest {
  node: If;
  pin: Pin;
  /** The level a pressed key gives. */
  down: 0 | 1;
  thenWhileDown: boolean;
}

/** What a condition about one pin comes to at a level of that pin; null where it asks anything else. */
export function valueAt(node: Expression, read: Expression, bit: number, level: 0 | 1): number | null {
  const at = bare(node);
  if (at === read) return read.kind === 'binary' && !isShifted(read) ? (level ? 2 ** bit : 0) : level;
  if (at.kind === 'unary' && at.operator === '!') {
    const below = valueAt(at.operand, read, bit, level);
    return below === null ? null : below ? 0 : 1;
  }
  if (at.kind === 'binary' && (at.operator === '==' || at.operator === '!=')) {
    const [left, right] = [at.left, at.right].map(
      (side) => constantOf(side) ?? levelNamed(side) ?? valueAt(side, read, bit, level),
    );
    if (left === null || right === null || left === undefined || right === undefined) return null;
    return (left === right) === (at.operator === '==') ? 1 : 0;
  }
  return null;
}

/** RESET, GPIO_PIN_SET: a level by the name that headers have for it, where the header is not pasted. */
function levelNamed(node: Expression): 0 | 1 | null {
  const at = bare(node);
  if (at.kind !== 'identifier' || at.symbol.unknown !== true) return null;
  return /^(?:\w*_)?(?:RESET|LOW|false|FALSE)$/.test(at.name)
    ? 0
    : /^(?:\w*_)?(?:SET|HIGH|true|TRUE)$/.test(at.name)
      ? 1
      : null;
}

const isShifted = (read: Expression): boolean =>
  read.kind === 'binary' &&
  [read.left, read.right].some((side) => {
    const at = bare(side);
    return at.kind === 'binary' && at.operator === '>>';
  });

function keyTests(evidence: Evidence): KeyTest[] {
  const reads = inputReads(evidence);
  const found: KeyTest[] = [];
  visitOwn(evidence, (node) => {
    if (node.kind !== 'if') return;
    const inside: typeof reads = [];
    walk(node.condition, (each) => inside.push(...reads.filter((read) => read.node === each)));
    const [asked] = inside;
    if (inside.length !== 1 || !asked) return;
    const { pin } = asked;
    const down = levelDown(evidence, pin);
    if (down === null) return;
    const atDown = valueAt(node.condition, asked.node, pin.bit, down);
    const atUp = valueAt(node.condition, asked.node, pin.bit, (1 - down) as 0 | 1);
    if (atDown === null || atUp === null || !atDown === !atUp) return;
    found.push({ node, pin, down, thenWhileDown: atDown !== 0 });
  });
  return found;
}

const OF_A_KEY = /\b(?:button|key|switch|btn)s?\b|按键|按钮|开关/i;
const ACTIVE_LOW = /active[ -]low|低(?:电平)?有效/i;
const ACTIVE_HIGH = /active[ -]high|高(?:电平)?有效/i;

/** "User button, active low": against the pull of the only key that is asked. */
function activeKeyClaims(evidence: Evidence, comments: readonly Comment[]): Claim[] {
  const told = comments.filter(
    ({ text }) =>
      OF_A_KEY.test(text) &&
      ACTIVE_LOW.test(text) !== ACTIVE_HIGH.test(text) &&
      text.length < 80 &&
      !/led|lamp|relay|灯|继电器|not|不|\bif\b|[?？]/i.test(text),
  );
  if (told.length === 0) return [];
  const tests = keyTests(evidence);
  const levels = new Set(tests.map(({ down }) => down));
  const [down] = levels;
  const pins = new Set(tests.map(({ pin }) => `${pin.port}:${pin.bit}`));
  if (down === undefined || levels.size !== 1 || pins.size !== 1) return [];
  const key = evidence.naming.name(tests[0]!.pin).pin;
  return told.map((comment) => ({
    line: evidence.lineOf(comment.line),
    quote: comment.text,
    holds: ACTIVE_HIGH.test(comment.text) === (down === 1),
    why: {
      zh: `${key} 有${down ? '下' : '上'}拉，按下时读到 ${down}`,
      en: `${key} has a pull-${down ? 'down' : 'up'} and reads ${down} while pressed`,
    },
  }));
}

const WAITS_FOR =
  /等待?(?:按键|按钮|KEY\w*|它|用户)?(?:被)?(按下|松开|松手|释放|抬起|弹起)|\bwait(?:s|ing)?\b[^.,;]{0,30}?\b(press(?:ed)?|push(?:ed)?|releas(?:e|ed)|let go)\b/i;

/** `while (KEY); // wait for the press`: what the loop goes on for, and what it is said to wait for. */
function waitClaims(evidence: Evidence, comments: readonly Comment[]): Claim[] {
  const told = comments.filter(
    ({ text }) => WAITS_FOR.test(text) && text.length < 60 && !/不|not|if|如果|或|\bor\b/i.test(text),
  );
  if (told.length === 0) return [];
  const loops: Loop[] = [];
  visitOwn(evidence, (node) => void (node.kind === 'loop' && node.keyword === 'while' && loops.push(node)));
  const reads = inputReads(evidence);
  return told.flatMap((comment): Claim[] => {
    const line = codeLineOf(evidence, comment);
    const at = loops.filter((loop) => loop.line === line);
    const condition = at[0]?.condition;
    const inside: typeof reads = [];
    if (condition) walk(condition, (each) => inside.push(...reads.filter((read) => read.node === each)));
    const [asked] = inside;
    if (at.length !== 1 || inside.length !== 1 || !asked || !condition) return [];
    const down = levelDown(evidence, asked.pin);
    const held = down === null ? null : valueAt(condition, asked.node, asked.pin.bit, down);
    const free = down === null ? null : valueAt(condition, asked.node, asked.pin.bit, (1 - down) as 0 | 1);
    if (held === null || free === null || !held === !free) return [];
    const match = WAITS_FOR.exec(comment.text)!;
    const press = /按下|press|push/i.test(match[1] ?? match[2]!);
    const key = evidence.naming.name(asked.pin).pin;
    return [
      {
        line: evidence.lineOf(comment.line),
        quote: comment.text,
        holds: !held === press,
        why: held
          ? {
              zh: `${key} 按着的时候循环不停，等的是松开`,
              en: `the loop goes on while ${key} is pressed: it waits for the release`,
            }
          : {
              zh: `${key} 松开的时候循环不停，等的是按下`,
              en: `the loop goes on while ${key} is released: it waits for the press`,
            },
      },
    ];
  });
}

/** The level a pressed key gives, by the pull that it rests at; null where nothing pulls. */
function levelDown(evidence: Evidence, pin: Pin): 0 | 1 | null {
  const { machine } = evidence.simulation;
  // The pull-up it was given, although a write to the whole port takes it away.
  const lost = machine.lostPulls.has(`${pin.port}:${pin.bit}`);
  const pull = lost ? 'up' : machine.ports.get(pin.port)?.mode(pin.bit).pull;
  const quasi = evidence.reading.chip.gpio.alwaysOutput === true;
  if (!quasi && pull !== 'up' && pull !== 'down') return null;
  return !quasi && pull === 'down' ? 1 : 0;
}

/** The level one pin has while the key is down, where the two branches give it opposite ones. */
function levelWhileDown(evidence: Evidence, { node, thenWhileDown }: KeyTest): { pin: Pin; level: 0 | 1 } | null {
  if (!node.otherwise) return null;
  const below = (branch: AnyNode) => levelWrites(evidence).filter((each) => each.parents.includes(branch));
  const [yes, no] = [below(node.then), below(node.otherwise)];
  const [one] = yes;
  const [other] = no;
  if (yes.length !== 1 || no.length !== 1 || !one || !other || one.pins.length !== 1 || other.pins.length !== 1)
    return null;
  const [pin] = one.pins;
  if (pin!.port !== other.pins[0]!.port || pin!.bit !== other.pins[0]!.bit || one.level === other.level) return null;
  return { pin: pin!, level: thenWhileDown ? one.level : other.level };
}

/** Comments that say when a key counts as pressed, or what is on while it is. */
export function pressedClaims(evidence: Evidence, comments: readonly Comment[], active: 0 | 1 | null): Claim[] {
  return [
    ...stateClaims(evidence, comments, active),
    ...waitClaims(evidence, comments),
    ...activeKeyClaims(evidence, comments),
  ];
}

function stateClaims(evidence: Evidence, comments: readonly Comment[], active: 0 | 1 | null): Claim[] {
  const said = comments.filter(({ text }) => (PRESSED.test(text) || RELEASED.test(text)) && text.length < 200);
  if (said.length === 0) return [];
  const tests = keyTests(evidence);
  const on = active ?? (LIT_BY_HIGH.has(evidence.reading.chip.family) ? 1 : null);
  const wrong = new Set<If>();
  return said.flatMap((comment): Claim[] => {
    const own = tests.find(({ node }) => comment.line === node.line || comment.endLine + 1 === node.line);
    // Behind `else` it tells of the other branch.
    const other = tests.find(
      ({ node }) =>
        node.otherwise &&
        /\belse\b(?!\s*if\b)/.test(evidence.codeLines[comment.line - 1] ?? '') &&
        (node.otherwise.line === comment.line || node.otherwise.line === comment.line + 1) &&
        node.line !== comment.line,
    );
    const beside = own ?? (other && { ...other, thenWhileDown: !other.thenWhileDown });
    const clauses = comment.text.split(CLAUSES).filter((each) => PRESSED.test(each) || RELEASED.test(each));
    const [clause] = clauses;
    if (clauses.length !== 1 || clause === undefined || NO_STATE.test(clause)) return [];
    const down = !RELEASED.test(clause);
    const test = beside ?? (tests.length === 1 ? tests[0] : undefined);
    if (!test) return [];
    const key = evidence.naming.name(test.pin).pin;
    const claim = (holds: boolean, zh: string, en: string): Claim[] => [
      { line: evidence.lineOf(comment.line), quote: comment.text, holds, why: { zh, en } },
    ];
    const [high, low] = [HIGH.test(clause), LOW.test(clause)];
    if (high !== low && !ON.test(clause) && !OFF.test(clause) && !OF_AN_OUTPUT.test(clause)) {
      const level = down ? test.down : 1 - test.down;
      return NORMALLY_CLOSED.test(comment.text)
        ? []
        : claim(
            (level === 1) === high,
            `${key} 有${test.down ? '下' : '上'}拉，${down ? '按下' : '松开'}时读到 ${level}`,
            `${key} has a pull-${test.down ? 'down' : 'up'} and reads ${level} while ${down ? 'pressed' : 'released'}`,
          );
    }
    const lit = ON.test(clause);
    if (lit === OFF.test(clause)) {
      // Only a state, beside the test itself.
      if (lit || !beside || comment.text.length > 40) return [];
      // Both branches are wrong for one reason.
      if (!own && wrong.has(beside.node)) return [];
      if (beside.thenWhileDown !== down) wrong.add(beside.node);
      return claim(
        beside.thenWhileDown === down,
        `${key} 按下时读到 ${beside.down}，这个分支在${beside.thenWhileDown ? '按下' : '松开'}时才走`,
        `${key} reads ${beside.down} while pressed, and this branch is taken while it is ${beside.thenWhileDown ? 'pressed' : 'released'}`,
      );
    }
    const shown = levelWhileDown(evidence, test);
    if (!shown || on === null) return [];
    const level = down ? shown.level : 1 - shown.level;
    const pin = evidence.naming.name(shown.pin).pin;
    return claim(
      (level === on) === lit,
      `${key} ${down ? '按下' : '松开'}时读到 ${down ? test.down : 1 - test.down}，代码此时把 ${pin} 置${level ? '高' : '低'}`,
      `${key} reads ${down ? test.down : 1 - test.down} while ${down ? 'pressed' : 'released'}, and the code then drives ${pin} ${level ? 'high' : 'low'}`,
    );
  });
}
