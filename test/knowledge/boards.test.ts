// A board's names are a likely meaning: each is shown by a program that leaves it open, with the lamp's and the button's level.
import { describe, expect, it } from 'vitest';
import { gpio } from '../../src/analyzers/gpio/index.ts';
import { onLevel } from '../../src/analyzers/gpio/levels.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { trySamples } from '../../src/workshop/samples.ts';

const boards = loadKnowledge('boards').map((board) => [board.id, board] as const);

describe.each(boards)('board %s', (id, board) => {
  it('has samples that use all its names and do to its pins what they say', async () => {
    const all = board.samples.map(({ code }) => code).join('\n');
    const missing = [...Object.keys(board.pins), ...Object.keys(board.ports)].filter(
      (name) => !new RegExp(`\\b${name}\\b`).test(all),
    );
    expect(missing).toEqual([]);
    for (const trial of await trySamples('boards', board)) expect(trial.good, trial.found).toBe(true);
  });

  it('tells its lamps from their level, and its buttons from theirs', async () => {
    for (const { code } of board.samples) {
      const facts = await gpio.analyze(code, { lineOffset: 0 });
      for (const output of facts.outputs) expect(onLevel(facts, output), output.pin).toBe(board.activeLevel);
      for (const { pin, level } of facts.whatIf) expect(level, pin).toBe(board.buttons[pin] ?? level);
    }
  });

  it('is not thought of where the paste defines the names itself', async () => {
    const names = { ...board.pins, ...board.ports };
    const defines = Object.keys(names).map((name) => `#define ${name} ${name in board.ports ? '0' : '4'}`);
    for (const { code } of board.samples) {
      const facts = await gpio.analyze(`${defines.join('\n')}\n${code}`, { lineOffset: 0 });
      expect(facts.assumptions.map(({ name }) => name)).not.toContain(id);
    }
  });
});
