/** Variables and typedefs at file scope, special function registers and bits of an 8051 among them. */
import type { Symbol, VariableDeclaration } from '../ast.ts';
import type { Token } from '../lexer.ts';
import type { FunctionType, Type } from '../types.ts';
import { BIT_SPACE } from '../unit.ts';
import { readAttributes } from './attributes.ts';
import { declareFunction, markSymbol } from './functions.ts';
import { initialise } from './initialisers.ts';
import type { Declarator, Parser, Specifiers } from './parser.ts';

/** One declarator at file scope. */
export function declareGlobal(p: Parser, specifiers: Specifiers, declarator: Declarator): void {
  const token = declarator.name;
  if (!token) throw p.problem('a name is expected in this declaration');
  readAttributes(p, declarator.attributes);
  const names = p.fileScope.names;
  if (specifiers.typedef) {
    const known = names.get(token.text);
    const symbol = p.symbol('typedef', token, declarator.wrap(specifiers.type));
    if (symbol.type.kind === 'struct' && (declarator.attributes.packed || declarator.attributes.align)) {
      if (declarator.attributes.packed) symbol.type.definition.packed = true;
      delete symbol.type.definition.layout;
    }
    if (known?.kind === 'typedef' && known.unknown && known.type.kind === 'unknown')
      known.type.definition.resolved = symbol.type;
    names.set(token.text, symbol);
    if (!p.fromPrelude) p.unit.typedefs.push(symbol);
    return;
  }
  if (specifiers.special === 'sbit' || (specifiers.special === 'sfr' && p.is('='))) {
    specialRegister(p, specifiers, token);
    return;
  }
  const type = declarator.wrap(specifiers.type);
  if (declarator.isFunction) {
    const symbol = declareFunction(p, token, type as FunctionType, specifiers, declarator);
    markSymbol(p, symbol, specifiers, declarator);
    return;
  }
  globalVariable(p, specifiers, declarator, token, type);
}

/** `sfr P1 = 0x90;`, `sbit LED = P1^0;`, `sbit LED = 0x90^0;`, `sbit LED = 0x97;`, SDCC `__sbit __at (0x90) LED;` */
function specialRegister(p: Parser, specifiers: Specifiers, token: Token): void {
  const symbol = p.symbol('variable', token, specifiers.type);
  p.fileScope.names.set(token.text, symbol);
  if (specifiers.special === 'sfr') {
    p.at++;
    symbol.address = Number(p.constantInteger());
    return;
  }
  symbol.kind = 'bit';
  symbol.address = BIT_SPACE;
  const setBit = (byte: number, bit: number): void => {
    symbol.address = BIT_SPACE + byte * 8 + bit;
  };
  /** The chip's own numbering: 0x80.. are bits of the SFRs at multiples of 8, below it the RAM from 0x20 on. */
  const bitAddress = (bit: number): void => setBit(bit >= 0x80 ? bit & 0xf8 : 0x20 + (bit >> 3), bit & 7);
  if (p.accept('=')) {
    if (p.token.kind === 'id' && (p.peek().text === '^' || p.peek().text === '.')) {
      const base = p.lookup(p.token.text) ?? unknownByte(p, p.token);
      p.at += 2;
      const bit = Number(p.constantInteger());
      if (base?.kind === 'variable') {
        if (base.address !== undefined) setBit(base.address, bit);
        else {
          delete symbol.address;
          symbol.bitOf = base;
          symbol.bit = bit;
          base.addressTaken = true;
        }
        return;
      }
      throw p.problem(`the bit ${token.text} belongs to something that is not declared`, token.line);
    }
    if (p.token.kind === 'number' && p.peek().text === '^') {
      const byte = Number(BigInt(p.token.text));
      p.at += 2;
      setBit(byte, Number(p.constantInteger()));
      return;
    }
    bitAddress(Number(p.constantInteger()));
    return;
  }
  if (specifiers.address !== undefined) bitAddress(specifiers.address);
  else throw p.problem(`the bit ${token.text} has no address`, token.line);
}

/** A special function register that no header declares: it gets a byte of its own in the host's address space. */
function unknownByte(p: Parser, token: Token): Symbol {
  const symbol = p.symbol('variable', token, { ...p.unit.types.uchar, volatile: true });
  symbol.unknown = true;
  // Above all that an 8051 can address, and low enough to have bits of its own.
  symbol.address = 0x1_0000 + p.unit.unknowns.size;
  p.unit.paste.names.set(token.text, symbol);
  const entry = p.unit.unknown('value', token.text, token.line, 'register of 8 bits');
  entry.address = symbol.address;
  return symbol;
}

function globalVariable(p: Parser, specifiers: Specifiers, declarator: Declarator, token: Token, type: Type): void {
  const names = p.fileScope.names;
  const name = declarator.qualifier === undefined ? token.text : `${declarator.qualifier}::${token.text}`;
  const known = names.get(name);
  const place = p.place(token);
  let symbol: Symbol;
  let declaration: VariableDeclaration;
  if (known?.kind === 'variable' && !known.unknown) {
    symbol = known;
    if (type.kind === 'array' && type.length === null && known.type.kind === 'array') type = known.type;
    symbol.type = type;
    declaration = symbol.variable ?? { kind: 'variable', ...place, symbol, initializer: null };
    if (specifiers.storage !== 'extern') delete symbol.storage;
  } else {
    symbol = p.symbol('variable', token, type);
    symbol.name = name;
    declaration = { kind: 'variable', ...place, symbol, initializer: null };
    symbol.variable = declaration;
    names.set(name, symbol);
    p.unit.variables.push(declaration);
  }
  if (specifiers.storage && !known) symbol.storage = specifiers.storage;
  markSymbol(p, symbol, specifiers, declarator);
  const address = specifiers.address ?? declarator.attributes.address;
  if (address !== undefined) symbol.address = address;
  if (declarator.attributes.align) symbol.type = { ...symbol.type, align: declarator.attributes.align } as Type;
  const initialised = p.is('=') || p.is('{') || p.is('(');
  initialise(p, specifiers, symbol, declaration, place);
  if (initialised && symbol.storage === 'extern') delete symbol.storage;
}

/** A static member of a class is a variable at file scope. */
export function staticMember(p: Parser, specifiers: Specifiers, declarator: Declarator, type: Type): void {
  globalVariable(p, { ...specifiers, storage: undefined as never }, declarator, declarator.name!, type);
}
