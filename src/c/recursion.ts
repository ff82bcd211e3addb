/**
 * Recursion that branches: a function that calls itself twice, sixty calls deep, returns after 2^60 calls. It is seen from
 * the calls that stay open: where many of them do not move for a while, and each has another call of itself to come, what is
 * left to do doubles with every one.
 */

export interface OpenCall {
  name: string;
  at: number;
  line: number;
  /** Another call of a function that is open stands behind this one. */
  later: boolean;
}

export interface Branching {
  name: string;
  line: number;
  depth: number;
}

/** Between two looks at the open calls. */
const LOOK_MS = 150;
/** Looks in a row that must agree. */
const LOOKS = 3;
/** With so many unmoved calls what is left takes four thousand times what was watched. */
const UNMOVED = 12;
/**
 * What moves meanwhile is a few dozen calls where the work doubles. Ackermann's function moves thousands, and comes back.
 */
const MOVING = 64;

/** Returns what to ask now and then: the recursion that will not come back in any time a person waits, or null. */
export function branchingIn(path: () => OpenCall[]): (nowMs: number) => Branching | null {
  let last: OpenCall[] = [];
  let lastMs = Number.NEGATIVE_INFINITY;
  let agreed = 0;
  return (nowMs) => {
    if (nowMs - lastMs < LOOK_MS) return null;
    lastMs = nowMs;
    const open = path();
    let same = 0;
    while (same < open.length && open[same]!.name === last[same]?.name && open[same]!.at === last[same]!.at) same++;
    const unmoved = open.slice(0, same).filter((call) => call.later);
    const name = unmoved.at(-1)?.name;
    const moving = Math.max(open.length, last.length) - same;
    const works =
      moving <= MOVING &&
      open.slice(same).some((call) => call.name === name) &&
      last.slice(same).some((call) => call.name === name);
    last = open;
    agreed = unmoved.length >= UNMOVED && works ? agreed + 1 : 0;
    return agreed < LOOKS ? null : { name: name!, line: unmoved.at(-1)!.line, depth: open.length };
  };
}

/** Said of a run that was ended because its calls double. */
export function sayBranching({ name, depth }: Branching): string {
  return `stopped: ${name} calls itself more than once, ${depth} calls deep; the work doubles with every one of them, and nobody can wait for its end`;
}
