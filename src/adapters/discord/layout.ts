import { AttachmentBuilder, type BaseMessageOptions } from 'discord.js';
import { draw, type Explained, toPng } from '../../index.ts';

/** Discord's limit of a message. */
const LIMIT_CHARACTERS = 2000;
const LIMIT_PICTURES = 4;

const CUT = {
  zh: '\n…（完整的回答在附件里）',
  en: '\n… (the whole answer is attached)',
};

/** An answer's text as one message: cut at a paragraph, line or sentence where it is too long, the whole attached. */
export function layText(text: string, language: 'zh' | 'en'): BaseMessageOptions {
  const safe = harmless(text);
  if (safe.length <= LIMIT_CHARACTERS) return { content: safe };
  return {
    content: cutAtSentence(safe, LIMIT_CHARACTERS - CUT[language].length) + CUT[language],
    files: [new AttachmentBuilder(Buffer.from(text), { name: 'answer.md' })],
  };
}

/** A report as one message with its pictures. */
export async function layReport(explained: Explained): Promise<BaseMessageOptions> {
  const { report, memory } = explained;
  const laid = layText(report.text, report.language);
  const files = [...(laid.files ?? [])];
  for (const [index, picture] of draw(memory, report.language).slice(0, LIMIT_PICTURES).entries()) {
    files.push(
      new AttachmentBuilder(await toPng(picture), {
        name: `picture-${index + 1}.png`,
        description: picture.alt.slice(0, 1000),
      }),
    );
  }
  return { ...laid, files };
}

/** Mentions are off for every message; this also keeps pasted ones from looking like one. */
function harmless(text: string): string {
  return text.replace(/@(everyone|here)/g, '@\u200b$1').replace(/<(@[!&]?|#)(\d+)>/g, '<\u200b$1$2>');
}

/** The longest beginning that ends at a paragraph, a line or a sentence, with an open code block closed. */
export function cutAtSentence(text: string, limit: number): string {
  const room = limit - 4;
  const head = text.slice(0, room);
  const ends = [
    head.lastIndexOf('\n\n'),
    head.lastIndexOf('\n'),
    Math.max(head.lastIndexOf('。'), head.lastIndexOf('. ')) + 1,
  ];
  const end = ends.find((at) => at > room / 2) ?? room;
  // Never between the two halves of a character outside the basic plane.
  const whole = head.slice(0, end).replace(/[\uD800-\uDBFF]$/, '');
  const fences = whole.match(/```/g)?.length ?? 0;
  return fences % 2 === 1 ? `${whole}\n\`\`\`` : whole;
}
