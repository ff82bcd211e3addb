import type { Attachment, Message } from 'discord.js';
import { decodePaste } from '../../index.ts';

const LIMIT_FILE_BYTES = 8 * 1024 * 1024;
const LIMIT_FILES = 5;
const FETCH_TIMEOUT_MS = 15_000;
const TEXT_FILE = /\.(?:txt|log|c|h|cpp|hpp|cc|ino|pde|json|ya?ml|md|conf|service|out|err|csv)$/i;
const DISCORD_FILE_HOSTS = new Set(['cdn.discordapp.com', 'media.discordapp.net']);

/** The hosts files may be fetched from: Discord's own, and that of a compatible server where one is set. */
export function fileHosts(apiBase: string | undefined): Set<string> {
  return apiBase ? new Set([...DISCORD_FILE_HOSTS, new URL(apiBase).host]) : DISCORD_FILE_HOSTS;
}

/** What a message brings: its words, those it forwards, and its text files, in that order. */
export async function pasteOf(message: Message, hosts: Set<string>): Promise<string> {
  const forwarded = [...message.messageSnapshots.values()];
  const texts = [message.content, ...forwarded.map((snapshot) => snapshot.content ?? '')];
  const files = [
    ...message.attachments.values(),
    ...forwarded.flatMap((snapshot) => [...(snapshot.attachments?.values() ?? [])]),
  ];
  for (const file of files.slice(0, LIMIT_FILES)) texts.push(await fileText(file, hosts));
  return texts.filter((text) => text.trim() !== '').join('\n\n');
}

/**
 * The text of an attachment; empty where it is no text, too large, or not on Discord's own hosts (a crafted message must
 * not make the bot fetch from elsewhere).
 */
export async function fileText(
  file: Pick<Attachment, 'url' | 'size' | 'name' | 'contentType'>,
  hosts: Set<string>,
): Promise<string> {
  const isText = TEXT_FILE.test(file.name) || (file.contentType ?? '').startsWith('text/');
  if (!isText || file.size > LIMIT_FILE_BYTES || !hosts.has(new URL(file.url).host)) return '';
  const response = await fetch(file.url, { redirect: 'error', signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
  if (!response.ok || !response.body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > LIMIT_FILE_BYTES) return '';
  }
  const decoded = decodePaste(Buffer.concat(chunks));
  return 'text' in decoded ? decoded.text : '';
}
