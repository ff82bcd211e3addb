import { type Explained, type ExplainOptions, explain, explainLogStream, type Progress } from '../../index.ts';
import type { Opened } from './paste-file.ts';

/** Explains what was opened; a long log is counted while somebody watches. */
export function explainOpened(paste: Opened, options: ExplainOptions): Promise<Explained> {
  if ('text' in paste) return explain(paste.text, options);
  const counter = process.stderr.isTTY
    ? liveCount(paste.bytes, (options.language === 'auto' ? options.locale : options.language) === 'zh')
    : undefined;
  return explainLogStream(paste.log, { ...options, onProgress: counter }).finally(() => {
    if (counter) process.stderr.write('\r\x1b[K');
  });
}

const SHOWN_EVERY_MS = 200;

/** A count that a person at a terminal can watch. */
function liveCount(bytes: number | null, zh: boolean): (progress: Progress) => void {
  let shown = 0;
  return (progress) => {
    if (performance.now() - shown < SHOWN_EVERY_MS) return;
    shown = performance.now();
    const of = bytes === null ? '' : ` / ${Math.round(bytes / 1e6)}`;
    process.stderr.write(
      `\r${Math.round(progress.bytes / 1e6)}${of} MB, ${progress.lines} ${zh ? '行' : 'lines'}\x1b[K`,
    );
  };
}
