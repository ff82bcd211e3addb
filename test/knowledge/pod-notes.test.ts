import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { leadOf, paragraphsOf } from '../../src/analyzers/pod/paragraphs.ts';
import { questionTokens, retrieve } from '../../src/analyzers/pod/retrieve.ts';
import { readDomain } from '../../src/knowledge/read.ts';
import { flawsOf } from './manifest.ts';
import { schemaObjection } from './schema.ts';

const { entries } = readDomain('pod-notes');
const ids = new Set(entries.map((note) => note.id));

describe.each(entries)('note $id', (note) => {
  it('is asked in both languages, in at least three ways each', () => {
    expect(note.questions.zh.length).toBeGreaterThanOrEqual(3);
    expect(note.questions.en.length).toBeGreaterThanOrEqual(3);
  });

  it('answers in its first paragraph, in the length of a chat message', () => {
    for (const language of ['zh', 'en'] as const) {
      const lead = leadOf(note, language);
      expect(lead.length).toBeGreaterThan(30);
      expect(lead.length).toBeLessThan(1_100);
      expect(lead).not.toMatch(/^```/);
    }
  });

  it('points at notes that exist', () => {
    expect(note.related.filter((id) => !ids.has(id))).toEqual([]);
  });

  it('is found by its own questions', () => {
    const questions = [...note.questions.zh, ...note.questions.en];
    const lost = questions.filter(
      (question) => !retrieve(questionTokens(question), 4).some((hit) => hit.note.id === note.id),
    );
    expect(lost.length, lost.join(' | ')).toBeLessThanOrEqual(questions.length * 0.15);
  });

  it('holds manifests the Kubernetes API would take', () => {
    const flaws = [note.text.zh, note.text.en]
      .flatMap(paragraphsOf)
      .flatMap((paragraph) => [...paragraph.matchAll(/```ya?ml\n([\s\S]*?)```/g)])
      .flatMap(([, yaml]) =>
        parseAllDocuments(yaml!).flatMap((document) => {
          if (document.errors.length > 0) return document.errors.map((error) => error.message);
          const manifest = document.toJS() as object;
          return [...flawsOf(manifest), ...[schemaObjection(manifest)].filter((objection) => objection !== null)];
        }),
      );
    expect(flaws).toEqual([]);
  });
});

describe('the schema of manifests', () => {
  it('objects to a field of the wrong type and to a missing one', () => {
    const pod = (spec: object) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec });
    const container = { name: 'a', image: 'a' };
    expect(schemaObjection(pod({ containers: [container] }))).toBeNull();
    expect(schemaObjection(pod({ containers: [{ ...container, ports: [{ containerPort: '80' }] }] }))).toMatch(
      /integer/,
    );
    expect(schemaObjection(pod({ restartPolicy: 'Always' }))).toMatch(/containers/);
    expect(schemaObjection({ apiVersion: 'v1', kind: 'Pood' })).toMatch(/no kind/);
  });
});
