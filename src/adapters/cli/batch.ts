import { z } from 'zod';
import { FiringInterrupt, PinInput } from '../../index.ts';
import { Failure } from './failure.ts';
import { readPaste } from './text-file.ts';

export const ExplainRow = z.object({
  id: z.string(),
  text: z.string(),
  inputs: z.array(PinInput).optional(),
  interrupts: z.array(FiringInterrupt).optional(),
});
export const AskRow = z.object({
  id: z.string(),
  q: z.string().min(1),
  about: z.array(z.string()).optional(),
  paste: z.string().optional(),
});

/** A row, or the reason why it is none. */
export type BatchEntry<Row> = { id: string; row: Row } | { id: string; error: string };

/**
 * The rows of a JSON Lines file, each either parsed or with the reason why not; blank lines are skipped.
 * @throws Failure where the file itself cannot be read.
 */
export async function readBatch<T extends z.ZodType>(path: string, schema: T): Promise<BatchEntry<z.infer<T>>[]> {
  const lines = (await readPaste(path)).split('\n');
  return lines.flatMap((line, index): BatchEntry<z.infer<T>>[] => {
    if (line.trim() === '') return [];
    const where = `line ${index + 1}`;
    try {
      const raw: unknown = JSON.parse(line);
      const result = schema.safeParse(raw);
      const id = typeof (raw as { id?: unknown })?.id === 'string' ? (raw as { id: string }).id : where;
      if (result.success) return [{ id, row: result.data }];
      return [{ id, error: `${path} ${where}: ${z.prettifyError(result.error)}` }];
    } catch {
      return [{ id: where, error: `${path} ${where}: is not JSON.` }];
    }
  });
}

/** What `--inputs` names: scripted pins and interrupts; other keys are ignored. */
export async function readInputs(path: string) {
  const text = await readPaste(path);
  const Script = z.object({ inputs: z.array(PinInput).optional(), interrupts: z.array(FiringInterrupt).optional() });
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (cause) {
    throw new Failure(`${path}: is not JSON.`, 1, { cause });
  }
  const result = Script.safeParse(raw);
  if (!result.success) throw new Failure(`${path}: ${z.prettifyError(result.error)}`);
  return result.data;
}
