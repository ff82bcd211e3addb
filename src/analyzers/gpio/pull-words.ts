/** What people write of the resistors at a pin. */

const PULLED =
  /上拉|下拉|pull(?:ed|s)?(?:[\s-]?(?:it|them|the \w+))?[\s-]?(?:up|down)|\b\d+(?:\.\d+)?\s*k(?:\b|Ω|ohm|欧)|resistor|电阻/i;
/** The resistor is a part of the board. */
const OUTSIDE =
  /外部|外接|外加|外置|板上|external|on[- ]?board|\b(?:hook|connect|wire|attach|solder)(?:s|ed|ing)?\b|\d\s*k(?:\b|Ω|ohm|欧)|resistor|电阻/i;
/** It is not there, or is only wished for. */
const NOT_SO =
  /\b(?:no|not|without|internal|needs?|should|must|add|missing|if)\b|n't\b|没|未|无|不|内部|需要?|应该?|最好|如果|请/i;
const UP =
  /上拉|pull(?:ed|s)?(?:[\s-]?(?:it|them|the \w+))?[\s-]?up|(?:to|接到?)\s*(?:\+?\s*(?:VCC|VDD|3\.?3\s*V|3V3|5\s*V)|电源|the supply)/i;
const DOWN =
  /下拉|pull(?:ed|s)?(?:[\s-]?(?:it|them|the \w+))?[\s-]?down|(?:resistor|\d\s*k\w*|电阻)[^,.;，。；]{0,20}(?:to|接到?)\s*(?:GND|ground|地)/i;

/** The level to which a comment says that a resistor outside pulls: "external 10k pull-up"; null where it says none. */
export function pullToldIn(text: string): 0 | 1 | null {
  if (!PULLED.test(text) || !OUTSIDE.test(text) || NOT_SO.test(text)) return null;
  const [up, down] = [UP.test(text), DOWN.test(text)];
  return up === down ? null : up ? 1 : 0;
}

const BUTTON = /按[键钮下]|开关|触点|\b(?:push)?(?:button|btn|key|switch|contact)s?\b/i;
const TO_GROUND =
  /(?:\bto|\band|\bagainst|接(?:到|在)?|[对到])\s*(?:GND|ground|VSS|地)(?![a-z])|\bgrounds\b|\bactive[- ]low\b|低电平?(?:有效|为?按下|触发)|按下(?:时|后)?(?:为|是|变)?(?:低|0)/i;
const TO_SUPPLY =
  /(?:\bto|\band|接(?:到|在)?|[对到])\s*(?:\+?\s*(?:VCC|VDD|3\.?3\s*V|3V3|5\s*V)|电源)|\bactive[- ]high\b|高电平?(?:有效|为?按下|触发)|按下(?:时|后)?(?:为|是|变)?(?:高|1)/i;

/** The level at rest of a button that a clause says is wired between its pin and ground, or the supply; null where it says neither. */
export function buttonToldIn(clause: string): 0 | 1 | null {
  if (!BUTTON.test(clause) || /\b(?:no|not|if|should|must|needs?)\b|n't\b|没|未|无|不|如果|应该/i.test(clause))
    return null;
  const [ground, supply] = [TO_GROUND.test(clause), TO_SUPPLY.test(clause)];
  return ground === supply ? null : ground ? 1 : 0;
}

/** The resistor is said not to be there. */
const NO_PULL =
  /\b(?:no|without|lacks?|missing|isn'?t any|not any)\b(?![^.;,]{0,24}internal)[^.;,]{0,24}(?:resistor|pull)|(?:没有?|未|无|不)(?:再|外|另)?(?:接|加|装|焊|带)?(?!内部)[^，。；内]{0,6}(?:上拉|下拉|电阻)|(?:上拉|下拉|电阻)[^，。；]{0,3}(?:没有|没[接加装焊]|未[接加装焊]|不[接加装焊])/i;
const RESISTOR = /\d\s*k(?:\b|Ω|ohm|欧)/i;
const STATED_PULL =
  /外部|外接|上拉|下拉|external|pull(?:s|ed)?(?:\s+(?:it|them|the (?:pin|line|key|button)|p[a-k]\d+))?[\s-]?(?:up|down)|resistor|电阻|driven by|push-pull|sensor|传感|\b\d+(?:\.\d+)?\s*k(?:\b|Ω|ohm|欧)|接[^，。]{0,6}VCC.{0,4}电阻/i;

/** Whether a text speaks of anything that may hold a pin at a level, so that nobody can say the pin floats. */
export const speaksOfPull = (text: string): boolean =>
  STATED_PULL.test(text) && (RESISTOR.test(text) || !NO_PULL.test(text));
