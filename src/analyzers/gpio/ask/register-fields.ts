import { askedPattern, type RegisterFields } from '../../../knowledge/asked.ts';
import { loadKnowledge } from '../../../knowledge/load.ts';
import { list, quoted } from '../words.ts';
import { bareLines, type Declared, declaredIn, valueOf } from './declared.ts';
import { tokensOf } from './pins.ts';
import { type Answer, type Asking, answer, lineText, say } from './text.ts';

const ASKS =
  /什么|啥|意思|作用|为什么|为何|为啥|干嘛|怎么理解|多少|哪(?:个|种)|几分频|\b(?:what|why|mean|which|how)\b|\?|？/i;

/** The registers that knowledge tells the fields of. */
const registers = (): RegisterFields[] => loadKnowledge('gpio-asked').flatMap((file) => file.registers);

const namesOf = ({ name, also }: RegisterFields): string[] => [name, ...also];

/** A register as the program writes it: where, with what, and which value that is. */
interface Written {
  register: RegisterFields;
  name: string;
  text: string;
  value: number;
  line: number;
}

/** The value of an expression in which the register's own names stand for their bits. */
function valueIn(register: RegisterFields, text: string, declared: Declared[]): number | null {
  const plain = text
    .replace(/\b_BV\s*\(\s*(\w+)\s*\)/g, '(1 << $1)')
    .replace(/[A-Za-z_]\w*/g, (word) => String(register.names[word] ?? register.shifts[word] ?? word));
  return valueOf(plain, declared);
}

function writesIn(asking: Asking, register: RegisterFields): Written[] {
  const declared = declaredIn(asking.facts);
  const from = (text: string, line: number): Written[] =>
    namesOf(register).flatMap((name) =>
      [...text.matchAll(new RegExp(`(?<!\\w)${name}\\s*\\|?=(?!=)\\s*([^;,，。?？]+)`, 'g'))].flatMap((match) => {
        const value = valueIn(register, match[1]!.replace(/\p{Script=Han}.*$/u, ''), declared);
        return value === null ? [] : [{ register, name, text: match[0].trim(), value, line }];
      }),
    );
  const code = bareLines(asking.facts);
  const own = code.flatMap((text, i) => from(text, i + asking.facts.firstLine));
  // "What does TMOD = 0x01 mean": the value that the question writes out.
  const [asked] = from(asking.question, 0);
  if (!asked) return own;
  const same = own.find((each) => each.value === asked.value);
  return [
    {
      ...asked,
      text: asked.text.replace(/\s*(?:\p{Script=Han}|\s[a-z]{2,}).*$/u, ''),
      line: same?.line ?? own[0]?.line ?? 0,
    },
  ];
}

type Field = RegisterFields['fields'][number];
const fieldOf = (value: number, { at, width }: Field): number => Math.floor(value / 2 ** at) % 2 ** width;

/** "TMOD=0x01 是什么意思", "what does MC_1 mean", "what clock does the timer use": a register's value, field by field. */
export function aboutRegisterFields(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!ASKS.test(question) || /改成|换成|改为|去掉|删|\b(?:chang|remov|delet)/i.test(question)) return null;
  const words = tokensOf(question);
  const all = registers();
  const named = all.filter((register) => namesOf(register).some((name) => words.includes(name)));
  const byBit = all.filter((register) => words.some((word) => word in register.names || word in register.shifts));
  const timer = /定时器|计时器|\btimer|\badc\b|串口|分频|\bprescaler\b|\bdivider\b/i.test(question);
  const byTopic =
    named.length + byBit.length === 0 && timer
      ? all.filter(({ fields }) =>
          fields.some(({ asked }) => asked !== undefined && askedPattern(asked).test(question)),
        )
      : [];
  const told = [...named, ...byBit.filter((each) => !named.includes(each)), ...byTopic].flatMap((register) =>
    writesIn(asking, register)
      .filter(
        ({ line, text }) =>
          line > 0 && (byBit.length === 0 || named.length > 0 || words.some((word) => text.includes(word))),
      )
      .slice(0, 2),
  );
  const sentences = told.flatMap((written): { text: string; line: number }[] => {
    const { register, value, text, line } = written;
    const bits = words.filter((word) => word in register.names || word in register.shifts);
    const meant = register.fields.filter((field) => {
      if (byTopic.length > 0) return field.asked !== undefined && askedPattern(field.asked).test(question);
      if (bits.length === 0) return true;
      const mask = (2 ** field.width - 1) * 2 ** field.at;
      return bits.some((bit) => {
        const own = register.names[bit] ?? 2 ** register.shifts[bit]!;
        return own === 0 ? fieldOf(value, field) === 0 && sameFamily(register, bit, field) : (own & mask) !== 0;
      });
    });
    const set = meant.filter((field) => fieldOf(value, field) !== 0);
    const shown = (set.length > 0 ? set : meant.slice(0, 2)).flatMap((field) => {
      const says = field.values[String(fieldOf(value, field))];
      return says ? [`${field.of[asking.language]}${say(asking, '：', ': ')}${says[asking.language]}`] : [];
    });
    return shown.length === 0
      ? []
      : [
          {
            text: `\`${quoted(text)}\`${say(asking, '，', ', ')}${list(shown, asking.language).replace(/ 和 /g, '；')}`,
            line,
          },
        ];
  });
  if (sentences.length === 0) return null;
  const lines = sentences.map(({ line }) => line);
  return answer(
    asking,
    say(
      asking,
      `${sentences.map(({ text, line }) => `${text}（第 ${line} 行）`).join('。')}。`,
      `${sentences.map(({ text, line }) => `${text} (line ${line})`).join('. ')}.`,
    ),
    lines.filter((line) => lineText(facts, line) !== null),
    0.9,
  );
}

/** A name for 0 belongs to the field that its siblings are bits of. */
function sameFamily(register: RegisterFields, bit: string, field: Field): boolean {
  const stem = bit.replace(/_+\w+$/, '');
  const mask = (2 ** field.width - 1) * 2 ** field.at;
  return Object.entries(register.names).some(([name, value]) => name.startsWith(stem) && (value & mask) !== 0);
}
