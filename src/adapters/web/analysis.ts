import { draw, type ExplainOptions, explain, type PartMemory, Report, sayAgain, toPng } from '../../index.ts';

/** What the page asks for; plain JSON, so that it can go to a thread. */
export type PageJob =
  | { kind: 'explain'; text: string; theme: 'light' | 'dark'; options: ExplainOptions }
  | { kind: 'again'; memory: PartMemory[]; language: 'zh' | 'en'; theme: 'light' | 'dark' };

export interface PageAnswer {
  report: Report;
  memory: PartMemory[];
  /** PNG as base64, with the number of the part it belongs to. */
  pictures: { png: string; alt: string; width: number; part: number }[];
}

/** Explains a paste, or says what was found once more; with the pictures of each part. */
export async function answerPage(job: PageJob): Promise<PageAnswer> {
  const { report, memory } =
    job.kind === 'explain'
      ? await explain(job.text, job.options)
      : { report: await sayAgain(job.memory, job.language), memory: job.memory };
  const pictures: PageAnswer['pictures'] = [];
  for (const [part, each] of memory.entries())
    for (const picture of draw([each], report.language, job.theme))
      pictures.push({
        png: (await toPng(picture)).toString('base64'),
        alt: picture.alt,
        width: picture.width,
        part,
      });
  return { report: Report.parse(report), memory, pictures };
}
