import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import MarkdownIt from 'markdown-it';
import { z } from 'zod';
import { ask, draw, explain, type PartMemory, projectRoot, Reply, Report, toPng } from '../../index.ts';

const LIMIT_BODY_BYTES = 24 * 1024 * 1024;
const LIMIT_THREADS = 200;
const LIMIT_PARTS = 20;

const ExplainBody = z.object({
  text: z.string().min(1),
  language: z.enum(['auto', 'zh', 'en']),
  locale: z.enum(['zh', 'en']),
  theme: z.enum(['light', 'dark']).default('light'),
  thread: z.uuid().optional(),
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
 */
export function webApp(): Hono {
  const app = new Hono();
  const page = join(projectRoot(), 'src', 'adapters', 'web', 'page');
  const scripts = join(projectRoot(), 'dist', 'src', 'adapters', 'web', 'page');
  const threads = new Map<string, PartMemory[]>();

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
  for (const script of ['page.js', 'words.js']) {
    app.get(`/${script}`, (context) =>
      context.body(readFileSync(join(scripts, script), 'utf8'), 200, { 'content-type': 'text/javascript' }),
    );
  }
  for (const weight of [400, 700]) {
    app.get(`/font-${weight}.woff2`, (context) =>
      context.body(pageFont(weight), 200, { 'content-type': 'font/woff2' }),
    );
  }
  app.get('/api/examples', (context) => context.json(examples()));

  app.post('/api/explain', async (context) => {
    const body = ExplainBody.safeParse(await context.req.json().catch(() => null));
    if (!body.success) return context.json({ error: z.prettifyError(body.error) }, 400);
    const { text, language, locale, theme } = body.data;
    const explained = await explain(text, { language, locale });
    const report = Report.parse(explained.report);
    const thread = body.data.thread ?? randomUUID();
    remember(threads, thread, explained.memory);
    const pictures = await Promise.all(
      draw(explained.memory, report.language, theme).map(async (picture) => ({
        png: (await toPng(picture)).toString('base64'),
        alt: picture.alt,
        width: picture.width,
      })),
    );
    return context.json({
      thread,
      report,
      html: markdown.render(report.text),
      parts: report.parts.map((part) => markdown.render(part.text)),
      pictures,
    });
  });
  app.post('/api/ask', async (context) => {
    const body = AskBody.safeParse(await context.req.json().catch(() => null));
    if (!body.success) return context.json({ error: z.prettifyError(body.error) }, 400);
    const { question, thread, language, locale } = body.data;
    const reply = Reply.parse(await ask(question, threads.get(thread) ?? [], { language, locale }));
    return context.json({ reply, html: markdown.render(reply.answer) });
  });
  return app;
}

/** The packaged font, so that Chinese reads well on machines that have none. */
function pageFont(weight: number): Uint8Array<ArrayBuffer> {
  const file = `@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-${weight}-normal.woff2`;
  return new Uint8Array(readFileSync(createRequire(import.meta.url).resolve(file)));
}

/** Keeps what a thread's pastes hold, newest last; the oldest threads are forgotten first. */
function remember(threads: Map<string, PartMemory[]>, thread: string, memory: PartMemory[]): void {
  const known = threads.get(thread) ?? [];
  threads.delete(thread);
  threads.set(thread, [...known, ...memory].slice(-LIMIT_PARTS));
  while (threads.size > LIMIT_THREADS) threads.delete(threads.keys().next().value!);
}

function examples(): { name: string; text: string }[] {
  const folder = join(projectRoot(), 'examples', 'seeds');
  return readdirSync(folder)
    .sort()
    .map((file) => ({ name: file.replace(/\.txt$/, ''), text: readFileSync(join(folder, file), 'utf8') }));
}
