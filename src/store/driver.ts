import type { KeyvStoreAdapter } from 'keyv';

/** One row to write; a null value deletes the key. */
export interface Row {
  shelf: string;
  key: string;
  value: string | null;
  expires: number | null;
}

/** What happened to a damaged store when it was opened. */
export interface Recovery {
  /** Where the damaged file was put, untouched. */
  setAside: string;
  reason: string;
}

/** One engine the store can live in. */
export interface Driver {
  recovery: Recovery | null;
  /** Whether other processes, perhaps on other machines, use the same store. */
  shared: boolean;
  /** Keyv's namespace for a shelf. */
  namespace(shelf: string): string;
  /** A Keyv store of its own for one shelf, on the one connection: Keyv writes its namespace into the object. */
  keyvStore(): KeyvStoreAdapter;
  /** Everything in the store that has not expired, as Keyv serialised it. */
  rows(): AsyncIterable<{ shelf: string; key: string; value: string }>;
  /** Writes rows in order, all or none of them. */
  write(rows: Row[]): Promise<void>;
  /**
   * Takes a name for a while: true where nobody holds it, or `holder` does already; of several who ask at once one gets it.
   */
  claim(name: string, holder: string, forMs: number): Promise<boolean>;
  /** Gives a name back, where `holder` has it. */
  release(name: string, holder: string): Promise<void>;
  /** Removes what has expired, where the engine does not do so itself. */
  sweep?(): Promise<void>;
  close(): Promise<void>;
}

/** Where names are claimed; no shelf. */
export const CLAIMS = 'claim';

/** A full key, shelf and key of one's own in it, taken apart. */
export function parted(name: string): { shelf: string; key: string } {
  const at = name.indexOf(':');
  return { shelf: name.slice(0, at), key: name.slice(at + 1) };
}

/** An address without its password, for messages. */
export function withoutPassword(address: string): string {
  return address.replace(/\/\/[^/@]*@/, '//');
}
