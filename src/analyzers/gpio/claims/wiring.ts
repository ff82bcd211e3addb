import type { Pin } from '../../../machine/chip.ts';
import type { Comment } from '../code.ts';
import type { Claim } from '../facts.ts';
import { placeOf } from '../place.ts';
import type { Evidence } from '../reason.ts';
import { list } from '../words.ts';
import { holdsOneStatement } from './effects.ts';
import { type Known, knownPins, labelled, PLACE, PLACES, placeNamed, placesIn } from './places.ts';

const EVENT_LIMIT = 200;
const LONGEST = 400;

/** A place and what is there, or what there is and its place. */
const LABEL = '([A-Za-z_][\\w ]{0,24}?|[\\w一-龥 ]{1,12}?)';
const AT =
  '(?:\\s*(?:[:：=]|->|=>|→|-)\\s*|\\s+(?:is\\s+)?(?:on|at|wired to|connected to|connects to|attached to|uses|to)\\s+(?:the\\s+)?|\\s*(?:接在|接到|连接到|连接在|连接|连到|连|接|在|为|是|用|使用|占用|对应)\\s*)';
const IS =
  '(?:\\s*(?:[:：=]|->|=>|→|-)\\s*|\\s+(?:is|for|drives|controls|to)\\s+(?:the\\s+)?|\\s*(?:接|是|为|控制|驱动|对应|连接|连)\\s*|\\s+)';
const THERE = new RegExp(`^(?:the\\s+)?${LABEL}${AT}(?:引脚|管脚)?(${PLACE})(?:\\s*(?:脚|引脚|管脚|口|上|pin))?$`, 'i');
const HERE = new RegExp(`^(${PLACE})${IS}(?:the\\s+|a\\s+)?${LABEL}$`, 'i');
/** Beside a name's definition the place alone will do. */
const ALONE = new RegExp(`^(?:(?:on|at|is|接|在|接在|接到)\\s*)?(${PLACE})(?:\\s*(?:脚|引脚|管脚|口))?$`, 'i');
const DEFINES =
  /^\s*(?:#\s*define\s+(\w+)\s+\S|(?:static\s+)?(?:const(?:expr)?\s+)?(?:unsigned\s+)?(?:int|char|byte|u?int(?:8|16|32)_t|gpio_num_t)\s+(?:const\s+)?(\w+)\s*=|s?bit\s+(\w+)\s*=)/;
/** Beside a line that moves one pin: the place, and at most what becomes of it. */
const MOVES =
  '(?:on|off|up|down|high|low|set|clear(?:ed)?|toggles?d?|=\\s*[01]|亮|灭|点亮|熄灭|高|低|置高|置低|拉高|拉低|翻转|取反|(?:输出|置)?(?:高|低)(?:电平)?|置\\s*[01]|清零)';
const MOVED = new RegExp(
  `^(?:(?:set|clear|toggle|turn on|turn off|打开|关闭|点亮|熄灭|翻转|拉高|拉低)\\s*)?(${PLACE})\\s*${MOVES}?$`,
  'i',
);
/** What was, what might be, and what is on another board. */
const OTHERWISE =
  /\b(?:was|were|old|formerly|not|instead|or|either|e\.g|example|alternat\w*|also|moved?|same|change[ds]?|swap\w*|TODO|jumper|header|connector)\b|原来|原先|以前|旧|不是|而不|或|例如|比如|改[为成到]|换[为成到]|同|跳线|排针|[?？]/i;
/** "Green LED on PB8", "PA0: KEY", `#define RELAY 7 // D8`: where a name is said to be, against where it is. */
export function wiringClaims(evidence: Evidence, comments: readonly Comment[]): Claim[] {
  const told = comments.filter(
    ({ quote }) => quote.length <= LONGEST && quote.search(PLACES) >= 0 && !OTHERWISE.test(quote),
  );
  if (told.length === 0) return [];
  const known = knownPins(evidence);
  const moved = movedBy(evidence);
  return told.flatMap((comment) => {
    const lamps = lampsAt(evidence, comment);
    if (lamps.some(({ holds }) => !holds)) return lamps;
    const beside = comment.behindCode ? moved.get(comment.line) : undefined;
    const own = beside ? besideMove(evidence, comment, beside) : [];
    return own.length > 0 ? own : claimsIn(evidence, comment, known);
  });
}

const LAMPS = /\bLEDs?\b[^.;]*?\b(?:on|at|to)\s+(?=\S)|(?:LED|灯)[^。；]{0,8}?(?:接在|接到|接|在|是|为)\s*/i;

/** "Two LEDs on P0.22 and P0.3": as many places as the program has outputs, and not the same. */
function lampsAt(evidence: Evidence, comment: Comment): Claim[] {
  const { machine } = evidence.simulation;
  const at = LAMPS.exec(comment.text);
  if (!at || comment.behindCode || machine.driven.size < 2 || comment.text.length > LONGEST) return [];
  const places = comment.text.slice(at.index + at[0].length).split(/[;；。\n(（]|\.\s/)[0]!;
  // Anything else that is named there is at one of the places.
  if (/[^\s,，、&.]/.test(places.replace(PLACES, '').replace(/\band\b|和|[-~]|\bto\b|到/g, ''))) return [];
  const told = placesIn(evidence, places);
  const driven = [...machine.driven.values()].map(({ pin }) => pin);
  if (told?.length !== driven.length || driven.some(({ port }) => evidence.reading.symbols.ports.has(port))) return [];
  const missing = told.filter((pin) => !driven.some(({ port, bit }) => port === pin.port && bit === pin.bit));
  const names = driven.map((pin) => evidence.naming.name(pin).pin);
  return [
    {
      line: evidence.lineOf(comment.line),
      quote: comment.text,
      holds: missing.length === 0,
      why: { zh: `程序驱动的是 ${list(names, 'zh')}`, en: `the program drives ${list(names, 'en')}` },
    },
  ];
}

/** Lines that move one pin and never another. */
function movedBy(evidence: Evidence): Map<number, Pin> {
  const lines = new Map<number, Pin | null>();
  for (const { frames, changes } of evidence.simulation.machine.events.slice(0, EVENT_LIMIT)) {
    const line = placeOf(frames, evidence.lastLine)?.line ?? 0;
    const before = lines.get(line);
    const [first] = changes;
    const same = before === undefined || (before?.port === first?.port && before?.bit === first?.bit);
    lines.set(line, first && changes.length === 1 && same ? { port: first.port, bit: first.bit } : null);
  }
  return new Map([...lines].filter((each): each is [number, Pin] => each[1] !== null));
}

/** `GPIO_PinOutSet(gpioPortF, 4);   // PF5 on` */
function besideMove(evidence: Evidence, comment: Comment, moved: Pin): Claim[] {
  if (!holdsOneStatement(evidence, comment.line) || evidence.reading.symbols.ports.has(moved.port)) return [];
  const [clause, ...more] = clausesOf(comment.text);
  const said = clause && !more.some((each) => each.search(PLACES) >= 0) ? MOVED.exec(clause)?.[1] : undefined;
  const place = said ? placeNamed(evidence, said.trim()) : null;
  if (!place) return [];
  const is = evidence.naming.name(moved).pin;
  return [
    {
      line: evidence.lineOf(comment.line),
      quote: comment.text,
      holds: place.port === moved.port && place.bit === moved.bit,
      why: { zh: `这一行动的是 ${is}`, en: `this line moves ${is}` },
    },
  ];
}

function claimsIn(evidence: Evidence, comment: Comment, known: readonly Known[]): Claim[] {
  const defined = DEFINES.exec(comment.code)
    ?.slice(1)
    .find((name) => name !== undefined);
  const lines = comment.quote.replace(/^\/\*+|\*+\/$|^\/\/+/g, '').split('\n');
  return lines.flatMap((text, at) =>
    clausesOf(text).flatMap((clause): Claim[] => {
      if ((clause.match(PLACES)?.length ?? 0) !== 1) return [];
      const there = THERE.exec(clause);
      const here = there ? null : HERE.exec(clause);
      const alone = defined === undefined ? null : ALONE.exec(clause);
      const place = placeNamed(evidence, (alone?.[1] ?? there?.[2] ?? here?.[1] ?? '').trim());
      // A name whose own number is that of the place is right, whatever else went wrong with the pin.
      if (!place || (defined !== undefined && new RegExp(`(?<!\\d)${place.bit}(?!\\d)`).test(valueOf(comment.code))))
        return [];
      const of = labelled(evidence, alone ? defined! : (there?.[1] ?? here?.[2] ?? ''), known);
      if (!of) return [];
      const { pin: is, aliases } = of.named;
      const name = aliases.find((alias) =>
        new RegExp(`\\b${alias.replace(/\W/g, '\\$&')}\\b`).test(evidence.reading.code),
      );
      return [
        {
          line: evidence.lineOf(comment.line + at),
          quote: clause,
          holds: of.pin.port === place.port && of.pin.bit === place.bit,
          why: { zh: `${name ?? is} 在代码里是 ${is}`, en: `${name ?? is} is ${is} in the code` },
        },
      ];
    }),
  );
}

/** What stands behind the name that a line defines. */
const valueOf = (code: string): string => code.replace(/^\s*#\s*define\s+\w+|^[^=]*=/, '');

/** A line of a comment in pieces that each tell of one thing, without marks and what stands in brackets at the end. */
const clausesOf = (text: string): string[] =>
  text.split(/[,，;；。、]|\.\s|\s+and\s+|和/).map((clause) =>
    clause
      .replace(/^[\s*/!<@-]+|[\s*.!]+$/g, '')
      .replace(/\s*[(（][^()（）]*[)）]\s*$/, '')
      .trim(),
  );
