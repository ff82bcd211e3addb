/**
 * One compilation: its target, diagnostics, unknown names and file scope. Names of preludes are looked up lazily: a
 * declaration of a prelude is parsed when something refers to it.
 */
import type { Diagnostic, Target, Unknown } from './api.ts';
import { UNKNOWN_OBJECTS } from './api.ts';
import type { FunctionDefinition, Identifier, Symbol, VariableDeclaration } from './ast.ts';
import type { PreludeIndex } from './prelude.ts';
import { type BasicTypes, basicTypes, type StructDefinition, type Type } from './types.ts';

/** The text cannot be understood here; costs the function it stands in. */
export class SyntaxProblem extends Error {
  readonly line: number;
  readonly code: string;
  constructor(message: string, line: number, code = 'syntax') {
    super(message);
    this.line = line;
    this.code = code;
  }
}

export interface Tag {
  kind: 'struct' | 'enum';
  definition?: StructDefinition;
  enumType?: Type;
}

/** Names of one block. */
export interface Scope {
  names: Map<string, Symbol>;
  tags: Map<string, Tag>;
}

/** A scope that nothing is declared in yet. */
export const newScope = (): Scope => ({ names: new Map(), tags: new Map() });

export { BIT_SPACE } from './api.ts';

/** Addresses of labels (GNU `&&label`) are numbers from here on: nothing lies there. */
const LABELS = 0x3f00_0000;

/** Everything that is known of one text while it is read. */
export class Unit {
  readonly target: Target;
  readonly stackBytes: number;
  /** Loops that only count are run turn by turn. */
  everyTurn = false;
  /** The host hears of no access to a fixed address. */
  deaf = false;
  /** See `CompileInput.suspends`. */
  readonly suspends: ReadonlySet<string>;
  readonly types: BasicTypes;
  readonly diagnostics: Diagnostic[] = [];
  readonly unknowns = new Map<string, Unknown>();
  readonly paste: Scope = newScope();
  readonly prelude: Scope = newScope();
  readonly preludes: PreludeIndex[] = [];
  readonly functions: FunctionDefinition[] = [];
  readonly preludeFunctions: FunctionDefinition[] = [];
  readonly variables: VariableDeclaration[] = [];
  readonly structs: StructDefinition[] = [];
  readonly typedefs: Symbol[] = [];
  /** Uses of names that the paste does not define. */
  readonly outsiders: Identifier[] = [];
  /** Names the paste uses as types although nobody declares them. */
  readonly typeHints = new Set<string>();
  /** Parses one chunk of a prelude; set by the compiler. */
  parseChunk: (index: PreludeIndex, chunk: number) => void = () => {};
  /** Compiles a body found in a prelude when it is first called. */
  wanted: (symbol: Symbol) => void = () => {};
  #unknownObjects = 0;
  #loops = 0;
  #labels = 0;
  #constants = 0x4000;

  constructor(target: Target, stackBytes: number, suspends: readonly string[] = []) {
    this.suspends = new Set(suspends);
    this.target = target;
    this.stackBytes = stackBytes;
    this.types = basicTypes(target);
  }

  note(severity: Diagnostic['severity'], code: string, message: string, line: number): void {
    if (this.diagnostics.length >= 500) return;
    if (this.diagnostics.some((d) => d.code === code && d.line === line && d.message === message)) return;
    this.diagnostics.push({ severity, code, message, line });
  }

  unknown(kind: Unknown['kind'], name: string, line: number, assumed: string, of?: string): Unknown {
    const key = `${kind} ${of ?? ''} ${name}`;
    let entry = this.unknowns.get(key);
    if (!entry) {
      entry = { name, kind, lines: [], assumed };
      if (of !== undefined) entry.of = of;
      this.unknowns.set(key, entry);
    }
    if (line > 0 && !entry.lines.includes(line)) entry.lines.push(line);
    return entry;
  }

  nextUnknownObject(): number {
    return UNKNOWN_OBJECTS + 0x1000 * this.#unknownObjects++;
  }

  /** A value for a constant that nobody declares; far from what programs count with, so that it is no other one's. */
  nextUnknownConstant(): bigint {
    return BigInt(this.#constants++);
  }

  /** The number of a label whose address is taken. */
  nextLabel(): number {
    return LABELS + this.#labels++;
  }

  nextLoop(): number {
    return ++this.#loops;
  }

  /** A file-scope name. The paste's own wins; for types a prelude's text sees the preludes' first. */
  lookup(name: string, fromPrelude: boolean): Symbol | undefined {
    if (!fromPrelude) return this.paste.names.get(name) ?? this.#preludeName(name);
    const own = this.paste.names.get(name);
    if (own?.kind === 'function') {
      // A prelude's internal function is not the paste's function of that name.
      const theirs = this.#preludeName(name);
      return theirs?.storage === 'static' || !own.defined ? (theirs ?? own) : own;
    }
    const theirs = this.#preludeName(name);
    if (
      own?.kind === 'variable' &&
      own.storage !== 'extern' &&
      theirs?.storage !== 'static' &&
      theirs?.kind === 'variable'
    )
      return own;
    return theirs ?? own;
  }

  #preludeName(name: string): Symbol | undefined {
    const known = this.prelude.names.get(name);
    if (known) return known;
    for (const index of this.preludes) {
      for (const chunk of index.names.get(name) ?? []) {
        // Its own declaration is being read right now: the name is not known yet, and nobody else's will do.
        if (this.#inProgress.has(`${index.name} ${chunk}`)) return undefined;
        if (this.#begun.get(index)?.has(chunk)) continue;
        this.begin(index, chunk);
        const found = this.prelude.names.get(name);
        if (found) return found;
      }
    }
    return undefined;
  }

  readonly #inProgress = new Set<string>();
  readonly #begun = new Map<PreludeIndex, Set<number>>();

  begin(index: PreludeIndex, chunk: number): void {
    let chunks = this.#begun.get(index);
    if (!chunks) {
      chunks = new Set();
      this.#begun.set(index, chunks);
    }
    if (chunks.has(chunk)) return;
    chunks.add(chunk);
    const key = `${index.name} ${chunk}`;
    this.#inProgress.add(key);
    this.parseChunk(index, chunk);
    this.#inProgress.delete(key);
  }

  lookupTag(name: string, fromPrelude: boolean): Tag | undefined {
    const order = fromPrelude ? [this.prelude, this.paste] : [this.paste, this.prelude];
    for (const scope of order) {
      const known = scope.tags.get(name);
      if (known) return known;
      if (scope !== this.prelude) continue;
      for (const index of this.preludes) {
        for (const chunk of index.tags.get(name) ?? []) this.begin(index, chunk);
      }
      const found = scope.tags.get(name);
      if (found) return found;
    }
    return undefined;
  }
}
