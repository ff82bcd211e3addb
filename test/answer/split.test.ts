import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { splitMessage } from '../../src/answer/split.ts';

const kinds = (text: string) => splitMessage(text).map((block) => block.kind);
const seed = (name: string) => readFileSync(new URL(`../../examples/seeds/${name}.txt`, import.meta.url), 'utf8');

describe('a message is taken apart', () => {
  it('everything at once: article, code on one line, two logs with upload stamps between', () => {
    const blocks = splitMessage(seed('all'));
    expect(blocks.map((block) => block.kind)).toEqual(['prose', 'prose', 'code', 'log', 'log']);
    expect(blocks[1]!.text).toBe('解释代码');
    expect(blocks[2]!.text.startsWith('void LedOn(')).toBe(true);
    expect(blocks[3]!.text.startsWith('Jul 13 00:48:29')).toBe(true);
    expect(blocks[4]!.text.startsWith('-- Logs begin at')).toBe(true);
  });

  it('places every block by its offsets and lines in the message', () => {
    const text = '看下这段日志\n\nMar 02 10:00:00 h a[1]: one\nMar 02 10:00:01 h a[1]: two\n\n谢谢';
    for (const block of splitMessage(text)) {
      expect(text.slice(block.start, block.end)).toBe(block.text);
      expect(
        text
          .split('\n')
          .slice(block.firstLine - 1, block.lastLine)
          .join('\n'),
      ).toContain(block.text);
    }
    expect(kinds(text)).toEqual(['prose', 'log', 'prose']);
  });

  it('words glued to the first log entry', () => {
    expect(kinds('帮忙看看Mar 02 10:00:00 web-1 nginx[77]: ready Mar 02 10:00:01 web-1 nginx[77]: gone')).toEqual([
      'prose',
      'log',
    ]);
  });

  it('a question behind the last statement', () => {
    expect(kinds('digitalWrite(8, HIGH); delay(100); digitalWrite(8, LOW); 这个灯会闪吗?')).toEqual(['code', 'prose']);
  });

  it('a fence counts by what it holds, not by the language it names', () => {
    const text = 'why?\n```js\nMar 02 10:00:00 web-1 systemd[1]: a.service: Failed with result exit-code.\n```\nthanks';
    expect(kinds(text)).toEqual(['prose', 'log', 'prose']);
  });

  it('a fence that is never closed loses nothing', () => {
    const blocks = splitMessage('look\n```c\nPORTB |= 1;\nDDRB = 0xFF;');
    expect(blocks.map((block) => block.kind)).toEqual(['prose', 'code']);
    expect(blocks[1]!.text).toBe('PORTB |= 1;\nDDRB = 0xFF;');
  });

  it('an empty line inside a function or a log does not tear it', () => {
    expect(kinds('int main(void)\n{\n  P1 = 0;\n\n  while (1);\n}')).toEqual(['code']);
    expect(kinds('Mar 02 10:00:00 h a[1]: one\n\nMar 02 10:00:01 h a[1]: two')).toEqual(['log']);
  });

  it('logs of two machines with an empty line between are two; lines collected from several machines stay one', () => {
    const [one, two] = ['Mar 02 10:00:00 web-1 nginx[1]: ready', 'Mar 05 11:00:00 db-1 postgres[7]: ready'];
    const blocks = splitMessage(`${one}\n${one}\n\n${two}\n${two}`);
    expect(blocks.map(({ kind, firstLine, lastLine }) => [kind, firstLine, lastLine])).toEqual([
      ['log', 1, 2],
      ['log', 4, 5],
    ]);
    expect(kinds(`${one}\n${two}\n\n${one}`)).toEqual(['log']);
    expect(kinds(`${one}\n\n${two}\n\n${one}`)).toEqual(['log']);
    expect(kinds(`${one}\n\n${two}\n${one}`)).toEqual(['log']);
  });

  it('paragraphs of the Chinese catalog do not tear the log they stand in', () => {
    const log = `3月 10 17:40:00 h systemd[1]: Starting The Apache HTTP Server...
░░ Subject: httpd.service 单元已开始启动
░░ Defined-By: systemd
░░ 
░░ httpd.service 单元已开始启动。
3月 10 17:40:00 h systemd[1]: httpd.service: Main process exited, code=exited, status=1/FAILURE`;
    expect(kinds(`httpd 启动失败\n${log}`)).toEqual(['prose', 'log']);
  });

  it('a table of structs stays in its program', () => {
    const code = `struct Blinker {
  byte pin;
  bool on;
};

Blinker b[] = {
  { 5, false },
  { 6, false },
};

void setup() { pinMode(b[0].pin, OUTPUT); }
void loop() { }`;
    expect(kinds(code)).toEqual(['code']);
  });

  it('a log whose marks an input method made wide is a log', () => {
    const wide = '帮看下\nMar 02 10:00:00 web-1 systemd[1]：a.service：Failed with result ’exit-code’.';
    expect(kinds(wide)).toEqual(['prose', 'log']);
  });

  it('two sources with a file name between are one program', () => {
    expect(kinds('void led(void)\n{\n  P1 = 0;\n}\n\nmain.c:\n\nint main(void)\n{\n  led();\n}')).toEqual(['code']);
  });

  it('pieces that have nothing of one another, joined by what stands below both, and a head whose brace follows later', () => {
    const pieces = ['Event button = {\n  .edge = FALLING,\n};', 'Gate door = {\n  .open = 1,\n};'];
    const rest = 'int main(void)\n\n李工:\n\n{\n  init(&button, &door);\n  while (1) { }\n}';
    expect(kinds([...pieces, rest].join('\n\n李工  昨天 22:13\n\n'))).toEqual(['code']);
  });

  it('a stack trace belongs to the log it stands in', () => {
    const text =
      "Mar 02 10:00:00 h app[9]: Traceback (most recent call last):\n  File \"/srv/app.py\", line 3, in <module>\n    import yaml\nModuleNotFoundError: No module named 'yaml'\nMar 02 10:00:01 h systemd[1]: app.service: Failed with result 'exit-code'.";
    expect(kinds(text)).toEqual(['log']);
  });

  it('the header comment of an example is not torn from its program', () => {
    const text = [
      '/**',
      ' ******************************************************************************',
      ' * @brief  GPIO toggle',
      ' ******************************************************************************',
      '*/',
      '/*',
      '  Row scanning',
      '',
      '  This example demonstrates the use of if() statements.',
      '  The circuit: LED on pin 13',
      '*/',
      '',
      'const int ledPin = 13;',
      'void setup() { pinMode(ledPin, OUTPUT); }',
    ].join('\n');
    expect(kinds(text)).toEqual(['code']);
  });

  it('the last clause of a for is no remark of a person', () => {
    expect(kinds('void f(void)\n{\n  for (i = 0; i < 8; i++)\n  {\n    P1 = i;\n  }\n}')).toEqual(['code']);
  });

  it('chat stays chat', () => {
    expect(kinds('lol nice')).toEqual(['prose']);
    expect(kinds('')).toEqual([]);
    expect(kinds('\n \n')).toEqual([]);
  });
});
