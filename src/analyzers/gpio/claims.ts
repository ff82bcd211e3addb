import { alwaysClaims } from './claims/always.ts';
import { branchClaims } from './claims/branches.ts';
import { countClaims } from './claims/counts.ts';
import { edgeClaims } from './claims/edges.ts';
import { branchRan } from './claims/effects.ts';
import { figureClaims } from './claims/figures.ts';
import { calledNameClaims, nameClaims } from './claims/function-names.ts';
import { settledComments } from './claims/leading.ts';
import { statedLevels } from './claims/level-words.ts';
import { modeClaims } from './claims/modes.ts';
import { namedClaims, namedVotes, type Statement, statementsOf } from './claims/named.ts';
import { orderClaims } from './claims/orders.ts';
import { otherNameClaims } from './claims/other-names.ts';
import { paceClaims } from './claims/paces.ts';
import { pairedLevels } from './claims/paired-names.ts';
import { pinsInNames } from './claims/pins-in-names.ts';
import { pressedClaims } from './claims/pressed.ts';
import { rateClaims } from './claims/rates.ts';
import { setClaims } from './claims/sets.ts';
import { setupClaims } from './claims/setups.ts';
import { switchClaims } from './claims/switches.ts';
import { type Switching, switchings } from './claims/switching.ts';
import { tickClaims } from './claims/ticks.ts';
import { timesInNames } from './claims/times-in-names.ts';
import { togetherClaims } from './claims/together.ts';
import { unitClaims } from './claims/units.ts';
import { waitClaims } from './claims/waits.ts';
import { wiringClaims } from './claims/wiring.ts';
import { type Comment, commentsOf } from './code.ts';
import type { Claim } from './facts.ts';
import type { Evidence } from './reason.ts';

const known = new WeakMap<Evidence, readonly Claim[]>();

/** What comments and names say, checked against the run; only what can be read with certainty. */
export function claimsOf(evidence: Evidence): readonly Claim[] {
  let claims = known.get(evidence);
  if (!claims) {
    claims = findClaims(evidence);
    known.set(evidence, claims);
  }
  return claims;
}

function findClaims(evidence: Evidence): Claim[] {
  const comments = settledComments(
    evidence,
    // Marks of a code generator say where to write, and nothing of what stands there.
    commentsOf(evidence.reading.source).filter(({ text }) => !/^\W*USER CODE (?:BEGIN|END)\b/.test(text)),
  );
  const statements = statementsOf(evidence, comments);
  const levels = levelOfOn(evidence, comments, statements);
  const { active } = levels;
  const modes = modeClaims(evidence, comments);
  const ran = comments.filter(branchRan(evidence));
  const claims = [
    ...otherNameClaims(evidence, comments),
    ...onOffClaims(evidence, statements, levels),
    ...waitClaims(evidence, comments),
    ...modes,
    ...wiringClaims(evidence, comments).filter(({ line }) => !modes.some((each) => each.line === line)),
    ...pressedClaims(evidence, comments, active),
    ...countClaims(evidence, comments),
    ...rateClaims(evidence, ran),
    ...orderClaims(evidence, ran),
    ...togetherClaims(evidence, ran),
    ...tickClaims(evidence, comments),
    ...branchClaims(evidence, comments),
    ...edgeClaims(evidence, comments),
    ...setupClaims(evidence, comments),
    ...setClaims(evidence, comments, active),
    ...unitClaims(evidence, comments),
    ...figureClaims(evidence, comments),
    ...paceClaims(evidence, comments),
    ...nameClaims(evidence, active),
    ...timesInNames(evidence),
    ...pinsInNames(evidence),
    ...alwaysClaims(evidence, ran),
    ...switchClaims(evidence, comments),
  ];
  const claimed = new Set(claims.map(({ line }) => line));
  return [...claims, ...calledNameClaims(evidence, comments).filter(({ line }) => !claimed.has(line))]
    .filter(
      (claim, i, all) =>
        all.findIndex(
          (each) => each.line === claim.line && each.quote === claim.quote && each.why.en === claim.why.en,
        ) === i,
    )
    .sort((a, b) => a.line - b.line);
}

interface Levels {
  /** The level that means "on"; null where nothing tells. */
  active: 0 | 1 | null;
  /** True: all comments turn the stated level round, so the level is the mistake and not each of the comments. */
  turned: boolean;
  all: Switching[];
}

/** What is switched beside lamps; a buzzer may well be wired the other way round. */
const DEVICES = [/beep|buzz|speaker|蜂鸣|喇叭/i, /relay|继电器/i, /motor|\bfan\b|pump|电机|马达|风扇|水泵/i];
const LAMP = -1;
const deviceOf = ({ comment, pin }: Switching): number =>
  DEVICES.findIndex((words) => words.test(`${comment.text} ${pin}`));

/** The level that means "on" for another device than a lamp: only what its own comments say of both on and off. */
function ownLevelOfOn(all: readonly Switching[], device: number): 0 | 1 | null {
  const own = all.filter((each) => deviceOf(each) === device);
  const high = own.filter(({ on, level }) => (level === 1) === on).length;
  if (!own.some(({ on }) => on) || !own.some(({ on }) => !on) || high * 2 === own.length) return null;
  return high * 2 > own.length ? 1 : 0;
}

/** Which level the comments call "on". */
function levelOfOn(evidence: Evidence, comments: readonly Comment[], statements: readonly Statement[]): Levels {
  const all = switchings(evidence, comments);
  // What turns a relay on says nothing of lamps.
  const devices = all.some((each) => deviceOf(each) === LAMP) && all.some((each) => deviceOf(each) !== LAMP);
  const levels = new Set(
    statedLevels(comments)
      .filter(({ things }) => !devices || things.length === 0 || things.includes('light'))
      .map(({ level }) => level),
  );
  const stated = levels.size === 1 ? [...levels][0]! : null;
  const lamps = all.filter((each) => deviceOf(each) === LAMP);
  const acts = [...(lamps.length > 0 ? lamps : all), ...namedVotes(evidence, statements)];
  const votes = acts.filter((each) => (each.level === 1) === each.on).length;
  const unanimous = votes === acts.length || votes === 0;
  // That low means "on" is learnt only from comments that say both on and off; one word alone would prove itself.
  const bothSaid = acts.some((each) => each.on) && acts.some((each) => !each.on);
  const undecided =
    stated === null && (unanimous ? votes === 0 && !bothSaid : Math.min(votes, acts.length - votes) * 3 > acts.length);
  // Without a word about it, "on" is the level most of the comments go with.
  const active: 0 | 1 | null = undecided ? null : (stated ?? (votes * 2 >= acts.length ? 1 : 0));
  const turned =
    stated !== null && unanimous && acts.length > 0 && acts.every((each) => (each.level === stated) !== each.on);
  return { active, turned, all };
}

/** Of two comments that say on and off of one pin, beside the same level, the one is wrong whose line changes nothing. */
function unchangedClaims(evidence: Evidence, all: readonly Switching[], spoken: ReadonlySet<string>): Claim[] {
  return all.flatMap((each): Claim[] => {
    const own = all.filter(({ pin }) => pin === each.pin);
    const other = own.find(({ on }) => on !== each.on);
    if (own.length !== 2 || !other || other.level !== each.level || each.moves || !other.moves) return [];
    if (spoken.has(each.comment.text)) return [];
    const { level, pin, comment } = each;
    return [
      {
        line: evidence.lineOf(comment.line),
        quote: comment.text,
        holds: false,
        why: {
          zh: `${pin} 在这里早就是${level ? '高' : '低'}电平，第 ${evidence.lineOf(other.line)} 行（“${other.comment.text.slice(0, 30)}”）写的是同一个电平`,
          en: `${pin} is ${level ? 'high' : 'low'} here already: line ${evidence.lineOf(other.line)} (“${other.comment.text.slice(0, 30)}”) writes the same level`,
        },
      },
    ];
  });
}

/** Two comments that say the same of one pin beside opposite levels: one of them is wrong, whichever level means "on". */
function oppositeClaims(evidence: Evidence, all: readonly Switching[], spoken: ReadonlySet<string>): Claim[] {
  return all.flatMap((each): Claim[] => {
    const own = all.filter(({ pin }) => pin === each.pin);
    const other = own.find(({ level }) => level !== each.level);
    if (!other || own.some(({ on }) => on !== each.on) || spoken.has(each.comment.text)) return [];
    if ((each.level === 1) === each.on) return [];
    const { level, pin, comment } = each;
    const line = evidence.lineOf(other.comment.line);
    return [
      {
        line: evidence.lineOf(comment.line),
        quote: comment.text,
        holds: false,
        why: {
          zh: `这里 ${pin} 变成${level ? '高' : '低'}电平，而第 ${line} 行说的是一样的话，电平却相反`,
          en: `here ${pin} goes ${level ? 'high' : 'low'}, and line ${line} says the same of the other level`,
        },
      },
    ];
  });
}

/** Comments that say on and off (of a pin by its name, or of what their line switches), high, low and toggle. */
function onOffClaims(evidence: Evidence, statements: readonly Statement[], { active, turned, all }: Levels): Claim[] {
  const named = namedClaims(evidence, statements, turned ? null : active);
  const spoken = new Set(named.map((claim) => claim.quote));
  const paired = pairedLevels(evidence);
  const byNames = all.filter(({ pin, comment }) => paired.has(pin) && !spoken.has(comment.text));
  if (active === null && byNames.length === 0)
    return [...named, ...unchangedClaims(evidence, all, spoken), ...oppositeClaims(evidence, all, spoken)];
  const mixed = new Set(all.map(deviceOf)).size > 1;
  return [
    ...named,
    ...all
      .filter(({ comment }) => !spoken.has(comment.text))
      .flatMap((each): Claim[] => {
        const { comment, on, level, pin } = each;
        const device = deviceOf(each);
        const meansOn = paired.get(pin) ?? (device === LAMP || !mixed ? active : ownLevelOfOn(all, device));
        if (meansOn === null) return [];
        return [
          {
            line: evidence.lineOf(comment.line),
            quote: comment.text,
            holds: turned || (level === meansOn) === on,
            why: { zh: `这里 ${pin} 变成${level ? '高' : '低'}电平`, en: `here ${pin} goes ${level ? 'high' : 'low'}` },
          },
        ];
      }),
  ];
}
