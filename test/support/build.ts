import { bundleKnowledge } from '../../src/knowledge/bundle.ts';

/** Bundles knowledge/ once, so that every test sees the files as they are now; test/knowledge reports flaws by file. */
export default function setup(): void {
  bundleKnowledge();
}
