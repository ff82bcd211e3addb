/** Reading one paste as text. It needs nothing of the analyzers: `unpaste run` starts with it. */
import { readFileSync, statSync } from 'node:fs';
import { decodePaste, LIMIT_CHARACTERS } from '../../answer/decode.ts';
import { Failure } from './failure.ts';

export const LIMIT_BYTES = LIMIT_CHARACTERS;

/**
 * Reads one paste: a file's path, or `-` for standard input.
 * @throws Failure with a sentence that names the path and what to do.
 */
export async function readPaste(path: string): Promise<string> {
  const name = nameOf(path);
  const bytes = path === '-' ? await readStandardInput() : await readRegularFile(path);
  return textOf(bytes, name);
}

/** What messages call a path. */
export function nameOf(path: string): string {
  return path === '-' ? 'standard input' : path;
}

/** The text of a file's bytes; ends with a sentence where there is none. */
export function textOf(bytes: Uint8Array, name: string): string {
  const decoded = decodePaste(bytes);
  if ('refused' in decoded) {
    throw new Failure(
      decoded.refused === 'empty'
        ? `${name}: is empty. Paste something into it first.`
        : `${name}: holds binary data, not text. Give the text itself (for a core dump or an image: the log or the source).`,
    );
  }
  return decoded.text;
}

/** Bytes of a file; ends with a sentence where it is a directory or cannot be read. */
export async function sizeOf(path: string): Promise<number> {
  const info = attempt(path, () => statSync(path));
  if (info.isDirectory()) throw new Failure(`${path}: is a directory. Name the files in it.`);
  return info.size;
}

/** Says why a file cannot be read, and what to do about it. */
export function refuse(path: string, cause: unknown): never {
  if (cause instanceof Failure) throw cause;
  const code = (cause as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') throw new Failure(`${path}: no such file. Check the name.`, 1, { cause });
  if (code === 'EACCES') throw new Failure(`${path}: may not be read. Check its permissions (ls -l).`, 1, { cause });
  throw new Failure(`${path}: cannot be read (${code ?? (cause as Error).message}).`, 1, { cause });
}

/** The bytes of a file that is not larger than a paste may be. */
export async function readRegularFile(path: string): Promise<Uint8Array> {
  if ((await sizeOf(path)) > LIMIT_BYTES) throw new Failure(tooLarge(path));
  return attempt(path, () => readFileSync(path));
}

function attempt<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    return refuse(path, cause);
  }
}

async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size > LIMIT_BYTES) throw new Failure(tooLarge('standard input'));
  }
  return Buffer.concat(chunks);
}

/** Said of a file that is too large to be read whole and is no log. */
export function tooLarge(name: string): string {
  return `${name}: is larger than ${LIMIT_BYTES / 1024 / 1024} MiB and does not begin like a log. Cut it down to the part you ask about.`;
}
