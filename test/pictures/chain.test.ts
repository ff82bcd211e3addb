import { expect, it } from 'vitest';
import { drawChain } from '../../src/pictures/chain.ts';
import { textWidth } from '../../src/pictures/theme.ts';

const chain = (text: string) => ({
  title: 'How depot.service failed',
  steps: [
    { time: '09:31:47', text, kind: 'cause' as const },
    { time: '09:31:48', text: 'it ends', kind: 'consequence' as const },
    { time: '09:31:49', text: 'systemd gave up', kind: 'end' as const },
  ],
  loop: '3 times',
  alt: 'a chain',
});

it.each([
  [
    'Chinese',
    '配置文件里缺少数据库地址，并且默认地址也连不上，请检查网络和防火墙设置之后再启动服务，不要直接重启'.repeat(3),
  ],
  ['one long word', '/srv/'.padEnd(300, 'deep/')],
  ['English', 'the process ends because the configuration names no address '.repeat(6)],
])('%s stays inside its box, on two lines at most', (_, text) => {
  const { svg } = drawChain(chain(text), 'light');
  const shown = [...svg.matchAll(/<text x="32" [^>]*font-size="13"[^>]*>([^<]*)</g)].map((found) => found[1]!);
  expect(shown.length).toBeLessThanOrEqual(4);
  for (const line of shown) expect(32 + textWidth(line, 13)).toBeLessThanOrEqual(530);
  expect(shown.filter((line) => line.endsWith('…'))).toHaveLength(1);
});

it('leads the loop back from the last failure, with the giving up outside', () => {
  const { svg } = drawChain(chain('no address'), 'dark');
  const [, bottom, top] = /d="M530 (\d+)h26V(\d+)/.exec(svg)!.map(Number);
  const boxes = [...svg.matchAll(/<rect x="16" y="(\d+)" width="5"/g)].map((found) => Number(found[1]));
  expect([top, bottom]).toEqual([boxes[0]! + 20, boxes[1]! + 20]);
});
