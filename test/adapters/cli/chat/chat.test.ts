import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Pastes } from '../../../../src/adapters/cli/chat/pastes.ts';
import { Session } from '../../../../src/adapters/cli/chat/session.ts';
import { TALKS } from '../../../support/talks.ts';
import { temporaryFolder } from '../../../support/temporary.ts';

const place = temporaryFolder('chat');
const LOG = 'Mar 04 10:00:01 h nginx[1]: nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)';
const session = () => new Session({ language: 'auto', locale: 'en' });

describe('lines from a pipe', () => {
  const split = (text: string) => {
    const pastes = new Pastes();
    return [...text.split('\n').flatMap((line) => pastes.push(line)), ...pastes.end()];
  };

  it('a blank line ends a paste; the end of the input does too', () => {
    expect(split('one\ntwo\n\nthree')).toEqual(['one\ntwo', 'three']);
    expect(split('\n\n\n')).toEqual([]);
  });

  it('a program keeps the blank lines behind its includes and between its braces', () => {
    const program = '#include <avr/io.h>\n\nint main(void) {\n  DDRB = 1;\n\n  PORTB = 1;\n}';
    expect(split(`${program}\n\nwhy?`)).toEqual([program, 'why?']);
  });

  it('a fence keeps every blank line', () => {
    expect(split('```\na\n\nb\n```\n\nc')).toEqual(['```\na\n\nb\n```', 'c']);
  });

  it('a command stands for itself, line ends of Windows do not matter', () => {
    expect(split('/lang zh\r\na\r\n\r\nb\r')).toEqual(['/lang zh', 'a', 'b']);
  });
});

describe('a conversation', () => {
  it('answers a paste, then a question about it', async () => {
    const chat = session();
    expect(await chat.respond(LOG)).toContain('**Cause:');
    expect(await chat.respond('which line says already in use')).toContain('98: Address already in use');
  });

  it.each(TALKS)('goes on: $name', async ({ said, last, not }) => {
    const chat = session();
    let answer: string | null = null;
    for (const message of said) answer = await chat.respond(message);
    expect(answer).toMatch(last);
    if (not) expect(answer).not.toMatch(not);
  });

  it('changes its language, for its own words too', async () => {
    const chat = session();
    expect(await chat.respond('/lang zh')).toBe('以后用中文回答。');
    expect(await chat.respond(LOG)).toContain('原因');
    expect(await chat.respond('/lang')).toContain('写成 /lang zh');
    expect(await chat.respond('/lang en')).toContain('English');
  });

  it('opens a file, in quotes too, and says so where it cannot', async () => {
    const file = join(place, 'boot log.txt');
    writeFileSync(file, LOG);
    expect(await session().respond(`/open "${file}"`)).toContain('**Cause:');
    expect(await session().respond(`/open ${join(place, 'none')}`)).toMatch(/none: no such file/);
    expect(await session().respond('/open')).toContain('Which file?');
  });

  it('a paste that begins with a slash is no command', async () => {
    expect(await session().respond('/dev/sda1 is mounted')).not.toContain('There is no command');
    expect(await session().respond('/frob')).toContain('There is no command /frob');
  });

  it('forgets, and ends', async () => {
    const chat = session();
    await chat.respond(LOG);
    expect(await chat.respond('/forget')).toContain('forgotten');
    expect(await chat.respond('/quit')).toBeNull();
  });
});
