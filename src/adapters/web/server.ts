import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import { stream } from 'hono/streaming';
import MarkdownIt from 'markdown-it';
import { z } from 'zod';
import { ask, LIMIT_CHARACTERS, PinInput, projectRoot, Reply, sayAgain, unwarned, warned } from '../../index.ts';
import { JobGivenUp } from '../../jobs/queue.ts';
import { Threads } from '../../jobs/threads.ts';
import type { Plainer } from '../plainer.ts';
import type { PageAnswer, PageJob } from './analysis.ts';
import { Conversations } from './conversations.ts';
import { forgotten, givenUp, tooLong } from './words.ts';

const LIMIT_BODY_BYTES = 24 * 1024 * 1024;
const DEADLINE_MS = 30_000;
const MEMORY_MB = 1024;

const ExplainBody = z.object({
  text: z.string().min(1),
  language: z.enum(['auto', 'zh', 'en']),
  locale: z.enum(['zh', 'en']),
  theme: z.enum(['light', 'dark']).default('light'),
  thread: z.uuid().optional(),
  inputs: z.array(PinInput).max(40).optional(),
});
const AgainBody = z.object({
  thread: z.uuid(),
  exchange: z.int().nonnegative(),
  language: z.enum(['zh', 'en']),
  theme: z.enum(['light', 'dark']).default('light'),
});
const AskBody = z.object({
  question: z.string().min(1).max(4000),
  language: z.enum(['auto', 'zh', 'en']),
  locale: z.enum(['zh', 'en']),
  thread: z.uuid(),
});

/** Raw HTML in an answer stays text, links are not made from pasted words. */
const markdown = new MarkdownIt({ html: false, linkify: false, breaks: true }).disable(['image', 'link']);

/**
 * The local page and its two calls. Requests are answered only under the names this machine calls itself, and only
 * from the page's own origin, so that no other site open in the browser can use it.
 * @param plainer puts answers into plainer words; null where no key is set
 */
export function webApp(plainer: Plainer | null = null): Hono {
  const worker = new URL(
    import.meta.url.endsWith('.ts') ? './analysis-worker.ts' : './analysis-worker.js',
    import.meta.url,
  );
  const app = new Hono();
  const page = join(projectRoot(), 'src', 'adapters', 'web', 'page');
  const scripts = join(projectRoot(), 'dist', 'src', 'adapters', 'web', 'page');
  const conversations = new Conversations();
  const threads = new Threads<PageJob, PageAnswer>(worker, {
    threads: 1,
    deadlineMs: DEADLINE_MS,
    memoryMb: MEMORY_MB,
  });

  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: 'no-referrer',
    }),
  );
  app.use(async (context, next) => {
    const host = context.req.header('host') ?? '';
    const origin = context.req.header('origin');
    if (!/^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(host))
      return context.text('unpaste answers only on this machine.', 403);
    if (origin !== undefined && origin !== `http://${host}`)
      return context.text('unpaste answers only its own page.', 403);
    return next();
  });
  app.use(
    '/api/*',
    bodyLimit({ maxSize: LIMIT_BODY_BYTES, onError: (context) => context.json({ error: 'too-large' }, 413) }),
  );

  app.get('/', (context) => context.html(readFileSync(join(page, 'page.html'), 'utf8')));
  app.get('/page.css', (context) =>
    context.body(readFileSync(join(page, 'page.css'), 'utf8'), 200, { 'content-type': 'text/css' }),
  );
  for (const script of readdirSync(scripts).filter((name) => name.endsWith('.js'))) {
    app.get(`/${script}`, (context) =>
      context.body(readFileSync(join(scripts, script), 'utf8'), 200, { 'content-type': 'text/javascript' }),
    );
  }
  for (const weight of [400, 700]) {
    app.get(`/font-${weight}.woff2`, (context) =>
      context.body(pageFont(weight), 200, { 'content-type': 'font/woff2' }),
    );
  }
  app.get('/api/examples', (context) => context.json({ examples: examples(), plainer: plainer !== null }));

  app.post('/api/explain', async (context) => {
    const body = ExplainBody.safeParse(await context.req.json().catch(() => null));
    if (!body.success) return context.json({ error: z.prettifyError(body.error) }, 400);
    const { text, language, locale, theme, inputs } = body.data;
    if (text.length > LIMIT_CHARACTERS) return context.json({ error: tooLong(locale) }, 413);
    return give(context, locale, async () => {
      const options = { language, locale, ...(inputs ? { inputs } : {}) };
      const answer = await threads.run({ kind: 'explain', text, theme, options }, context.req.raw.signal);
      const thread = body.data.thread ?? randomUUID();
      const exchange = conversations.add(thread, { text, report: answer.report, memory: answer.memory });
      return { thread, exchange, ...laidOut(answer) };
    });
  });
  app.post('/api/again', async (context) => {
    const body = AgainBody.safeParse(await context.req.json().catch(() => null));
    if (!body.success) return context.json({ error: z.prettifyError(body.error) }, 400);
    const { thread, exchange, language, theme } = body.data;
    const remembered = conversations.exchange(thread, exchange);
    if (!remembered) return context.json({ error: forgotten(language) }, 404);
    return give(context, language, async () => {
      const { memory } = remembered;
      const answer = await threads.run({ kind: 'again', memory, language, theme }, context.req.raw.signal);
      return { thread, exchange, ...laidOut(answer) };
    });
  });
  app.post('/api/plainer', async (context) => {
    const body = AgainBody.safeParse(await context.req.json().catch(() => null));
    if (!body.success) return context.json({ error: z.prettifyError(body.error) }, 400);
    const { thread, exchange, language } = body.data;
    const remembered = conversations.exchange(thread, exchange);
    if (!plainer || !remembered) return context.json({ error: forgotten(language) }, 404);
    return stream(context, async (out) => {
      const stop = new AbortController();
      out.onAbort(() => stop.abort());
      const { memory, text } = remembered;
      const { parts } = await sayAgain(memory, language);
      const send = (words: string): void => void out.write(`${JSON.stringify({ html: render(words) })}\n`);
      send(await plainer.reword(parts, text, { language, signal: stop.signal }, send));
    });
  });
  app.post('/api/ask', async (context) => {
    const body = AskBody.safeParse(await context.req.json().catch(() => null));
    if (!body.success) return context.json({ error: z.prettifyError(body.error) }, 400);
    const { question, thread, language, locale } = body.data;
    const earlier = conversations.asks(thread, question);
    const reply = Reply.parse(await ask(question, conversations.all(thread), { language, locale, earlier }));
    return context.json({ reply, html: render(warned(reply.warnings, reply.answer)), quotes: reply.quotes });
  });
  return app;
}

/** The packaged font, so that Chinese reads well on machines that have none. */
function pageFont(weight: number): Uint8Array<ArrayBuffer> {
  const file = `@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-${weight}-normal.woff2`;
  return new Uint8Array(readFileSync(createRequire(import.meta.url).resolve(file)));
}

/** Markdown to HTML; Discord's small print (`-# `) is small here too. */
const render = (text: string): string =>
  markdown.render(text).replace(/<p>-# ([\s\S]*?)<\/p>/g, '<p class="quiet"><small>$1</small></p>');

/** The answer in pieces, each with the part it belongs to, and the whole report beside them. */
function laidOut(answer: PageAnswer): object {
  const { report, pictures } = answer;
  const body = unwarned(report);
  const pieces = report.parts.length > 1 ? body.split(/\n\n(?=## )/) : [body];
  const warnings = report.warnings.map(({ text }) => ({ html: render(text), part: null }));
  const answers = pieces.map((text, i) => ({
    html: render(text),
    part: i < report.parts.length ? i : null,
  }));
  return { report, chapters: [...warnings, ...answers], pictures };
}

/** What came of a job; one that was stopped or given up gets its sentence. */
async function give(context: Context, language: 'zh' | 'en', work: () => Promise<object>): Promise<Response> {
  try {
    return context.json(await work());
  } catch (error) {
    if (!(error instanceof JobGivenUp)) throw error;
    return context.json({ error: givenUp(error.reason, language) }, 503);
  }
}

function examples(): { name: string; text: string }[] {
  const folder = join(projectRoot(), 'examples', 'seeds');
  return readdirSync(folder)
    .sort()
    .map((file) => ({ name: file.replace(/\.txt$/, ''), text: readFileSync(join(folder, file), 'utf8') }));
}
