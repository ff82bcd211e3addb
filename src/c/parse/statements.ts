/** Statements (C11 6.8). */
import type { Compound, Expression, Statement } from '../ast.ts';
import type { Token } from '../lexer.ts';
import type { Place } from '../semantics/values.ts';
import { resolve } from '../types.ts';
import { assemblyStatement } from './assembly.ts';
import { readAttributes } from './attributes.ts';
import { caseStatement, ifStatement, loopStatement, switchStatement } from './control.ts';
import { localDeclaration, startsDeclaration } from './declarations.ts';
import type { Parser } from './parser.ts';
import { STATEMENT_WORDS } from './words.ts';

/** A block. */
export function compound(p: Parser): Compound {
  const place = p.place();
  p.expect('{');
  const items: Statement[] = [];
  let endLine = place.line;
  p.inScope(() => {
    while (!p.is('}')) {
      if (p.token.kind === 'eof') {
        p.unit.note('warning', 'missing-brace', '"}" is missing at the end', p.tokens[p.at - 1]?.line ?? 0);
        return;
      }
      blockItem(p, items);
    }
    endLine = p.token.line;
    p.at++;
  });
  return { kind: 'compound', ...place, items, endLine };
}

function blockItem(p: Parser, items: Statement[]): void {
  if (startsDeclaration(p)) {
    const made = localDeclaration(p);
    if (made) items.push(made);
  } else items.push(statement(p));
}

/** One statement. */
export function statement(p: Parser): Statement {
  p.deeper();
  const made = plainStatement(p);
  p.depth--;
  return made;
}

function plainStatement(p: Parser): Statement {
  const token = p.token;
  const place = p.place();
  if (token.kind === 'punct') {
    if (token.text === '{') return compound(p);
    if (token.text === ';') {
      p.at++;
      return { kind: 'empty', ...place };
    }
    if (token.text === ')' || token.text === ']') {
      p.unit.note('warning', 'stray-token', `a "${token.text}" too much`, token.line);
      p.at++;
      return { kind: 'empty', ...place };
    }
    if (token.text === '[' && p.peek().text === '[') {
      readAttributes(p, {});
      return statement(p);
    }
  }
  if (token.kind === 'id') {
    if (p.peek().text === ':' && p.peek(2).text !== ':' && token.text !== 'default' && !STATEMENT_WORDS.has(token.text))
      return labelledStatement(p, token, place);
    switch (token.text) {
      case 'if':
        return ifStatement(p, place);
      case 'while':
      case 'do':
      case 'for':
        return loopStatement(p, token.text, place);
      case 'switch':
        return switchStatement(p, place);
      case 'case':
      case 'default':
        return caseStatement(p, place);
      case 'break':
      case 'continue':
        p.at++;
        p.endOfStatement();
        return { kind: token.text, ...place };
      case 'return': {
        p.at++;
        let value: Expression | null = null;
        if (!p.is(';') && !p.is('}') && p.token.kind !== 'eof') {
          const returns = p.current?.type.returns;
          value = p.is('{') && returns ? p.initializerFor(returns) : p.expression();
          if (returns && resolve(returns).kind !== 'void') {
            const to = resolve(returns);
            value = p.asObject(returns, value, place);
            if (to.kind === 'pointer' && to.reference) value = p.semantics.unary('&', value, place);
            else p.semantics.convertible(value, returns, place);
          }
        }
        p.endOfStatement();
        return { kind: 'return', ...place, value };
      }
      case 'goto': {
        p.at++;
        if (p.current) p.current.irregular = true;
        if (p.accept('*')) {
          const target = p.expression();
          p.semantics.scalar(target, 'goto *');
          p.endOfStatement();
          return { kind: 'goto', ...place, name: '', target };
        }
        const name = p.token;
        p.at++;
        p.endOfStatement();
        useLabel(p, name);
        return { kind: 'goto', ...place, name: name.text };
      }
      case 'asm':
      case '__asm':
      case '__asm__':
      case '_asm':
        if (!p.lookup(token.text)) return assemblyStatement(p, place);
        break;
      case 'else': {
        p.unit.note('warning', 'stray-else', '"else" without "if"', token.line);
        p.at++;
        return statement(p);
      }
      case 'try':
        if (p.peek().text === '{') throw p.problem('exceptions are not supported');
        break;
      case '__extension__':
      case '__fallthrough':
        if (p.peek().text === ';' || token.text === '__extension__') {
          p.at++;
          return statement(p);
        }
        break;
      case '__attribute__':
        readAttributes(p, {});
        return statement(p);
    }
  }
  if (startsDeclaration(p)) return localDeclaration(p) ?? { kind: 'empty', ...place };
  const expression = p.expression();
  p.endOfStatement();
  return { kind: 'expression', ...place, expression };
}

function labelledStatement(p: Parser, token: Token, place: Place): Statement {
  p.at += 2;
  const label = p.labels.get(token.text);
  if (label) label.seen = true;
  else p.labels.set(token.text, { token, seen: true, backward: false });
  readAttributes(p, {});
  const made: Statement = {
    kind: 'label',
    ...place,
    name: token.text,
    body: { kind: 'empty', ...place },
    endless: p.unit.nextLoop(),
  };
  if (!p.is('}')) made.body = startsDeclaration(p) ? (localDeclaration(p) ?? made.body) : statement(p);
  return made;
}

/** A goto leads to this label, or its address is taken. */
export function useLabel(p: Parser, name: Token): void {
  const label = p.labels.get(name.text);
  if (label?.seen) label.backward = true;
  else if (!label) p.labels.set(name.text, { token: name, seen: false, backward: false });
}
