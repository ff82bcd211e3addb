import type { Attachment, Message } from 'discord.js';
import type { Config } from '../../config.ts';
import { allSecrets, type SecretsFound, withoutSecrets } from '../../index.ts';
import { ARCHIVE, type PastedFile, TEXT_FILE } from './archives.ts';

export const LIMIT_FILE_BYTES = 8 * 1024 * 1024;
const LIMIT_FILES = 5;
const FETCH_TIMEOUT_MS = 15_000;
const DISCORD_FILE_HOSTS = ['cdn.discordapp.com', 'media.discordapp.net'];
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
/** Pieces of one paste that were cut in the middle of a line begin where the one before ended. */
const CUT_AT = 1990;

export type FileProblem = 'too-large' | 'too-many' | 'unreachable' | 'not-text' | 'damaged';

/** What somebody pasted, files not yet unpacked. */
export interface Pasted {
  text: string;
  /** What was masked in the text before. */
  secrets?: SecretsFound | undefined;
  files: PastedFile[];
  /** Files that were not read, and why. */
  unread: { name: string; why: FileProblem }[];
}

/** What is pasted without the secrets in its words, as it may leave this process; files are read by the worker. */
export function safeToSend(pasted: Pasted): Pasted {
  const { text, secrets } = withoutSecrets(pasted.text);
  return secrets ? { ...pasted, text, secrets: allSecrets([pasted.secrets, secrets])! } : pasted;
}

/** Where a file lies, and what Discord says of it: plain JSON, so that it can be kept until it is answered. */
export type FileRef = Pick<Attachment, 'url' | 'size' | 'name' | 'contentType'>;

/**
 * The hosts files may be fetched from: Discord's own; of a compatible server its own (by all names of this machine,
 * where it is on this machine) and those that are set.
 */
export function fileHosts({ apiBase, fileHosts: more }: Pick<Config['discord'], 'apiBase' | 'fileHosts'>): Set<string> {
  const hosts = new Set([...DISCORD_FILE_HOSTS, ...more]);
  if (!apiBase) return hosts;
  const { hostname, port, host } = new URL(apiBase);
  hosts.add(host);
  if (LOOPBACK.includes(hostname)) for (const name of LOOPBACK) hosts.add(port === '' ? name : `${name}:${port}`);
  return hosts;
}

/** What messages bring together: their words without mentions, those they forward, and their files. */
export async function pastedIn(messages: Message[], hosts: Set<string>): Promise<Pasted> {
  const words = messages.map(wordsOf);
  return {
    text: joinPieces(words.map(({ text }) => text).filter((text) => text !== '')),
    ...(await fetchFiles(
      words.flatMap(({ files }) => files),
      hosts,
    )),
  };
}

/** A message's words and files, and those of what it forwards; its files are not fetched. */
export function wordsOf(message: Message): { text: string; files: Attachment[] } {
  const texts = [message.content.replace(/<@[!&]?\d+>/g, '').trim()];
  const files = [...message.attachments.values()];
  // Some tools paste into an embed.
  if (message.author?.bot) texts.push(...message.embeds.flatMap(({ description }) => description ?? []));
  for (const forwarded of message.messageSnapshots.values()) {
    texts.push(forwarded.content ?? '');
    files.push(...(forwarded.attachments?.values() ?? []));
  }
  return { text: texts.filter((text) => text.trim() !== '').join('\n'), files };
}

/** Pieces of one paste go on where the one before was cut; a code block that each piece has of its own is one. */
export function joinPieces(texts: string[]): string {
  let whole = texts[0] ?? '';
  let last = whole;
  for (const text of texts.slice(1)) {
    const fenced = /```\s*$/.test(last) && /^\s*```/.test(text);
    const next = fenced ? text.replace(/^\s*```\w*\n?/, '') : text;
    if (fenced) whole = whole.replace(/\n?```\s*$/, '');
    whole += `${last.length >= CUT_AT && !fenced ? '' : '\n'}${next}`;
    last = text;
  }
  return whole;
}

/** An attachment as it is kept. */
export const refOf = ({ url, size, name, contentType }: FileRef): FileRef => ({ url, size, name, contentType });

/** Fetches attachments; none larger than the limit, none from a host that is not Discord's. */
export async function fetchFiles(attachments: FileRef[], hosts: Set<string>): Promise<Omit<Pasted, 'text'>> {
  const files: PastedFile[] = [];
  const unread: Pasted['unread'] = [];
  let wanted = 0;
  for (const attachment of attachments) {
    const name = attachment.name ?? 'file';
    const isText = TEXT_FILE.test(name) || (attachment.contentType ?? '').startsWith('text/');
    // Pictures and the like are not ours; nothing needs to be said about them.
    if (!isText && !ARCHIVE.test(name)) continue;
    wanted += 1;
    if (wanted > LIMIT_FILES) {
      unread.push({ name, why: 'too-many' });
      continue;
    }
    const fetched = attachment.size > LIMIT_FILE_BYTES ? 'too-large' : await fetchFile(attachment.url, hosts);
    if (typeof fetched === 'string') unread.push({ name, why: fetched });
    else files.push({ name, bytes: fetched });
  }
  return { files, unread };
}

async function fetchFile(url: string, hosts: Set<string>): Promise<Uint8Array | FileProblem> {
  // A crafted message must not make the bot fetch from elsewhere, not even through a redirect.
  if (!URL.canParse(url) || !/^https?:/.test(url) || !hosts.has(new URL(url).host)) return 'unreachable';
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) }).catch(
    () => null,
  );
  if (!response?.ok || !response.body) return 'unreachable';
  return readWithin(response.body, LIMIT_FILE_BYTES);
}

/** Reads a body up to a limit; beyond it the rest is not even waited for. */
export async function readWithin(
  body: AsyncIterable<Uint8Array>,
  limitBytes: number,
): Promise<Uint8Array | 'too-large' | 'unreachable'> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > limitBytes) return 'too-large';
    }
  } catch {
    return 'unreachable';
  }
  return new Uint8Array(Buffer.concat(chunks));
}
