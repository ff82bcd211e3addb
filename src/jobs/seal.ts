import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Closes what passes through somebody else's memory and files, and opens it again on another machine. */
export interface Seal {
  /** The same for the same words; says nothing of them. */
  name: string;
  close(text: string): string;
  /** @throws Error where it was closed with another key, or changed since. */
  open(sealed: string): string;
}

/** A seal of whatever words the processes share: a password of any length, or a key. */
export function sealWith(words: string): Seal {
  const derive = (use: string, bytes: number) => Buffer.from(hkdfSync('sha256', words, 'unpaste', use, bytes));
  const key = derive('jobs', 32);
  return {
    name: derive('name', 4).toString('hex'),
    close(text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce);
      const body = [cipher.update(text, 'utf8'), cipher.final()];
      return Buffer.concat([nonce, cipher.getAuthTag(), ...body]).toString('base64');
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const body = bytes.subarray(NONCE_BYTES + TAG_BYTES);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    },
  };
}
