import type { Language } from '../language/language.ts';
import type { Span } from '../language/sentences.ts';
import { keysAcross } from './across.ts';
import { averageOf } from './prose-average.ts';
import { batches } from './prose-batches.ts';
import { change, comparedThings } from './prose-changes.ts';
import { clausesOf, type ProseAnswer, type Reading } from './prose-clauses.ts';
import { countedNoun, priceOfAll, tasksOf } from './prose-counted.ts';
import { headed, item, listed, numbered } from './prose-items.ts';
import { labelled, namedOthers, whoDidIt } from './prose-labelled.ts';
import { againstLimit } from './prose-limits.ts';
import { between, outage, rate } from './prose-moments.ts';
import { othersOf } from './prose-others.ts';
import { ofSeries } from './prose-series.ts';
import { atTheTime, largestPart, theOnlyPerson } from './prose-told.ts';
import { bestOf, causeOf, cureOf } from './prose-verdicts.ts';
import { whetherDone, whichWay } from './prose-whether.ts';
import { whyFigure } from './prose-why-figure.ts';
import {
  condition,
  downside,
  exception,
  product,
  shareOf,
  theRest,
  twoOfOne,
  whichFirst,
  windowOf,
} from './prose-worked.ts';
import { sameMeasure, yearly } from './prose-yearly.ts';
import { readAsked } from './question.ts';

/**
 * What sentences give when they are worked with: differences, shares, the most of several, lengths between two moments, a numbered item.
 * Null where the question wants none of these or the text does not clearly have it.
 * @param marked gives a statement with the mark of a list before it, where reading took it away
 */
export function askProse(
  question: string,
  statements: readonly Span[],
  language: Language,
  marked: (statement: Span) => string = ({ text }) => text,
): ProseAnswer | null {
  const asked = readAsked(question);
  const reading: Reading = {
    question,
    asked,
    keys: keysAcross(question),
    statements,
    clauses: clausesOf(statements),
    language,
    marked,
  };
  return (
    bestOf(reading) ??
    causeOf(reading) ??
    cureOf(reading) ??
    yearly(reading) ??
    sameMeasure(reading) ??
    namedOthers(reading) ??
    labelled(reading) ??
    numbered(reading) ??
    item(reading) ??
    headed(reading) ??
    listed(reading) ??
    batches(reading) ??
    rate(reading) ??
    averageOf(reading) ??
    priceOfAll(reading) ??
    tasksOf(reading) ??
    largestPart(reading) ??
    atTheTime(reading) ??
    theOnlyPerson(reading) ??
    comparedThings(reading) ??
    whichFirst(reading) ??
    exception(reading) ??
    windowOf(reading) ??
    condition(reading) ??
    whyFigure(reading) ??
    againstLimit(reading) ??
    othersOf(reading) ??
    theRest(reading) ??
    shareOf(reading) ??
    ofSeries(reading) ??
    change(reading) ??
    twoOfOne(reading) ??
    product(reading) ??
    between(reading) ??
    outage(reading) ??
    downside(reading) ??
    countedNoun(reading) ??
    whoDidIt(reading) ??
    whichWay(reading) ??
    whetherDone(reading)
  );
}
