// A word of a paste may be the name of something every JavaScript object has; it must stay a word. Found by fuzzing:
// an article with "constructor" in it took the whole answer down.
import { describe, expect, it } from 'vitest';
import { ask, explain } from '../../src/index.ts';

const NAMES = ['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__', 'prototype'];

const pastes = (name: string): string[] => [
  `Mar 04 10:00:01 ${name} ${name}[811]: ${name}=${name} error: ${name} failed
Mar 04 10:00:02 web systemd[1]: ${name}.service: Main process exited, code=exited, status=1/FAILURE
Mar 04 10:00:02 web systemd[1]: ${name}.service: Failed with result '${name}'.`,
  `{"level":"${name}","${name}":"x","msg":"${name} failed","time":"2025-01-01T00:00:00Z"}
E0101 00:00:00.000000 1 ${name}.go:11] "${name} failed" ${name}="${name}"`,
  `#include "${name}.h"
#define ${name}_PIN GPIO_PIN_5
void ${name}(int ${name}) { GPIOA->${name} = 1; HAL_GPIO_WritePin(GPIOA, ${name}_PIN, ${name}); ${name}.go(); }
int main(void) { ${name}(1); while (1) { digitalWrite(${name}, HIGH); delay(${name}); ${name}_delay_ms(3); } }`,
  `A Pod can ${name} the ${name}, and ${name} always shares ${name}. Pod 里的 ${name} 容器都有自己的 ${name}，所有 ${name} 都一样。`,
  `NAME READY STATUS RESTARTS AGE\n${name} 0/1 ${name} 5 3m\nReason: ${name}\nState: ${name}`,
  `---\n  Warning  Back 2m (x12 over 5m) ${name} ---\n---`,
];

describe.each(NAMES)('the word %s', (name) => {
  it.each(pastes(name))('%s', async (text) => {
    const { memory, problems, report } = await explain(text, { language: 'en', keepProse: true });
    expect(problems).toEqual([]);
    expect(report.text).not.toMatch(/function |\[object|native code/);
    for (const question of [`what is ${name}?`, `${name} 多少毫秒`, `when did ${name} start`, `how many ${name}`])
      expect((await ask(question, memory)).answer).not.toMatch(/function |\[object|native code|undefined/);
  });
});
