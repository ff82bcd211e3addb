import { remembered } from '../../../language/remembered.ts';
import { commentsOf } from '../code.ts';
import type { GpioFacts, NamedPin } from '../facts.ts';

/** A pin a question speaks of, and what the asker calls it. */
export interface Asked {
  pin: NamedPin;
  name: string;
}

/** As much of the facts as it takes to know a pin by its names. */
export type PinsOfProgram = Pick<GpioFacts, 'outputs' | 'inputs' | 'source'> &
  Partial<Pick<GpioFacts, 'events' | 'eventInfo' | 'firstLine' | 'whatIf'>>;

const COLOURS: [RegExp, RegExp][] = [
  [/红|\breds?\b/i, /RED|(?:^|_)R(?:_|$)|HONG/],
  [/绿|\bgreens?\b/i, /GREEN|GRN|(?:^|_)G(?:_|$)|LV/],
  [/黄|\b(?:yellow|amber)\b/i, /YELLOW|YEL|AMBER|(?:^|_)Y(?:_|$)|HUANG/],
  [/蓝|\bblues?\b/i, /BLUE|BLU|(?:^|_)B(?:_|$)|LAN/],
  [/橙|\boranges?\b/i, /ORANGE|(?:^|_)O(?:_|$)/],
  [/白|\bwhites?\b/i, /WHITE|(?:^|_)W(?:_|$)/],
];
const THINGS: [RegExp, RegExp][] = [
  [
    /蜂鸣器|喇叭|(?<!影)响(?!应)|鸣叫|门铃|\b(?:buzzer|beeper|speaker|beeps?|beeping|sounds?|bell|rings?|ringing)\b/i,
    /BEEP|BUZ|BELL|SPEAKER|FMQ/,
  ],
  [/继电器|吸合|\brelay\b/i, /RELAY|JDQ/],
  [/风扇|\bfan\b/i, /FAN/],
  [/电机|马达|\bmotor\b/i, /MOTOR/],
  [/电机|马达|风扇|\b(?:motor|fan)\b/i, /MOTOR|FAN/],
  [/阀门?|\bvalve\b/i, /VALVE|FAMEN/],
  [/刹车|制动|\bbrake\b/i, /BRAKE|BRK/],
  [/(?<![红绿黄蓝橙白示警色背])灯(?!带)/, /LAMP|LIGHT(?!ING)/],
  [/加热|\bheat(?:er|ing)\b/i, /HEAT/],
  [/锁|\block\b/i, /LOCK/],
  [/门(?!电路)|\b(?:door|gate)\b/i, /DOOR|GATE/],
  [/电磁铁|\bsolenoid\b/i, /SOLENOID/],
  [/警报|报警器|\b(?:alarm|siren)\b/i, /ALARM|SIREN/],
  [/激光|\blaser\b/i, /LASER/],
  [/背光|\bbacklight\b/i, /BACKLIGHT|BACK_LIGHT/],
  [/传感器|\bsensor\b/i, /SENSOR|PIR/],
  [/人体|红外|\bmotion\b|\bPIR\b/i, /PIR|MOTION|HUMAN|BODY/],
  [/浮球|水位|\bfloat\b/i, /FLOAT|WATER|LEVEL/],
  [/舵机|\bservo\b/i, /SERVO/],
  [/方向|\bdirection\b/i, /(?:^|_)DIR/],
  [/使能|\benable\b/i, /^N?EN$|ENABLE|(?:^|_)EN(?:_|$)/],
  [/警示灯|报警灯|\blamp\b/i, /LAMP|WARN|ALARM/],
  [/泵|\bpump\b/i, /PUMP/],
  [/浇水|灌溉|抽水|\b(?:does|do|will|to|it) water(?:s|ing)?\b|\birrigat\w*/i, /VALVE|PUMP|SPRINK/],
  [/按键|按钮|开关|\b(?:button|key|switch)\b/i, /KEY|BTN|BUTTON|SW|^S\d|BOOT/],
];
/** Words for things that are read, or that any light may be called. */
const NO_OUTPUT =
  /灯|键|按钮|开关|传感|人体|红外|浮球|水位|方向|使能|\b(?:button|key|switch|sensor|motion|pir|float|direction|enable|lamp)\b/i;
/** What is asked about where only its doing is named: "响的时候". */
const THING_OF_VERB: Record<string, string> = { 响: '蜂鸣器', 鸣叫: '蜂鸣器', 吸合: '继电器' };
const nameOfColour = (word: string): string => (/^[红绿黄蓝橙白]$/.test(word) ? `${word}灯` : word);

const LIGHT = /灯|\b(?:led|light|lamp)s?\b/i;
const LIGHT_NAME = /LED|LD\d|LAMP|LIGHT|RED|GREEN|GRN|YELLOW|YEL|BLUE|BLU|AMBER|WHITE|ORANGE/;

const plain = (name: string): string => name.toUpperCase().replace(/[^A-Z0-9]/g, '');

/** A name of a pin and its stems: LED4_PIN is also LED4, LED_RED is also RED. */
const stemsOf = remembered((name) => {
  const upper = name.toUpperCase();
  return [upper, upper.replace(/_?(?:GPIO_?)?(?:PIN|NUM|BIT)$/, ''), upper.replace(/^(?:PIN|GPIO|GPIO_PIN|K)_/, '')]
    .map(plain)
    .filter((stem) => stem !== '' && stem !== 'PIN');
}, 200);

/** The pin has this name, or one with this stem. */
const isNamed = (pin: NamedPin, word: string): boolean =>
  [pin.pin, ...pin.aliases].some((name) => stemsOf(name).includes(word));

/** Words of a question that can be a pin's name: "LED 4", "P1.0", "PB_5" as one word each. */
export function tokensOf(question: string): string[] {
  const joined = question
    .replace(/\b(LED|灯|KEY|GPIO|GP|IO|PIN|D|S)\s+(\d{1,2})\b/gi, '$1$2')
    .replace(/(\d{1,2})\s*号\s*(?:灯|LED)/gi, ' LED$1 ')
    .replace(/第\s*(\d{1,2})\s*(?:个|盏|颗|只)\s*(?:灯|LED)/gi, ' LED$1 ');
  return joined.match(/[A-Za-z_]\w*(?:[.^]\d{1,2})?(?:\[\d+\])?/g) ?? [];
}

/** What a name of a pin looks like in a list of them. */
const PIN_NAME = /(?<!\w)(?:P[A-L]\.?\d{1,2}|P\d\.\d{1,2}|GPIO_?\d{1,2}|GP\d{1,2}|R[A-G]\d|D\d{1,2})(?!\w)/g;

/** "PD12 green, PD13 orange": what a comment says of a pin in the part of its list that names this pin and no other. */
function listedIn(comment: string, { pin, aliases }: NamedPin): string[] {
  return comment.split(/[,;，；、\n]|\s\/\s|\band\b/).filter((part) => {
    const names = part.match(PIN_NAME) ?? [];
    return names.length === 1 && [pin, ...aliases].includes(names[0]!) && part.length <= LONGEST_REMARK;
  });
}

const LONGEST_REMARK = 40;

/** What is written beside a pin's definition or in a list of the pins. */
function remarksOf(pin: NamedPin, facts: PinsOfProgram): string {
  const lines = facts.source.split('\n');
  const place = /^P([A-K])\.?(\d{1,2})$/.exec(
    [pin.pin, ...pin.aliases].find((name) => /^P[A-K]\.?\d{1,2}$/.test(name)) ?? '',
  );
  const found: string[] = [];
  for (const comment of commentsOf(facts.source)) {
    found.push(...listedIn(comment.text, pin));
    if (!comment.behindCode) continue;
    const code = lines[comment.line - 1] ?? '';
    const named = [pin.pin, ...pin.aliases].some((name) =>
      new RegExp(`(?:^|[^\\w])${name.replace(/[^\w]/g, '\\$&')}(?![\\w\\[])`).test(code.slice(0, code.indexOf('/'))),
    );
    const placed = place && new RegExp(`GPIO_?${place[1]}\\b.*PIN_?${place[2]}\\b`, 'i').test(code);
    if ((named && /#\s*define|const|sbit|=\s*\d/.test(code)) || placed) found.push(comment.text);
  }
  return found.join(' ');
}

const LETTER =
  /(?:按(?:下|住|着)?|键|灯|路|只|和|与|(?:button|key|led|lamp|light|relay|channel|and|both)\s)\s*([A-H])(?![\w.'])|(?<![\w.'])([A-H])\s*(?:键|灯|路|按|和|与|松|、|(?:button|key|led|lamp|light|and)\b)/g;

/** "A 灯", "button B", "按住 A": the one pin whose name ends in that letter. */
function lettersIn(question: string, pins: NamedPin[]): [string, NamedPin][] {
  return [...question.matchAll(LETTER)].flatMap(([text, behind, before]): [string, NamedPin][] => {
    const letter = behind ?? before!;
    const fitting = pins.filter((pin) =>
      pin.aliases.some((name) =>
        new RegExp(`^[A-Za-z]\\w*(?:_|[a-z])${letter}$|^(?:LED|KEY|BTN|SW|RELAY)${letter}$`).test(name),
      ),
    );
    const light = /灯|led|lamp|light/i.test(text);
    const key = /键|按|松|key|button/i.test(text);
    const kind = fitting.filter((pin) =>
      pin.aliases.some((name) =>
        light ? LIGHT_NAME.test(name.toUpperCase()) : key ? /KEY|BTN|BUTTON|SW/i.test(name) : true,
      ),
    );
    const own = kind.length > 0 ? kind : fitting;
    return own.length === 1 ? [[letter, own[0]!]] : [];
  });
}

/** Words that tell two of a kind apart, and how names say them. */
const QUALIFIERS: [RegExp, RegExp][] = [
  [/行人|人行|\b(?:ped\w*|walk\w*|cross\w*)\b/i, /^(?:PED\w*|WALK\w*|P|XING|CROSS\w*)$/],
  [/车|\b(?:cars?|traffic|vehicles?|road)\b/i, /^(?:CAR\w*|VEH\w*|TRAFFIC|ROAD|C)$/],
  [/左|\bleft\b/i, /^(?:LEFT|L)$/],
  [/右|\bright\b/i, /^(?:RIGHT|R)$/],
  [/南北|\bnorth|\bsouth/i, /^(?:NS|N|S|NORTH|SOUTH)$/],
  [/东西|\beast|\bwest/i, /^(?:EW|E|W|EAST|WEST|WE)$/],
  [/主|\bmain\b/i, /^MAIN$/],
  [/前|\bfront\b/i, /^(?:FRONT|F)$/],
  [/后(?!面?会)|\b(?:back|rear)\b/i, /^(?:BACK|REAR|B)$/],
];

const COUNTED =
  /(?:(?<key>按[钮键]|键|开关|button|btn|key|switch)|(?<light>灯|led|lamp|light))\s*(?:no\.?|number|#|号)?\s*(?<which>\d{1,2}|[A-Ha-h](?![\w']))(?![\w.])/gi;

/** "Button 1", "按钮2", "switch A": the one pin whose name is that word with its number or letter. */
function countedIn(question: string, pins: NamedPin[]): [string, NamedPin][] {
  return [...question.matchAll(COUNTED)].flatMap((match): [string, NamedPin][] => {
    const { key, which } = match.groups!;
    const kind = key === undefined ? 'LED|LAMP|LIGHT' : 'BUTTON|BTN|BUT|KEY|SW|SWITCH|PB';
    const name = new RegExp(`^(?:[A-Z]+_)?(?:${kind})_?${which}(?:_?(?:PIN|GPIO|IO))?$`, 'i');
    const fitting = pins.filter(({ pin, aliases }) => [pin, ...aliases].some((each) => name.test(each)));
    return fitting.length === 1 ? [[match[0], fitting[0]!]] : [];
  });
}

/** Of several that fit, those that another word of the question names: "the car's red" of CAR_R and PED_R. */
function qualified(question: string, fitting: NamedPin[]): NamedPin[] {
  const parts = ({ pin, aliases }: NamedPin): string[] =>
    [pin, ...aliases].flatMap((name) => name.toUpperCase().split(/_|(?<=[a-z])(?=[A-Z])/));
  const words = (question.match(/[A-Za-z]{3,}/g) ?? []).map((word) => word.toUpperCase());
  const said = QUALIFIERS.filter(([asked]) => asked.test(question)).map(([, named]) => named);
  const own = fitting.filter((pin) =>
    parts(pin).some(
      (part) =>
        said.some((named) => named.test(part)) ||
        (part.length >= 3 &&
          words.some((word) => word.startsWith(part) || (word.length >= 4 && part.startsWith(word)))),
    ),
  );
  return own.length > 0 && own.length < fitting.length ? own : fitting;
}

/** The paste's own name of a pin. */
const labelFor = ({ pin, aliases }: NamedPin): string =>
  aliases.find((name) => COLOURS.some(([, named]) => named.test(name.toUpperCase()))) ?? pin;

/** The pins of the program a question names: by name, number, colour or kind of thing. */
export function pinsIn(question: string, facts: PinsOfProgram): Asked[] {
  const pins: NamedPin[] = [
    ...facts.outputs,
    ...facts.inputs.filter((input) => !facts.outputs.some((output) => output.pin === input.pin)),
  ];
  for (const pin of pressedPins(facts)) {
    const at = pins.findIndex((known) => known.pin === pin.pin);
    if (at < 0) pins.push(pin);
    // A name that only the lines behind a press use is one of the pin as well.
    else if (pin.aliases.some((name) => !pins[at]!.aliases.includes(name)))
      pins[at] = { ...pins[at]!, aliases: [...new Set([...pins[at]!.aliases, ...pin.aliases])] };
  }
  const found: Asked[] = [];
  const add = (pin: NamedPin, name: string): void => {
    if (!found.some((each) => each.pin.pin === pin.pin)) found.push({ pin, name });
  };
  for (const token of tokensOf(question)) {
    const word = plain(token);
    if (/^(?:led|pin|key|button|relay|gpio)$/i.test(token)) {
      const own = pins.filter((pin) => [pin.pin, ...pin.aliases].some((name) => plain(name) === word));
      const stemmed = own.length === 0 ? pins.filter((pin) => isNamed(pin, word)) : [];
      if (own.length === 1 && pins.length > 1) add(own[0]!, token);
      else if (stemmed.length === 1 && pins.length > 1) add(stemmed[0]!, token);
      continue;
    }
    for (const pin of pins) if (isNamed(pin, word)) add(pin, token);
  }
  for (const [letter, pin] of lettersIn(question, pins)) add(pin, letter);
  for (const [words, pin] of countedIn(question, pins)) add(pin, words);
  if (found.length < 2) for (const [words, pin] of byPace(question, facts)) add(pin, words);
  const byName = found.length > 0;
  for (const token of byName ? [] : tokensOf(question)) {
    const numbered = /^(?:GPIO|GP|IO|PIN|P|D)_?(\d{1,2})$/i.exec(token);
    if (!numbered) continue;
    const fitting = pins.filter(({ pin }) => new RegExp(`^P[A-K]\\.?${numbered[1]}$`).test(pin));
    if (fitting.length === 1) add(fitting[0]!, token);
  }
  if (found.length === 0) for (const [token, pin] of macrosIn(question, facts, pins)) add(pin, token);
  const number = /\b(?:pin|digital pin|引脚|管脚)\s*(\d{1,2})\b|(\d{1,2})\s*(?:号)?(?:引脚|管脚|脚)/i.exec(question);
  if (number)
    for (const pin of pins)
      if ([pin.pin, ...pin.aliases].includes(number[1] ?? number[2]!)) add(pin, `pin ${number[1] ?? number[2]}`);
  // "Red and green" of RED and GRN: one is called by its name, the other by its colour.
  const byToken = found.length > 0;
  // "The heater without the fan": one is called by its name, the other by what it is.
  for (const [said, named] of byToken ? THINGS : []) {
    const word = said.exec(question)?.[0];
    if (word === undefined || NO_OUTPUT.test(word) || found.some(({ name }) => said.test(name))) continue;
    const called = facts.outputs.filter((pin) =>
      [pin.pin, ...pin.aliases].some((name) => named.test(name.toUpperCase()) && !/^(?:P[A-L]\d|GPIO|PORT)/.test(name)),
    );
    const fitting = called.length > 0 ? called : facts.outputs.filter((pin) => said.test(remarksOf(pin, facts)));
    if (fitting.length === 1) add(fitting[0]!, THING_OF_VERB[word] ?? word);
  }
  if (byToken && !found.some(({ name }) => COLOURS.some(([said]) => said.test(name)))) return found;
  for (const [said, named] of byToken ? COLOURS : [...COLOURS, ...THINGS]) {
    const match = said.exec(question);
    if (!match || (byToken && found.some(({ name }) => said.test(name)))) continue;
    const fitting = pins.filter((pin) =>
      [pin.pin, ...pin.aliases].some((name) => named.test(name.toUpperCase()) && !/^(?:P[A-L]\d|GPIO|PORT)/.test(name)),
    );
    const chosen =
      fitting.length > 0
        ? fitting
        : // A button may stand in the remark of what it switches.
          pins.filter(
            (pin) =>
              said.test(remarksOf(pin, facts)) &&
              (COLOURS.some(([colour]) => colour === said) || !facts.inputs.some((input) => input.pin === pin.pin)),
          );
    const own = chosen.length > 1 ? qualified(question, chosen) : chosen;
    const many = own.length > 1 && own.length <= 3 && COLOURS.some(([colour]) => colour === said);
    if (own.length === 1 || many)
      for (const pin of own) add(pin, many ? labelFor(pin) : (THING_OF_VERB[match[0]] ?? nameOfColour(match[0])));
  }
  if (byToken) return found;
  // "The pump" of PUMP_ON(): a name that stands in the lines of one output alone.
  if (found.length === 0)
    for (const [said, named] of THINGS) {
      const word = said.exec(question)?.[0];
      if (word === undefined || NO_OUTPUT.test(word)) continue;
      const on = new Set(
        [...namesByWrites(facts)].flatMap(([name, pins]) => (named.test(name.toUpperCase()) ? [...pins] : [])),
      );
      const pin = on.size === 1 ? facts.outputs.find((each) => on.has(each.pin)) : undefined;
      if (pin) add(pin, THING_OF_VERB[word] ?? word);
    }
  if (found.length === 0) {
    // "The error LED" is LED_ERR: a part of a name that begins the word before "LED".
    const word = /\b([a-z]{3,})[ -](?:led|light|lamp)s?\b/i.exec(question)?.[1]?.toUpperCase();
    const fitting = word
      ? pins.filter((pin) =>
          [pin.pin, ...pin.aliases].some((name) =>
            name
              .toUpperCase()
              .split('_')
              .some((part) => part.length >= 3 && !/^(?:LED|PIN)$/.test(part) && word.startsWith(part)),
          ),
        )
      : [];
    if (fitting.length === 1) add(fitting[0]!, `${word!.toLowerCase()} LED`);
  }
  const isInput = ({ pin }: Asked): boolean => facts.inputs.some((input) => input.pin === pin.pin);
  // "Hold the key, does the light ...": the light is meant too.
  if (found.length > 0 && !(LIGHT.test(question) && found.every(isInput))) return found;
  const keys = found.splice(0);
  const written = namesByWrites(facts);
  for (const [said, named] of COLOURS) {
    const match = said.exec(question);
    const fitting = new Set(
      match
        ? [...written].flatMap(([name, on]) => (named.test(name.toUpperCase()) && on.size === 1 ? [...on] : []))
        : [],
    );
    if (match && fitting.size === 0) for (const pin of colouredByRemarks(facts, said)) fitting.add(pin);
    const pin = fitting.size === 1 ? pins.find((each) => fitting.has(each.pin)) : undefined;
    if (pin) add(pin, nameOfColour(match![0]));
  }
  if (found.length > 0) return [...keys, ...found];
  if (LIGHT.test(question) && !COLOURS.some(([said]) => said.test(question)) && unknownName(question, facts) === null) {
    const outputs = pins.filter(({ pin }) => !facts.inputs.some((input) => input.pin === pin));
    const own = outputs.filter((pin) => [pin.pin, ...pin.aliases].some((name) => LIGHT_NAME.test(name.toUpperCase())));
    const lights = own.length > 0 ? own : outputs;
    if (lights.length === 1) add(lights[0]!, LIGHT.exec(question)![0].toLowerCase() === '灯' ? '灯' : 'LED');
  }
  return [...keys, ...found];
}

/** The outputs among the pins that a question names. */
export const outputsNamed = (question: string, facts: PinsOfProgram): Asked[] =>
  pinsIn(question, facts).filter(({ pin }) => facts.outputs.some((output) => output.pin === pin.pin));

/** The same in the order in which the question names them. */
export const outputsInOrder = (question: string, facts: PinsOfProgram): Asked[] =>
  outputsNamed(question, facts).sort((a, b) => position(question, a.name) - position(question, b.name));

/** "The slow one", "快的那个灯": words for one of several that change at different paces. */
const PACES =
  /\b(?:the |a )?((fast|quick)|slow)(?:er|est)?(?: (?:one|led|light|blinker|blink|lamp|output|pin))?\b|(?:最)?((快)|慢)(?:的?那?(?:个|盏|颗|只)|的?灯|的led)|那(?:个|盏|颗)?((快)|慢)的/gi;
/** "How fast", "faster than": a pace, and no pin. */
const PACE_ONLY =
  /\b(?:how|as|too|so|more|go|goes|run|runs|blink|blinks|it|that) (?:fast|slow|quick)|\b(?:fast|slow)er\b(?! (?:one|led|light|pin))|\b(?:fast|slow)ly\b/i;

/** The fastest or slowest of the outputs that go on changing. */
function byPace(question: string, facts: PinsOfProgram): [string, NamedPin][] {
  const said = PACE_ONLY.test(question) ? [] : [...question.matchAll(PACES)];
  if (said.length === 0 || !facts.events) return [];
  const counts = facts.outputs
    .map((pin) => ({
      pin,
      changes: facts.events!.filter((changes) => changes.some((change) => change.pin === pin.pin)).length,
    }))
    .filter(({ changes }) => changes > 1)
    .sort((a, b) => b.changes - a.changes);
  const [first, last] = [counts[0], counts.at(-1)];
  if (!first || !last || first.changes === last.changes || counts.length > 4) return [];
  const alone = (changes: number): boolean => counts.filter((each) => each.changes === changes).length === 1;
  return said.flatMap(([words, ...parts]): [string, NamedPin][] => {
    const fast = /fast|quick|快/i.test(parts.find((part) => part !== undefined) ?? '');
    const meant = fast ? first : last;
    return alone(meant.changes) ? [[words.replace(/^(?:the|a) /i, ''), meant.pin]] : [];
  });
}

/** Pins that only a press moves: the plain run never showed them. */
const pressedPins = ({ whatIf }: PinsOfProgram): NamedPin[] =>
  (whatIf ?? []).flatMap(({ phases }) =>
    phases.flatMap(({ changes }) => changes.map(({ pin, aliases }) => ({ pin, aliases }))),
  );

/** The paste calls the pin by a colour: RED, LED_G, Y. */
export const namedByColour = ({ aliases }: NamedPin): boolean =>
  aliases.some((name) => COLOURS.some(([, named]) => named.test(name.toUpperCase())));

/** The question names a colour. */
export const colourAsked = (question: string): boolean => COLOURS.some(([said]) => said.test(question));

/** Outputs that are called by a colour, and by no other, in the comment behind a line that writes them alone. */
function colouredByRemarks(facts: PinsOfProgram, said: RegExp): Set<string> {
  const written = new Map<number, Set<string>>();
  for (const [i, changes] of (facts.events ?? []).entries()) {
    const line = (facts.eventInfo?.[i]?.line ?? 0) - (facts.firstLine ?? 1) + 1;
    for (const { pin } of changes) written.set(line, (written.get(line) ?? new Set()).add(pin));
  }
  const coloured = commentsOf(facts.source).flatMap(({ behindCode, line, text }) => {
    const pins = behindCode ? written.get(line) : undefined;
    const colours = COLOURS.filter(([colour]) => colour.test(text));
    return pins?.size === 1 && colours.length === 1 && colours[0]![0] === said ? [...pins] : [];
  });
  return new Set(coloured);
}

/** Names that stand in the lines that write one output and in those of no other: `1 << AMBER`, `Y_ON()`. */
function namesByWrites(facts: PinsOfProgram): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>();
  const lines = facts.source.split('\n');
  for (const [i, changes] of (facts.events ?? []).entries()) {
    const info = facts.eventInfo?.[i];
    const places = info ? [info.line, ...info.calls.map((call) => Number(call.slice(call.lastIndexOf(':') + 1)))] : [];
    for (const line of places)
      for (const [
        name,
      ] of `${(lines[line - (facts.firstLine ?? 1)] ?? '').replace(/\/[/*].*/, '')} ${messageAt(lines, line - (facts.firstLine ?? 1))}`.matchAll(
        /[A-Za-z_]\w+/g,
      )) {
        const pins = names.get(name) ?? new Set();
        for (const change of changes) pins.add(change.pin);
        names.set(name, pins);
      }
  }
  return names;
}

/** What the line behind a write prints of it: "pump on". */
const messageAt = (lines: readonly string[], at: number): string =>
  /(?:print|puts|LOG|log)\w*\s*\([^"]*"([^"]*)"/.exec(lines[at + 1] ?? '')?.[1] ?? '';

/** Macros of the question that write one pin alone: `#define ST(x) GPIO_WriteBit(GPIOB, GPIO_Pin_14, ...)`. */
function macrosIn(question: string, facts: PinsOfProgram, pins: NamedPin[]): [string, NamedPin][] {
  const tokens = tokensOf(question).filter((token) =>
    new RegExp(`#\\s*define\\s+${token.replace(/[^\w]/g, '\\$&')}(?![\\w])`).test(facts.source),
  );
  if (tokens.length === 0) return [];
  const written = namesByWrites(facts);
  return tokens.flatMap((token): [string, NamedPin][] => {
    const on = written.get(token);
    const pin = on?.size === 1 ? pins.find((each) => on.has(each.pin)) : undefined;
    return pin ? [[token, pin]] : [];
  });
}

/** A name in the question that looks like a pin of a program and is none of this one. */
export function unknownName(question: string, facts: PinsOfProgram): string | null {
  const pins: NamedPin[] = [...facts.outputs, ...facts.inputs];
  for (const token of tokensOf(question)) {
    if (!/^(?:LED_?\d{1,2}|P[A-K]_?\d{1,2}|P\d[._^]\d|GPIO\d{1,2}|D\d{1,2}|KEY\d{1,2})$/i.test(token)) continue;
    const bit = /^GPIO(\d{1,2})$/i.exec(token)?.[1];
    if (bit && pins.some(({ pin }) => new RegExp(`^P[A-K]\\.?${bit}$`).test(pin))) continue;
    if (!pins.some((pin) => isNamed(pin, plain(token))) && !facts.source.includes(token)) return token;
  }
  return null;
}

/** The question speaks of a thing (a pump, a buzzer) that neither a name nor a comment of the paste knows. */
export function namesForeignThing(question: string, { source }: PinsOfProgram): boolean {
  const upper = source.toUpperCase();
  return THINGS.some(
    ([said, named]) =>
      said.test(question) && !LIGHT.test(said.exec(question)![0]) && !named.test(upper) && !said.test(source),
  );
}

/** The question calls something by this name of the program, by its stem, or by the colour or kind of thing that it is named for. */
export function speaksOf(question: string, name: string): boolean {
  const upper = name.toUpperCase();
  const stems = stemsOf(name);
  return (
    tokensOf(question).some((token) => token.length > 1 && stems.includes(plain(token))) ||
    [...COLOURS, ...THINGS].some(
      ([said, named]) =>
        said.test(question) &&
        !LIGHT.test(said.exec(question)![0]) &&
        named.test(upper) &&
        !/^(?:P[A-L]\d|GPIO|PORT)/.test(upper),
    )
  );
}

/** The question speaks of a thing (a buzzer, the red light) that no name of this pin is for. */
export function namesOtherThing(question: string, { pin, aliases }: NamedPin): boolean {
  const names = [pin, ...aliases].map((name) => name.toUpperCase());
  return [...COLOURS, ...THINGS].some(([said, named]) => {
    const word = said.exec(question)?.[0];
    return word !== undefined && !LIGHT.test(word) && !names.some((name) => named.test(name));
  });
}

/** Where a name stands in the question. */
export function position(question: string, name: string): number {
  const verb = Object.entries(THING_OF_VERB).find(
    ([word, thing]) => thing === name && !question.includes(name) && question.includes(word),
  );
  const at = question.toLowerCase().indexOf((verb?.[0] ?? name).toLowerCase().replace(/灯$/, ''));
  return at < 0 ? question.length : at;
}
