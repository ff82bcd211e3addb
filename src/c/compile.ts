/** Text to program: preprocess, read declarations, read bodies, emit. */
import { setFlagsFromString } from 'node:v8';
import type { CompileInput, Diagnostic, FunctionInfo, Host, Program, Run, Target, Unknown } from './api.ts';
import type { Expression, FunctionDefinition, TranslationUnit } from './ast.ts';
import { lowerCpp } from './cplusplus.ts';
import { LIMITS } from './emit/abi.ts';
import type { EmittedModule } from './emit/emitted.ts';
import { emitModule } from './emit/link.ts';
import { lex, spell, type Token } from './lexer.ts';
import { ARDUINO_STRING } from './library/arduino-string.ts';
import { KNOWN_HEADERS } from './library/headers.ts';
import { libraryIndex } from './library/library.ts';
import { findTypeHints } from './parse/type-hints.ts';
import { UnitParser } from './parse/unit-parser.ts';
import { indexPrelude, type PreludeIndex } from './prelude.ts';
import type { Macro } from './preprocess/expansion.ts';
import { Preprocessor } from './preprocess/preprocess.ts';
import { ProgramRun } from './runtime.ts';
import { resolve } from './types.ts';
import { SyntaxProblem, Unit } from './unit.ts';

export const DEFAULT_TARGET: Target = { intBits: 32, longBits: 32, pointerBytes: 4, charSigned: true, doubleBits: 64 };
/** The machine most programs are tried on: Linux on x86-64. */
export const DESKTOP_TARGET: Target = { intBits: 32, longBits: 64, pointerBytes: 8, charSigned: true, doubleBits: 64 };

/** Characters of a paste; a longer one is refused. */
const TEXT_LIMIT = 1_000_000;
const TOKEN_LIMIT = 300_000;
/** Functions that WebAssembly may refuse before the whole program counts as refused. */
const REFUSAL_LIMIT = 20;

/** Compiles a text. Never throws for anything the text contains: diagnostics and unknowns say what was found. */
export function compile(input: CompileInput): Program {
  return new Compilation(input).program();
}

/** A text that was read and not yet compiled: what is unknown in it may decide with which macros it is read again. */
export interface Draft extends Pick<Program, 'unknowns' | 'parameterNames'> {
  compile(): Program;
}

/** Reads a text; what it makes of it can be looked at before it is compiled. */
export function read(input: CompileInput): Draft {
  return new Compilation(input).draft();
}

class Compilation {
  readonly #unit: Unit;
  readonly #preprocessor: Preprocessor;
  readonly #own = new Map<string, Macro | null>();
  readonly #hidden = new Set<string>();
  readonly #defines = new Map<string, Macro>();
  readonly #indexes: PreludeIndex[] = [];
  readonly #preludeParsers: UnitParser[] = [];
  readonly #preludeDone = new Set<unknown>();
  #macros: Macro[] = [];
  #cpp = false;
  #objectsFound = false;

  constructor(input: CompileInput) {
    const target: Target = { ...DEFAULT_TARGET, ...input.target };
    this.#unit = new Unit(target, input.stackBytes ?? LIMITS.stack, input.suspends);
    this.#unit.everyTurn = input.everyTurn ?? false;
    this.#unit.deaf = input.deaf ?? false;
    for (const [name, value] of Object.entries(input.defines ?? {})) {
      const tokens = lex(value, 0).slice(0, -1);
      this.#defines.set(name, {
        name,
        parameters: null,
        variadic: false,
        body: tokens.map((t) => ({ ...t, first: false })),
        line: 0,
      });
    }
    for (const prelude of input.preludes ?? []) {
      this.#indexes.push(indexPrelude(prelude.name, prelude.text, (name) => this.#outerMacro(name)));
    }
    this.#indexes.push(libraryIndex(target));
    this.#unit.preludes.push(...this.#indexes);
    this.#unit.parseChunk = (index, chunk) => this.#parseChunk(index, chunk);
    this.#unit.wanted = (symbol) => {
      if (symbol.definition?.fromPrelude) this.#readPreludeBodies();
    };
    this.#preprocessor = new Preprocessor(
      { own: this.#own, outer: (name) => (this.#hidden.has(name) ? undefined : this.#outerMacro(name)) },
      this.#unit.diagnostics,
    );
    this.#preprocessor.files = input.files ?? {};
    this.#preprocessor.knows = (name) => KNOWN_HEADERS.has(name) || this.#indexes.some((index) => index.name === name);
    this.#read(input);
  }

  #outerMacro(name: string): Macro | undefined {
    const defined = this.#defines.get(name);
    if (defined) return defined;
    for (const index of this.#indexes) {
      const macro = index.macros.get(name);
      if (macro) return macro;
    }
    return undefined;
  }

  #parseChunk(index: PreludeIndex, chunk: number): void {
    const raw = index.chunks.at(chunk)!;
    const tokens: Token[] = [];
    new Preprocessor({ own: index.macros, outer: (name) => this.#outerMacro(name) }, []).expand(raw, tokens);
    tokens.push({ kind: 'eof', text: '', line: 0, column: 0, space: false, first: true });
    const parser = new UnitParser(this.#unit, tokens, true, { cpp: false });
    parser.readDeclarations();
    if (index.native) {
      for (const name of this.#declared(raw)) {
        const symbol = this.#unit.prelude.names.get(name);
        if (symbol?.kind === 'function' && !symbol.defined) symbol.native = true;
      }
    }
    this.#preludeParsers.push(parser);
  }

  #declared(chunk: Token[]): string[] {
    const names: string[] = [];
    for (let i = 0; i + 1 < chunk.length; i++)
      if (chunk[i]!.kind === 'id' && chunk[i + 1]!.text === '(') names.push(chunk[i]!.text);
    return names;
  }

  /** Bodies of prelude functions are read when something calls them, never in the middle of another body. */
  #readPreludeBodies(): void {
    if (this.#reading) return;
    this.#reading = true;
    for (let parser = this.#preludeParsers.shift(); parser; parser = this.#preludeParsers.shift()) {
      if (this.#preludeDone.has(parser)) continue;
      this.#preludeDone.add(parser);
      parser.readBodies();
    }
    this.#reading = false;
  }

  #reading = false;

  #read(input: CompileInput): void {
    const unit = this.#unit;
    let text = input.source;
    if (text.length > TEXT_LIMIT) {
      unit.note(
        'error',
        'too-long',
        `the text has ${text.length} characters; what stands behind the first ${TEXT_LIMIT} is left out`,
        1,
      );
      text = text.slice(0, TEXT_LIMIT);
    }
    let raw = lex(text);
    if (raw.length > TOKEN_LIMIT) {
      unit.note(
        'error',
        'too-long',
        `the text has more than ${TOKEN_LIMIT} words and signs; the rest is left out`,
        raw[TOKEN_LIMIT]!.line,
      );
      raw = [...raw.slice(0, TOKEN_LIMIT), raw.at(-1)!];
    }
    this.#hideMacros(raw);
    const result = this.#preprocessor.run(raw);
    this.#macros = result.defined;
    for (const include of result.includes) {
      const known = KNOWN_HEADERS.has(include.name) || this.#indexes.some((index) => index.name === include.name);
      if (!known)
        unit.unknown(
          'include',
          include.name,
          include.line,
          'nothing of it is known; names it declares are inferred from their use',
        );
    }
    this.#cpp = input.classes !== undefined || looksLikeCpp(raw);
    // What `#pragma` says holds from a token on: a program that packs structs keeps its tokens.
    if (this.#cpp && result.pragmas.length === 0) result.tokens = lowerCpp(result.tokens);
    const keepSelf = (name: string): boolean => unit.lookup(name, false) !== undefined;
    for (const hint of findTypeHints(result.tokens, keepSelf)) unit.typeHints.add(hint);
    const parser = new UnitParser(unit, result.tokens, false, { cpp: this.#cpp, pragmas: result.pragmas });
    if (this.#usesString(result.tokens)) this.#readOwn(ARDUINO_STRING);
    if (input.classes !== undefined) this.#readOwn(input.classes);
    parser.readDeclarations();
    parser.readBodies();
    this.#arduinoMain();
    this.#readPreludeBodies();
  }

  /** A name that a prelude has as a macro and the paste declares itself is not replaced in the paste. */
  #hideMacros(tokens: Token[]): void {
    let enumDepth = 0;
    for (let i = 0; i < tokens.length; i++) {
      const token = tokens[i]!;
      if (token.text === 'enum') {
        let at = i + 1;
        while (tokens[at]?.kind === 'id') at++;
        if (tokens[at]?.text === '{') {
          enumDepth = 1;
          i = at;
        }
        continue;
      }
      if (enumDepth > 0 && token.text === '}') enumDepth = 0;
      if (token.kind !== 'id' || !this.#outerMacro(token.text)) continue;
      const before = tokens[i - 1];
      const after = tokens[i + 1]?.text ?? '';
      if (token.first || !before || (before.text === '#' && before.first)) continue;
      if (/^(define|undef|ifdef|ifndef|defined|if|elif)$/.test(before.text)) continue;
      // `#define LED GPIOB, GPIO_PIN_2` gives a name two arguments, it declares nothing.
      if (tokens[i - 2]?.text === 'define' && tokens[i - 3]?.text === '#') continue;
      if (enumDepth > 0 && (before.text === '{' || before.text === ',') && [',', '}', '='].includes(after)) {
        this.#hidden.add(token.text);
        continue;
      }
      const typed =
        before.kind === 'id'
          ? !/^(return|case|goto|else|sizeof|typedef|in|do|struct|union|enum|const|volatile|static|extern|inline|unsigned|signed)$/.test(
              before.text,
            ) ||
            (/^(unsigned|const|signed)$/.test(before.text) && after !== '*')
          : false;
      // A macro with parameters only stands for calls (`osMutexId osMutex; ... osMutex(osMutex)`).
      const plain = !this.#outerMacro(token.text)?.parameters;
      if (plain && typed && ['=', ';', '[', ',', ')'].includes(after) && !this.#outerMacro(before.text)?.parameters)
        this.#hidden.add(token.text);
      if (typed && after === '(' && this.#isDefinition(tokens, i + 1)) this.#hidden.add(token.text);
    }
  }

  #isDefinition(tokens: Token[], open: number): boolean {
    let depth = 0;
    for (let i = open; i < tokens.length; i++) {
      if (tokens[i]!.text === '(') depth++;
      if (tokens[i]!.text === ')' && --depth === 0) return tokens[i + 1]?.text === '{' || tokens[i + 1]?.text === ';';
    }
    return false;
  }

  /** Whether a C++ text uses Arduino's String without saying itself what it is. */
  #usesString(tokens: Token[]): boolean {
    if (!this.#cpp) return false;
    let uses = false;
    for (let i = 0; i + 1 < tokens.length; i++) {
      if (tokens[i]!.kind !== 'id' || tokens[i]!.text !== 'String') continue;
      const before = tokens[i - 1]?.text ?? '';
      const after = tokens[i + 1]!;
      if (/^(?:class|struct|enum|union|typename)$/.test(before) || (after.text === ';' && before !== ';')) return false;
      if (after.kind === 'id' || ['(', '&', '*', '{', ')', '['].includes(after.text)) uses = true;
    }
    return uses && !this.#unit.lookup('String', false);
  }

  /** C++ of the engine's own; its functions are no functions of the paste. */
  #readOwn(text: string): void {
    const parser = new UnitParser(this.#unit, lowerCpp(lex(text, 0)), false, { cpp: true });
    const from = this.#unit.functions.length;
    const variables = this.#unit.variables.length;
    parser.readDeclarations();
    parser.readBodies();
    for (const made of this.#unit.functions.slice(from)) made.fromPrelude = true;
    for (const { symbol } of this.#unit.variables.slice(variables)) symbol.fromPrelude = true;
  }

  /** A sketch has setup() and loop(); what calls them is not in the text. */
  #arduinoMain(): void {
    const names = this.#unit.paste.names;
    if (names.get('main')?.defined) return;
    const setup = names.get('setup')?.defined;
    const loop = names.get('loop');
    if (!setup && !loop?.defined) return;
    const line = loop?.line ?? names.get('setup')!.line;
    const text = `int main(void) { ${setup ? 'setup();' : ''} ${loop?.defined ? 'for (;;) loop();' : ''} return 0; }`;
    const parser = new UnitParser(this.#unit, lex(text, line), false, { cpp: false });
    parser.readDeclarations();
    parser.readBodies();
    const made = this.#unit.functions.at(-1)!;
    made.fromPrelude = true;
  }

  #tree(): TranslationUnit {
    const unit = this.#unit;
    return {
      kind: 'translation-unit',
      functions: unit.functions,
      variables: unit.variables.filter((v) => !v.symbol.fromPrelude && !v.symbol.unknown),
      typedefs: unit.typedefs,
      structs: unit.structs,
      macros: this.#macros.map((macro) => ({ name: macro.name, body: spell(macro.body), line: macro.line })),
    };
  }

  draft(): Draft {
    this.#objectsExist();
    this.#describeUnknowns();
    return {
      unknowns: [...this.#unit.unknowns.values()],
      parameterNames: (callee) => this.#parameterNames(callee),
      compile: () => this.program(),
    };
  }

  #parameterNames(callee: string): string[] {
    const { functions, preludeFunctions } = this.#unit;
    const found = functions.find((f) => f.name === callee) ?? preludeFunctions.find((f) => f.name === callee);
    return (found?.parameters ?? []).map((parameter) => parameter.name);
  }

  program(): Program {
    const unit = this.#unit;
    this.#objectsExist();
    let emitted = emitModule(unit);
    this.#describeUnknowns();
    const functions = unit.functions.filter((f) => f.name !== '.loose').map((f) => info(f));
    let module: WebAssembly.Module | null = null;
    const make = (): WebAssembly.Module => {
      for (let tries = 0; !module; tries++) {
        try {
          takeHints();
          module = new WebAssembly.Module(emitted.bytes);
        } catch (error) {
          // A flaw of the engine: it costs the function it is in, as everything does that cannot be compiled.
          if (tries >= REFUSAL_LIMIT || !this.#refused(error as Error, emitted)) throw error;
          emitted = emitModule(unit);
          program.emitted = emitted;
        }
      }
      return module;
    };
    const program: Program & { emitted: EmittedModule } = {
      functions,
      unknowns: [...unit.unknowns.values()],
      diagnostics: unit.diagnostics.sort((a: Diagnostic, b: Diagnostic) => a.line - b.line),
      tree: this.#tree(),
      parameterNames: (callee) => this.#parameterNames(callee),
      constant: (expression) => this.#constant(expression),
      instantiate: (host: Host): Run => {
        const ready = make();
        return new ProgramRun(ready, emitted, host, unit.target, program);
      },
      emitted,
    };
    return program;
  }

  /** Makes the function unavailable that WebAssembly refused; false where the message names none. */
  #refused(error: Error, emitted: EmittedModule): boolean {
    if (!(error instanceof WebAssembly.CompileError)) return false;
    const number = /function #(\d+)/.exec(error.message)?.[1];
    const definition = emitted.functions[Number(number) - emitted.importCount]?.definition;
    if (!definition || definition.unavailable) return false;
    const message = 'something in it cannot be compiled';
    definition.unavailable = { line: definition.line, message };
    this.#unit.note(
      'error',
      'function-unavailable',
      `the function ${definition.name} cannot run because of line ${definition.line}: ${message}`,
      definition.line,
    );
    return true;
  }

  /** An undeclared object whose methods are called is there: `while (!Serial)` goes on. */
  #objectsExist(): void {
    if (this.#objectsFound) return;
    this.#objectsFound = true;
    const called = new Set([...this.#unit.unknowns.values()].map(({ name }) => /^(\w+)\./.exec(name)?.[1]));
    for (const { symbol } of this.#unit.outsiders) {
      if (symbol.kind === 'variable' && symbol.unknown && !symbol.writes && called.has(symbol.name))
        symbol.constant ??= 1n;
    }
  }

  #constant(expression: string): number | null {
    try {
      const tokens: Token[] = [];
      this.#preprocessor.expand(lex(expression).slice(0, -1), tokens);
      tokens.push({ kind: 'eof', text: '', line: 0, column: 0, space: false, first: true });
      const before = new Map(this.#unit.unknowns);
      const e: Expression = new UnitParser(this.#unit, tokens, false, { cpp: this.#cpp }).conditionalExpression();
      for (const key of this.#unit.unknowns.keys()) if (!before.has(key)) this.#unit.unknowns.delete(key);
      return e.constant === undefined ? null : Number(e.constant);
    } catch (error) {
      if (error instanceof SyntaxProblem) return null;
      throw error;
    }
  }

  /** Values and functions nobody declares, with the lines of their uses and what became of them. */
  #describeUnknowns(): void {
    const unit = this.#unit;
    for (const node of unit.outsiders) {
      if (node.line === 0) continue;
      const symbol = node.symbol;
      if (symbol.kind === 'variable') {
        const entry = unit.unknown('value', node.name, node.line, '');
        if (entry.address !== undefined || symbol.constant !== undefined) continue;
        const type = resolve(symbol.type);
        entry.assumed =
          type.kind === 'unknown' || type.kind === 'int'
            ? 'int that starts as 0'
            : entry.assumed || 'variable that starts as 0';
      } else if (
        symbol.kind === 'function' &&
        !symbol.unknown &&
        !symbol.definition &&
        !symbol.fromPrelude &&
        !symbol.native
      ) {
        const theirs = unit.lookup(symbol.name, true);
        if (theirs && theirs !== symbol && (theirs.defined || theirs.native || theirs.fromPrelude)) continue;
        unit.unknown('function', symbol.name, node.line, 'declared without a body; returns 0');
      } else if (symbol.kind === 'function' && symbol.unknown)
        unit.unknown('function', symbol.name, node.line, 'function that returns 0');
    }
    for (const entry of unit.unknowns.values()) if (!entry.assumed) entry.assumed = defaultAssumption(entry);
  }
}

let hintsTaken = false;

/**
 * Makes V8 read which branches are rare: what is called there (fuel, notes, the host) then takes no register from the loop
 * around it. From version 14 on it does so by itself and may not know the flag any more.
 */
function takeHints(): void {
  if (hintsTaken) return;
  hintsTaken = true;
  if (Number.parseInt(process.versions.v8, 10) < 14) setFlagsFromString('--experimental-wasm-branch-hinting');
}

const defaultAssumption = (entry: Unknown): string => (entry.kind === 'value' ? 'int that starts as 0' : 'unknown');

function info(definition: FunctionDefinition): FunctionInfo {
  const made: FunctionInfo = {
    name: definition.name,
    line: definition.line,
    endLine: definition.endLine,
    fromPrelude: definition.fromPrelude,
    available: definition.unavailable === null,
    interrupt: definition.interrupt,
    calls: [...definition.calls],
  };
  if (definition.vector !== undefined) made.vector = definition.vector;
  return made;
}

/** C++ by what only C++ has (an Arduino sketch is C++, but only where it matters). */
function looksLikeCpp(tokens: Token[]): boolean {
  for (let i = 0; i + 1 < tokens.length; i++) {
    const { text, kind } = tokens[i]!;
    if (kind !== 'id') {
      if (text === '::') return true;
      continue;
    }
    if (
      (text === 'operator' && tokens[i + 1]!.kind === 'punct' && /^[-+*/%&|^=<>!([]/.test(tokens[i + 1]!.text)) ||
      (text === 'template' && tokens[i + 1]!.text === '<') ||
      (text === 'auto' && tokens[i + 1]!.text === '&') ||
      (text === 'auto' && tokens[i + 2]?.text === '=' && tokens[i + 3]?.text === '[') ||
      (text === 'enum' && tokens[i + 1]!.text === 'class')
    )
      return true;
    if (
      (text === 'class' || text === 'namespace' || text === 'template' || text === 'constexpr' || text === 'nullptr') &&
      tokens[i + 1]!.kind !== 'punct'
    )
      return true;
    if ((text === 'public' || text === 'private' || text === 'protected') && tokens[i + 1]!.text === ':') return true;
    if ((text === 'setup' || text === 'loop') && tokens[i + 1]!.text === '(' && tokens[i - 1]?.text === 'void')
      return true;
  }
  return false;
}
