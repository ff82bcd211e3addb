import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { parse } from 'yaml';
import { DOMAINS, type Domain, type Entry } from './domains.ts';
import { projectRoot } from './load.ts';

/** A knowledge file that does not fit: which one, and what is wrong with it. */
export interface Flaw {
  file: string;
  problem: string;
}

function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => extname(name) === ending && !name.endsWith('README.md'))
    .map((name) => join(folder, name))
    .sort();
}

/** Front matter and the sections `# zh` and `# en` of a Markdown file. */
function parseMarkdown(text: string): object {
  const parts = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text);
  if (!parts) throw new Error('needs front matter between two lines of ---');
  const sections = new Map<string, string>();
  for (const section of parts[2]!.split(/^# (?=(?:zh|en)\s*$)/m).slice(1)) {
    sections.set(section.slice(0, 2), section.slice(2).trim());
  }
  return { ...(parse(parts[1]!) as object), text: { zh: sections.get('zh'), en: sections.get('en') } };
}

/** Parses one file's text as an entry of its domain. The id is the file's path below the domain's folder. */
export function parseEntry<D extends Domain>(
  domain: D,
  id: string,
  text: string,
): { entry?: Entry<D>; problems: string[] } {
  const { format, schema } = DOMAINS[domain];
  try {
    const raw = format === 'markdown' ? parseMarkdown(text) : (parse(text) as object);
    const result = schema.safeParse({ id, ...raw });
    if (result.success) {
      const entry = result.data as Entry<D>;
      return entry.id === id
        ? { entry, problems: [] }
        : { problems: [`id: is ${entry.id}, the file's path says ${id}`] };
    }
    return { problems: result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) };
  } catch (error) {
    return { problems: [(error as Error).message] };
  }
}

/** Reads and checks every file of a domain from knowledge/ itself. */
export function readDomain<D extends Domain>(domain: D): { entries: Entry<D>[]; flaws: Flaw[] } {
  const { folder, format } = DOMAINS[domain];
  const root = join(projectRoot(), 'knowledge', folder);
  const entries: Entry<D>[] = [];
  const flaws: Flaw[] = [];
  const ending = format === 'markdown' ? '.md' : '.yaml';
  for (const file of filesBelow(root, ending)) {
    const id = relative(root, file).slice(0, -ending.length).replaceAll('\\', '/');
    const { entry, problems } = parseEntry(domain, id, readFileSync(file, 'utf8'));
    if (entry) entries.push(entry);
    for (const problem of problems) flaws.push({ file: `knowledge/${folder}/${id}${ending}`, problem });
  }
  return { entries, flaws };
}
