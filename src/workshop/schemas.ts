import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { DOMAINS, type Domain } from '../knowledge/domains.ts';
import { CauseIds } from '../knowledge/journal-causes.ts';
import { projectRoot } from '../knowledge/load.ts';

/**
 * The JSON Schema of each kind of knowledge, for editors: `<domain>.json`. The id is left out, it is the file's path; of
 * Markdown files it describes the front matter.
 */
export function editorSchemas(): Record<string, string> {
  return Object.fromEntries(
    (Object.keys(DOMAINS) as Domain[]).map((domain) => {
      const { format, schema } = DOMAINS[domain];
      const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as {
        properties: Record<string, unknown>;
        required?: string[];
      };
      // A text to the schema, since rules are checked against the list by their tests; a choice to an editor.
      if (domain === 'journal-rules') json.properties['causeId'] = { enum: Object.keys(CauseIds) };
      const hidden = format === 'markdown' ? ['id', 'text'] : ['id'];
      for (const name of hidden) delete json.properties[name];
      json.required = (json.required ?? []).filter((name) => !hidden.includes(name));
      return [`${domain}.json`, `${JSON.stringify(json, null, 2)}\n`];
    }),
  );
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const folder = join(projectRoot(), 'knowledge', 'schemas');
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(editorSchemas())) writeFileSync(join(folder, name), text);
}
