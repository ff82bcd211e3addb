import { bareOf } from '../read/bare.ts';
import type { Entry } from '../read/entry.ts';

/**
 * Words that tell that something did not work, when and in which of its steps, and nothing of why: "failed to start the
 * server", "error during startup", "returned exit code 1".
 */
const SAYS_NOTHING_OF_WHY = new Set(
  `a an the this that its it of in on at to for from by with and or was were is are be been has have had did not didn't do does don't
  after before while during when instead as all any some one more than please again now then also but so up down out off
  error errors err fatal fail fails failed failing failure failures critical panic alert emerg emergency severe warning warn exception problem problems
  unable cannot can't can could couldn't unsuccessful unsuccessfully unsuccessfull unexpected unexpectedly abnormal abnormally premature prematurely improperly
  successfully cleanly properly correctly gracefully normally immediately
  start starts started starting startup start-up restart restarted restarting stop stopped stopping stops shutdown shut run ran running runs launch launched
  launching boot booted booting load loaded loading initialize initialized initializing initialise initialised initialising initialization
  initialisation init setup set bring bringing create created creating complete completed completing finish finished finishing execute executed executing
  execution perform performing process processes processing deploy deploying deployment install installing installation upgrade upgrading spawn spawned
  received state status result returned return returning reported reports detected occurred encountered found reached entered raised threw
  exit exits exited exiting exit-code exitcode end ends ended ending code signal killed terminate terminated terminating abort aborted aborting
  crash crashed dead died quit quitting giving gave give sigkill sigterm nonzero non-zero zero n/a
  application app server service daemon program system container component components context main module-manager instance node cluster job task
  tasks worker workers child children parent master engine startup script scripts command commands step steps stage phase hook hooks test tests build target
  configuration config settings handler thread session operation action request provisioner subprocess executable pipeline pre-start post-start prestart
  poststart control early late first last next last-state attempt attempts retry retries retrying times time too many quickly
  see check consult look refer log logs logfile log-file file files output details detail information info more additional above below further journal
  journalctl systemctl xe hint for-details message messages print printed text previous prior caused unhandled uncaught runtime reason unknown unspecified general internal generic`
    .split(/\s+/)
    .filter(Boolean),
);

/** Names of things: they tell which one did not work. */
const NAME = /[\d_/@.]|^[A-Z]{2,}$|\w-\w|^["'`<[(].*["'`>\])]$/;
/** A name that itself says what is wrong. */
const TELLING_NAME =
  /(?:Error|Exception|Fault)\b|(?:^|_)(?:E[A-Z]{3,}|ERR|NOT|NO|BAD|INVALID|MISSING|DENIED)(?:_|$|\b)/;
/** "lxc-start: web: ../src/lxc/tool.c: main: 309 ": who speaks, and from where in its source. */
const LABELS = /^(?:(?:\[[^\]]{1,60}\]|[\w./@()[\]-]{1,80}:)\s+(?:\d{1,6}\s+)?){1,6}/;
/** More words of other kinds than this are a message. */
const MOST_NAMES = 2;

/** True where a line says that something failed, perhaps which thing and in which step, and no word of why. */
export function saysOnlyThat(entry: Entry): boolean {
  const text = bareOf(entry.core.slice(0, 600));
  const labels = LABELS.exec(text)?.[0] ?? '';
  if (TELLING_NAME.test(labels)) return false;
  const own = stemsOf(entry);
  let names = 0;
  let said = 0;
  for (const token of text.slice(labels.length).split(/[\s,;!…]+/)) {
    const word = token.replace(/^[("'`[<*#=>-]+|[)"'`\]>.:*#=<?-]+$/g, '');
    if (!/[\p{L}\p{N}]/u.test(word)) continue;
    const lower = word.toLowerCase();
    if (SAYS_NOTHING_OF_WHY.has(lower)) {
      said += 1;
      continue;
    }
    if (own.has(lower) || /^https?:\/\/|^-?\d{1,6}(?:\/\w+)?$|\/[\w.@-]+\.(?:log|out|err|txt)$/i.test(word)) continue;
    if (TELLING_NAME.test(word) || !NAME.test(token.replace(/[.:,]+$/, ''))) return false;
    names += 1;
    if (names > MOST_NAMES) return false;
  }
  return said > 0;
}

/** The words of which the names of a line's program and unit are made. */
function stemsOf({ program, unit }: Entry): Set<string> {
  const names = `${program ?? ''} ${unit ?? ''}`.toLowerCase();
  return new Set([...names.split(/\s+/), ...names.split(/[^a-z0-9]+/)].filter((word) => word.length > 1));
}
