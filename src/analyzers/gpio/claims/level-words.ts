import type { Comment } from '../code.ts';

/** What a comment says about a level being "on"; phrases about which level is on are taken out before. */
export const STATES_LOW =
  /低电平\s*(?:时)?\s*(?:点亮|亮|有效|触发|导通|点|响|鸣|发声|发光|吸合|动作|开启|打开|工作|启动)|低(?:亮|有效)|active[ -]?low|(?:lit|lights?|on) (?:by|on|when|at|with) (?:a |the (?:pin|level|output) is |it is |pin is )?low|low (?:level )?(?:turns?|lights?|switches|closes|starts|=|means) ?(?:it )?(?:on)?|\b0 ?(?:=|means|is) ?on\b|灌电流|共阳/i;
export const STATES_HIGH =
  /高电平\s*(?:时)?\s*(?:点亮|亮|有效|触发|导通|点|响|鸣|发声|发光|吸合|动作|开启|打开|工作|启动)|高(?:亮|有效)|active[ -]?high|(?:lit|lights?|on) (?:by|on|when|at|with) (?:a |the (?:pin|level|output) is |it is |pin is )?high|high (?:level )?(?:turns?|lights?|switches|closes|starts) ?(?:it )?on|\b1 ?(?:=|means|is) ?on\b|共阴/i;
/** A comment without its words about which level is on, so that "active low" is not read as "goes low". */
const LEVEL_WORDS = new RegExp(`${STATES_LOW.source}|${STATES_HIGH.source}`, 'gi');
export const withoutLevelWords = (text: string): string => text.replace(LEVEL_WORDS, '');

const OF_A_KEY = /key|button|btn|switch|\bsw\d*\b|按键|按钮|开关|微动/i;
const OF_AN_OUTPUT = /led|lamp|light|relay|buzz|beep|motor|fan|pump|灯|继电器|蜂鸣|电机|数码管/i;

/** Says so of something that is switched on; the level of a pressed key is another matter. */
function states({ text, code }: Comment, level: RegExp): boolean {
  return text
    .split(/[,，;；。]/)
    .some((clause) => level.test(clause) && (OF_AN_OUTPUT.test(clause) || !OF_A_KEY.test(`${clause} ${code}`)));
}

/** The level the paste says turns its things on, where it says one and the same everywhere. */
export function statedActiveLevel(comments: readonly Comment[]): { level: 0 | 1; comment: Comment } | null {
  const low = comments.find((comment) => states(comment, STATES_LOW));
  const high = comments.find((comment) => states(comment, STATES_HIGH));
  if (low && high) return null;
  return low ? { level: 0, comment: low } : high ? { level: 1, comment: high } : null;
}
