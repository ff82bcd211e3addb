import { binaryCounter } from './binary-counter.ts';
import { morse } from './morse.ts';
import type { FindPattern, Pattern, Watched } from './pattern.ts';
import { pwm } from './pwm.ts';
import { runningLight } from './running-light.ts';
import { i2c, shiftedOut } from './serial.ts';
import { sevenSegment } from './seven-segment.ts';
import { trafficLight } from './traffic-light.ts';

/** The most particular first. */
const PATTERNS: FindPattern[] = [i2c, shiftedOut, trafficLight, runningLight, sevenSegment, binaryCounter, morse, pwm];

/** The pattern a run shows, where people have a name for it. */
export function patternOf(watched: Watched): Pattern | null {
  for (const find of PATTERNS) {
    const pattern = find(watched);
    if (pattern) return pattern;
  }
  return null;
}
