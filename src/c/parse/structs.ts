/** Structs, unions and classes: their members, bases and layout marks. */
import { type Field, resolve, type StructDefinition, type Type } from '../types.ts';
import { readAttributes } from './attributes.ts';
import { completeClass } from './construction.ts';
import { readDeclarator } from './declarators.ts';
import { packedPragma } from './file-scope.ts';
import { staticMember } from './globals.ts';
import { constructorMember, memberFunction } from './members.ts';
import type { Attributes, Parser } from './parser.ts';

/** `struct ...`, `union ...` or `class ...`, defined here or named. */
export function structSpecifier(p: Parser, word: string): Type {
  const union = word === 'union';
  const line = p.token.line;
  p.at++;
  const attributes: Attributes = {};
  readAttributes(p, attributes);
  let name = '';
  if (p.token.kind === 'id') {
    name = p.token.text;
    p.at++;
  }
  readAttributes(p, attributes);
  const bases: StructDefinition[] = [];
  if (p.is(':') && hasBases(p)) {
    while (!p.is('{') && p.token.kind !== 'eof') {
      p.at++;
      const base = p.token.kind === 'id' ? p.lookupTag(p.token.text) : undefined;
      if (base?.kind === 'struct' && base.definition?.complete) bases.push(base.definition);
    }
  }
  const isDefinition = p.is('{');
  let definition: StructDefinition | undefined;
  if (name) {
    const known = isDefinition ? p.scope.tags.get(name) : p.lookupTag(name);
    if (known?.kind === 'struct' && known.definition && known.definition.union === union) definition = known.definition;
    if (isDefinition && definition?.complete && !definition.open) definition = undefined;
  }
  if (!definition) {
    definition = { tag: name, union, fields: [], complete: false, open: false, line };
    if (name) {
      p.scope.tags.set(name, { kind: 'struct', definition });
    }
    p.unit.structs.push(definition);
  }
  const type: Type = { kind: 'struct', definition };
  if (!isDefinition) return type;
  p.deeper();
  const isCpp = word === 'class' || hasMethods(p, p.at);
  if (name && (isCpp || p.cppNames)) declareClass(p, name, type, line);
  definition.open = false;
  delete definition.byName;
  p.at++;
  if (attributes.packed || packedPragma(p)) definition.packed = true;
  if (attributes.align) definition.align = attributes.align;
  for (const base of bases) {
    definition.base ??= base;
    if (definition.base !== base) throw p.problem(`a class made from two classes is not supported: ${name}`, line);
    definition.fields.push({
      name: '',
      type: { kind: 'struct', definition: base },
      line,
      offset: 0,
      anonymous: true,
    });
    definition.methods ??= new Set();
  }
  while (!p.is('}')) {
    if (p.token.kind === 'eof') throw p.problem('"}" is missing at the end of a struct', line);
    if (p.accept(';')) continue;
    memberDeclaration(p, definition);
  }
  p.at++;
  readAttributes(p, attributes);
  if (attributes.packed) definition.packed = true;
  if (attributes.align) definition.align = attributes.align;
  completeClass(p, definition);
  definition.complete = true;
  p.depth--;
  return type;
}

/** In C++ the name of a class is a type. */
export function declareClass(p: Parser, name: string, type: Type, line: number): void {
  if (p.scope.names.has(name)) return;
  p.scope.names.set(name, {
    kind: 'typedef',
    name,
    type,
    line,
    column: 0,
    scope: 'global',
    fromPrelude: p.fromPrelude,
  });
}

function hasMethods(p: Parser, open: number): boolean {
  const close = p.matching(open);
  let depth = 0;
  for (let i = open; i < close; i++) {
    const text = p.tokens[i]!.text;
    if (text === '{') {
      if (depth === 1 && p.tokens[i - 1]!.text === ')') return true;
      depth++;
    } else if (text === '}') depth--;
    else if (depth === 1 && (text === 'public' || text === 'private' || text === 'protected')) return true;
    else if (
      depth === 1 &&
      text === '(' &&
      p.tokens[i + 1]!.text !== '*' &&
      p.tokens[i - 1]!.kind === 'id' &&
      p.tokens[i - 1]!.text !== '__attribute__' &&
      p.tokens[i + 1]!.text !== '('
    )
      return true;
  }
  return false;
}

/** `: public Base {`, and not the width of a bit-field. */
function hasBases(p: Parser): boolean {
  for (let i = 1; i < 24; i++) {
    const { text, kind } = p.peek(i);
    if (text === '{') return i > 1;
    if (kind !== 'id' && text !== ',' && text !== '::') return false;
  }
  return false;
}

function memberDeclaration(p: Parser, definition: StructDefinition): void {
  const line = p.token.line;
  if (p.is('virtual')) noteVirtual(p, definition);
  if (['public', 'private', 'protected'].includes(p.token.text) && p.peek().text === ':') {
    p.at += 2;
    return;
  }
  if (p.accept('_Static_assert') || p.accept('static_assert')) {
    p.at = p.matching(p.at) + 1;
    return;
  }
  if (p.accept('__extension__')) return;
  if (constructorMember(p, definition)) return;
  const specifiers = p.specifiers();
  if (p.accept(';')) {
    const type = specifiers.type;
    if (type.kind === 'struct' && (!type.definition.tag || /^\s*$/.test(type.definition.tag))) {
      definition.fields.push({ name: '', type, line, offset: 0, anonymous: true });
    }
    return;
  }
  for (;;) {
    if (p.is(':')) {
      p.at++;
      const bits = Number(p.constantInteger());
      definition.fields.push({ name: '', type: specifiers.type, line, offset: 0, bits });
    } else {
      const token = p.token;
      const declarator = readDeclarator(p);
      const type = declarator.wrap(specifiers.type);
      if (declarator.isFunction) {
        memberFunction(p, definition, specifiers, declarator);
        return;
      }
      if (specifiers.storage === 'static' && declarator.name) {
        definition.statics ??= new Set();
        definition.statics.add(declarator.name.text);
        staticMember(p, specifiers, { ...declarator, qualifier: definition.tag }, type);
        if (!p.accept(',')) break;
        continue;
      }
      const field: Field = { name: declarator.name?.text ?? '', type, line: token.line, offset: 0 };
      if (p.accept(':')) {
        field.bits = Number(p.constantInteger());
        const holder = resolve(type);
        if (holder.kind !== 'int') throw p.problem(`the bit-field ${field.name} is not of an integer type`, token.line);
        if (field.bits < 0 || field.bits > holder.bytes * 8)
          throw p.problem(`the bit-field ${field.name} is wider than its type`, token.line);
      }
      readAttributes(p, declarator.attributes);
      if (declarator.attributes.align) field.type = { ...field.type, align: declarator.attributes.align } as Type;
      if (p.is('=') || p.is('{')) {
        const from = p.is('=') ? p.at + 1 : p.at;
        if (p.accept('=') && !p.is('{')) p.assignmentExpression();
        else p.at = p.matching(p.at) + 1;
        definition.presets ??= [];
        definition.presets.push({ name: field.name, at: from });
      }
      definition.fields.push(field);
    }
    if (!p.accept(',')) break;
  }
  p.endOfMember();
}

/** Remembers that a method is virtual; the word itself is a specifier. */
function noteVirtual(p: Parser, definition: StructDefinition): void {
  for (let i = 1; i < 12; i++)
    if (p.peek(i + 1).text === '(' && p.peek(i).kind === 'id') {
      definition.virtuals ??= new Set();
      definition.virtuals.add(p.peek(i).text);
      return;
    }
}
