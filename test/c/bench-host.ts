import type { CompileInput, Host, Program, Run, RunEnd } from '../../src/c/api.ts';
import { compile, DESKTOP_TARGET } from '../../src/c/compile.ts';

/** What a run did, as a logic analyser would note it. */
export interface Protocol {
  program: Program;
  run: Run;
  end: RunEnd;
  output: string;
  /** "w4 40010810=20 @6", "r1 25 @3", "Delay(500) @7" */
  log: string[];
}

/** Compiles and runs a text on a host whose registers keep what is written. */
export function runC(
  source: string,
  input: Partial<CompileInput> & {
    fuel?: number;
    entry?: string;
    host?: Partial<Host>;
    registers?: Map<number, number>;
  } = {},
): Protocol {
  const program = compile({ source, ...input });
  const registers = input.registers ?? new Map<number, number>();
  const log: string[] = [];
  let output = '';
  const run = program.instantiate({
    read: (address, width, line) => {
      log.push(`r${width} ${address.toString(16)} @${line}`);
      return registers.get(address) ?? 0;
    },
    write: (address, width, value, line) => {
      log.push(`w${width} ${address.toString(16)}=${value.toString(16)} @${line}`);
      registers.set(address, value);
    },
    call: (name, args, line) => {
      log.push(`${name}(${args.join(', ')}) @${line}`);
      return 0;
    },
    outOfFuel: () => 0,
    output: (text) => {
      output += text;
    },
    ...input.host,
  });
  const start: { fuel: number; entry?: string } = { fuel: input.fuel ?? 10_000_000 };
  if (input.entry !== undefined) start.entry = input.entry;
  const end = run.start(start);
  return { program, run, end, output, log };
}

/** A plain program as on Linux: what it prints. */
export function printed(source: string): string {
  return runC(source, { target: DESKTOP_TARGET }).output;
}

/** The value main returns, on a 32-bit chip. */
export function mainOf(source: string, input: Parameters<typeof runC>[1] = {}): number | RunEnd {
  const { end } = runC(source, input);
  return end.reason === 'returned' ? end.value : end;
}

/** The value of one expression. */
export function evaluate(expression: string, before = '', input: Parameters<typeof runC>[1] = {}): number | RunEnd {
  return mainOf(`${before}\nint main(void) { return (int)(${expression}); }`, input);
}
