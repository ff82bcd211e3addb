/** Longest paste that is looked at, in characters; longer logs go through the journal's stream. */
export const LIMIT_CHARACTERS = 24 * 1024 * 1024;

/** A paste's bytes as text, or why they are none. */
export type Decoded =
  | { text: string; encoding: 'utf-8' | 'utf-16' | 'gb18030'; damaged: number }
  | { refused: 'empty' | 'binary' };

const HAN_SHARE_OF_GB18030 = 0.02;

/**
 * Decodes what people save and upload: UTF-8 with or without BOM, UTF-16 with BOM, GB18030 (Chinese Windows). UTF-8 with
 * a few broken bytes stays UTF-8: each becomes U+FFFD and is counted in `damaged`. Bytes with NULs or mostly control
 * characters are refused as binary.
 */
export function decodePaste(bytes: Uint8Array): Decoded {
  if (bytes.length === 0) return { refused: 'empty' };
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    const text = new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes);
    return blankOr({ text, encoding: 'utf-16', damaged: 0 });
  }
  if (isBinary(bytes)) return { refused: 'binary' };
  try {
    return blankOr({ text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8', damaged: 0 });
  } catch {
    // Not clean UTF-8: either another encoding or a damaged file.
  }
  const loose = new TextDecoder('utf-8').decode(bytes);
  const damaged = count(loose, /\uFFFD/g);
  const chinese = decodeGb18030(bytes);
  const multibyte = count(loose, /[\u0080-\uFFFC]/g);
  if (chinese !== null && damaged > multibyte) return { text: chinese, encoding: 'gb18030', damaged: 0 };
  return { text: loose, encoding: 'utf-8', damaged };
}

function blankOr(decoded: Exclude<Decoded, { refused: string }>): Decoded {
  return decoded.text.trim() === '' ? { refused: 'empty' } : decoded;
}

function decodeGb18030(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('gb18030', { fatal: true }).decode(bytes);
    const probe = text.slice(0, 100_000);
    return count(probe, /[\u4E00-\u9FFF\u3000-\u303F\uFF00-\uFFEF]/g) >= probe.length * HAN_SHARE_OF_GB18030
      ? text
      : null;
  } catch {
    return null;
  }
}

function isBinary(bytes: Uint8Array): boolean {
  const probe = bytes.subarray(0, 65_536);
  let control = 0;
  for (const byte of probe) {
    if (byte === 0) return true;
    // Tab, line feed, form feed, carriage return, backspace (man pages) and escape (colours) are text.
    if (byte < 32 && byte !== 8 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 27) control += 1;
  }
  return control > probe.length / 50;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
