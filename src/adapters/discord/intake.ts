import type { Attachment, Message } from 'discord.js';
import { ARCHIVE, type PastedFile, TEXT_FILE } from './archives.ts';

export const LIMIT_FILE_BYTES = 8 * 1024 * 1024;
const LIMIT_FILES = 5;
const FETCH_TIMEOUT_MS = 15_000;
const DISCORD_FILE_HOSTS = ['cdn.discordapp.com', 'media.discordapp.net'];

export type FileProblem = 'too-large' | 'unreachable' | 'not-text' | 'damaged';

/** What somebody pasted, files not yet unpacked. */
export interface Pasted {
  text: string;
  files: PastedFile[];
  /** Files that were not read, and why. */
  unread: { name: string; why: FileProblem }[];
}

/** The hosts files may be fetched from: Discord's own, and that of a compatible server where one is set. */
export function fileHosts(apiBase: string | undefined): Set<string> {
  return new Set(apiBase ? [...DISCORD_FILE_HOSTS, new URL(apiBase).host] : DISCORD_FILE_HOSTS);
}

/** What messages bring together: their words without mentions, those they forward, and their files. */
export async function pastedIn(messages: Message[], hosts: Set<string>): Promise<Pasted> {
  const texts: string[] = [];
  const attachments: Attachment[] = [];
  for (const message of messages) {
    texts.push(message.content.replace(/<@[!&]?\d+>/g, '').trim());
    attachments.push(...message.attachments.values());
    for (const forwarded of message.messageSnapshots.values()) {
      texts.push(forwarded.content ?? '');
      attachments.push(...(forwarded.attachments?.values() ?? []));
    }
  }
  const { files, unread } = await fetchFiles(attachments, hosts);
  // Pieces of one paste go on where the one before was cut.
  return { text: texts.filter((text) => text.trim() !== '').join('\n'), files, unread };
}

/** Fetches attachments; none larger than the limit, none from a host that is not Discord's. */
export async function fetchFiles(
  attachments: Pick<Attachment, 'url' | 'size' | 'name' | 'contentType'>[],
  hosts: Set<string>,
): Promise<Omit<Pasted, 'text'>> {
  const files: PastedFile[] = [];
  const unread: Pasted['unread'] = [];
  for (const attachment of attachments.slice(0, LIMIT_FILES)) {
    const { name } = attachment;
    const isText = TEXT_FILE.test(name) || (attachment.contentType ?? '').startsWith('text/');
    // Pictures and the like are not ours; nothing needs to be said about them.
    if (!isText && !ARCHIVE.test(name)) continue;
    const fetched = attachment.size > LIMIT_FILE_BYTES ? 'too-large' : await fetchFile(attachment.url, hosts);
    if (typeof fetched === 'string') unread.push({ name, why: fetched });
    else files.push({ name, bytes: fetched });
  }
  return { files, unread };
}

async function fetchFile(url: string, hosts: Set<string>): Promise<Uint8Array | FileProblem> {
  // A crafted message must not make the bot fetch from elsewhere, not even through a redirect.
  if (!URL.canParse(url) || !hosts.has(new URL(url).host)) return 'unreachable';
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
    if (!response.ok || !response.body) return 'unreachable';
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > LIMIT_FILE_BYTES) return 'too-large';
    }
    return new Uint8Array(Buffer.concat(chunks));
  } catch {
    return 'unreachable';
  }
}
