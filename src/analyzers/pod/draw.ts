import type { NotePicture } from '../../knowledge/note.ts';
import type { Language, Words } from '../../language/language.ts';
import { type Diagram, drawDiagram } from '../../pictures/diagram.ts';
import type { Picture } from '../analyzer.ts';
import type { PodFacts } from './facts.ts';
import { isReference, noteNamed } from './library.ts';

/** Puts a note's picture into one language. */
function inLanguage(picture: NotePicture, language: Language): Diagram {
  const said = (words: Words) => words[language];
  if (picture.shape === 'boxes') {
    return {
      shape: 'boxes',
      title: said(picture.title),
      boxes: picture.boxes.map((box) => ({ title: said(box.title), lines: box.lines.map(said) })),
      bars: picture.bars.map(said),
    };
  }
  return {
    shape: 'lanes',
    title: said(picture.title),
    lanes: picture.lanes.map((lane) => ({
      label: said(lane.label),
      spans: lane.spans.map((span) => ({ ...span, text: said(span.text) })),
    })),
    marks: picture.marks.map((mark) => ({ at: mark.at, text: said(mark.text) })),
  };
}

/** The pictures of the notes that answered; most notes have none. */
export function drawPod(facts: PodFacts, language: Language, theme: 'light' | 'dark'): Picture[] {
  if (facts.kind !== 'question') return [];
  return facts.findings.flatMap(({ notes }) => {
    const note = notes.map(noteNamed).find((one) => one && !isReference(one));
    if (!note?.picture) return [];
    return [{ name: `pod-${note.id}`, ...drawDiagram(inLanguage(note.picture, language), theme) }];
  });
}
