import { describe, expect, it } from 'vitest';
import { decodePaste } from '../../src/answer/decode.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('a file becomes text', () => {
  it('UTF-8, with and without a byte order mark', () => {
    expect(decodePaste(bytes('灯 on'))).toEqual({ text: '灯 on', encoding: 'utf-8', damaged: 0 });
    expect(decodePaste(new Uint8Array([0xef, 0xbb, 0xbf, ...bytes('x')]))).toMatchObject({ text: 'x' });
  });

  it('GB18030 as Chinese Windows editors save it', () => {
    // "// 第一个灯亮" in GB18030
    const file = new Uint8Array([0x2f, 0x2f, 0x20, 0xb5, 0xda, 0xd2, 0xbb, 0xb8, 0xf6, 0xb5, 0xc6, 0xc1, 0xc1]);
    expect(decodePaste(file)).toEqual({ text: '// 第一个灯亮', encoding: 'gb18030', damaged: 0 });
  });

  it('UTF-16 as PowerShell writes it', () => {
    const text = 'docker: error';
    const file = new Uint8Array([0xff, 0xfe, ...[...text].flatMap((character) => [character.charCodeAt(0), 0])]);
    expect(decodePaste(file)).toMatchObject({ text, encoding: 'utf-16' });
  });

  it('UTF-8 with a broken byte stays UTF-8 and says so', () => {
    const file = new Uint8Array([...bytes('日志里有一个坏字节'), 0xff, ...bytes('，其余完好')]);
    expect(decodePaste(file)).toMatchObject({ encoding: 'utf-8', damaged: 1 });
  });

  it('refuses what is no text', () => {
    expect(decodePaste(new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0]))).toEqual({ refused: 'binary' });
    expect(
      decodePaste(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]).map((byte) => byte % 9)),
    ).toEqual({ refused: 'binary' });
    expect(decodePaste(new Uint8Array())).toEqual({ refused: 'empty' });
    expect(decodePaste(bytes(' \n\t'))).toEqual({ refused: 'empty' });
  });

  it('keeps colour codes: terminals are pasted with them', () => {
    expect(decodePaste(bytes('\u001b[31mfailed\u001b[0m'))).toMatchObject({ text: '\u001b[31mfailed\u001b[0m' });
  });
});
