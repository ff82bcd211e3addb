/** unpaste as a Telegram bot: TELEGRAM_TOKEN=123:abc npx tsx examples/telegram.ts */
import { ask, explain, type PartMemory } from 'unpaste';

const api = `${process.env.TELEGRAM_API ?? 'https://api.telegram.org'}/bot${process.env.TELEGRAM_TOKEN}`;
const LONGEST = 4096;
/** What was pasted in each chat, for questions about it. */
const pasted = new Map<number, PartMemory[]>();

async function call<T>(method: string, body: object): Promise<T> {
  const json = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const answer = (await (await fetch(`${api}/${method}`, json)).json()) as {
    ok: boolean;
    result: T;
    description: string;
  };
  if (!answer.ok) throw new Error(`Telegram refuses ${method}: ${answer.description}`);
  return answer.result;
}

async function answerTo(chat: number, text: string): Promise<string | null> {
  const { report, memory } = await explain(text);
  const pastes = memory.filter((part) => part.analyzer !== 'pod');
  const about = pasted.get(chat) ?? [];
  if (pastes.length === 0 && about.length > 0) return (await ask(text, about)).answer;
  pasted.set(chat, [...about, ...pastes].slice(-10));
  return report.reply ? report.text : null;
}

type Update = { update_id: number; message?: { text?: string; chat: { id: number } } };
for (let offset = 0; ; ) {
  for (const { update_id, message } of await call<Update[]>('getUpdates', { offset, timeout: 50 })) {
    offset = update_id + 1;
    const answer = message?.text ? await answerTo(message.chat.id, message.text) : null;
    if (answer && message) await call('sendMessage', { chat_id: message.chat.id, text: answer.slice(0, LONGEST) });
  }
}
