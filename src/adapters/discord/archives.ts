import { gunzipSync } from 'node:zlib';
import { unzipSync } from 'fflate';

/** A file somebody attached, or one out of an attached archive. */
export interface PastedFile {
  name: string;
  bytes: Uint8Array;
}

export const TEXT_FILE =
  /\.(?:txt|log|c|h|cpp|hpp|cc|ino|pde|json|ya?ml|md|conf|cfg|service|out|err|csv|\d)$|(?:^|\/)[^./]+$/i;
export const ARCHIVE = /\.(?:zip|gz|tgz)$/i;
/** What one archive may hold once unpacked. */
const LIMIT_UNPACKED_BYTES = 32 * 1024 * 1024;
const LIMIT_ENTRIES = 20;
const TAR_BLOCK = 512;

/**
 * The text files of an attachment: itself, or what its archive holds. Archives in archives stay closed.
 * @throws RangeError where unpacking passes the limit (a zip bomb), Error where the archive is damaged.
 */
export function unpack(file: PastedFile): PastedFile[] {
  const name = file.name.toLowerCase();
  if (name.endsWith('.zip')) return unzip(file.bytes);
  if (/\.(?:tar\.gz|tgz)$/.test(name)) return untar(gunzip(file.bytes));
  if (name.endsWith('.gz')) return [{ name: file.name.slice(0, -3), bytes: gunzip(file.bytes) }];
  return [file];
}

function gunzip(bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: LIMIT_UNPACKED_BYTES });
  } catch (cause) {
    if ((cause as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE')
      throw new RangeError('unpacks too large', { cause });
    throw cause;
  }
}

function unzip(bytes: Uint8Array): PastedFile[] {
  let total = 0;
  let entries = 0;
  // A directory that lies about a size gains nothing: no more than that size is ever unpacked.
  const found = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (!TEXT_FILE.test(name) || name.endsWith('/') || ++entries > LIMIT_ENTRIES) return false;
      total += originalSize;
      if (total > LIMIT_UNPACKED_BYTES) throw new RangeError('unpacks too large');
      return true;
    },
  });
  return Object.entries(found).map(([name, content]) => ({ name, bytes: content }));
}

function untar(bytes: Uint8Array): PastedFile[] {
  const text = (from: number, length: number) =>
    Buffer.from(bytes.buffer, bytes.byteOffset + from, length)
      .toString('latin1')
      .split('\0')[0]!;
  const files: PastedFile[] = [];
  for (let at = 0; at + TAR_BLOCK <= bytes.length && files.length < LIMIT_ENTRIES; ) {
    const name = text(at, 100);
    if (name === '') break;
    const size = Number.parseInt(text(at + 124, 12).trim() || '0', 8);
    if (!Number.isFinite(size) || size < 0) throw new Error('no tar archive');
    const type = String.fromCharCode(bytes[at + 156]!);
    const start = at + TAR_BLOCK;
    // Type 0 (or NUL, in old archives) is a plain file; links and devices are none.
    if ((type === '0' || type === '\0') && TEXT_FILE.test(name))
      files.push({ name, bytes: bytes.subarray(start, start + size) });
    at = start + Math.ceil(size / TAR_BLOCK) * TAR_BLOCK;
  }
  return files;
}
