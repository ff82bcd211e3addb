import { open } from 'node:fs/promises';
import { beginsAsLog, decodePaste, HEAD_BYTES, STREAM_BYTES } from '../../index.ts';
import { Failure } from './failure.ts';
import { LIMIT_BYTES, nameOf, readRegularFile, refuse, sizeOf, textOf, tooLarge } from './text-file.ts';

const PIECE_BYTES = 1 << 20;

/** A paste as text, or a log too large to hold, as UTF-8 bytes that come piece by piece. */
export type Opened = { text: string } | { log: AsyncIterable<Uint8Array>; bytes: number | null };

/** Opens one paste; a large log is not read before somebody takes its pieces. */
export async function openPaste(path: string): Promise<Opened> {
  const name = nameOf(path);
  if (path !== '-') {
    const size = await sizeOf(path);
    if (size <= STREAM_BYTES) return { text: textOf(await readRegularFile(path), name) };
    const head = await headOf(path);
    const encoding = logEncoding(head);
    if (encoding) return { log: inUtf8(piecesOf(path), encoding), bytes: size };
    return { text: textOf(await readRegularFile(path), name) };
  }
  const input = process.stdin[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  const chunks: Uint8Array[] = [];
  let size = 0;
  let encoding: string | null | undefined;
  for (let next = await input.next(); !next.done; next = await input.next()) {
    chunks.push(next.value);
    size += next.value.length;
    if (size > STREAM_BYTES && encoding === undefined) encoding = logEncoding(Buffer.concat(chunks));
    if (encoding) return { log: inUtf8(joined(chunks, input), encoding), bytes: null };
    if (size > LIMIT_BYTES) throw new Failure(tooLarge(name));
  }
  return { text: textOf(Buffer.concat(chunks), name) };
}

/** The encoding of a file that begins like a log, null where it does not. */
function logEncoding(bytes: Uint8Array): string | null {
  const head = bytes.subarray(0, HEAD_BYTES);
  const whole = head.subarray(0, Math.max(head.lastIndexOf(10) + 1, head.length > 64 ? 64 : head.length));
  const decoded = decodePaste(whole);
  if ('refused' in decoded || !beginsAsLog(decoded.text)) return null;
  return decoded.encoding === 'utf-16' ? (head[0] === 0xff ? 'utf-16le' : 'utf-16be') : decoded.encoding;
}

async function* inUtf8(chunks: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<Uint8Array> {
  if (encoding === 'utf-8') {
    yield* chunks;
    return;
  }
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

/** A file's bytes in pieces, all in the same buffer: take what you need before asking for the next. */
async function* piecesOf(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  try {
    const buffer = new Uint8Array(PIECE_BYTES);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, PIECE_BYTES);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

async function* joined(chunks: Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* chunks;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path).catch((cause: unknown) => refuse(path, cause));
  try {
    const buffer = new Uint8Array(HEAD_BYTES);
    const { bytesRead } = await file.read(buffer, 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
