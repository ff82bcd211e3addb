import { button, draw, make } from './dom.ts';
import type { Part, Point } from './types.ts';
import type { Words } from './words.ts';

const ROW = 38;
const SWING = 20;
const TOP = 26;
const FOOT = 22;
const LEFT = 130;
const WIDTHS = [18, 28, 44, 70, 110];
const LIMIT_STEPS = 120;
const LIMIT_PINS = 16;

/** A time of a waveform, short. */
export function shortTime(seconds: number, exact: boolean): string {
  const number = (value: number): string => String(Number(value.toPrecision(3)));
  const text =
    seconds >= 1
      ? `${number(seconds)} s`
      : seconds >= 0.001
        ? `${number(seconds * 1000)} ms`
        : seconds === 0
          ? '0'
          : `${number(seconds * 1e6)} µs`;
  return exact ? text : `~${text}`;
}

const labelOf = (part: Part, pin: string): string => {
  const aliases = part.outputs?.find((each) => each.pin === pin)?.aliases ?? [];
  const own = aliases.find(
    (alias) => alias !== pin && !/^(?:P[A-L0-9][.^_]?\d|GPIO|GP\d|IO\d|D?\d+$|PORT[A-L])/.test(alias),
  );
  return own ? `${own} (${pin})` : pin;
};

/**
 * The pins over the changes of a run, to zoom and to step through; each step shows its line in the paste. Null where
 * nothing changes.
 * @param press asked for when a reader presses an input: its names and the time of the step that is shown
 */
export function waveformView(
  part: Part,
  words: Words,
  point: Point,
  press: (input: NonNullable<Part['inputs']>[number], atMs: number) => void,
): HTMLElement | null {
  const events = part.events?.slice(0, LIMIT_STEPS) ?? [];
  const info = part.eventInfo ?? [];
  if (events.length < 2) return null;
  const pins = (part.outputs ?? [])
    .filter(({ pin }) => events.some((changes) => changes.some((change) => change.pin === pin)))
    .slice(0, LIMIT_PINS);
  let zoom = events.length > 24 ? 1 : 2;
  let now = -1;

  const view = make('div', 'waveform');
  view.setAttribute('role', 'group');
  view.setAttribute('aria-label', words.waveform);
  const scroll = make('div', 'scroll');
  scroll.tabIndex = 0;
  const told = make('p', 'told');
  told.setAttribute('role', 'status');
  const slider = make('input');
  slider.type = 'range';
  slider.min = '0';
  slider.max = String(events.length - 1);
  slider.value = '0';
  slider.setAttribute('aria-label', words.step);
  slider.addEventListener('input', () => go(Number(slider.value)));

  const lineOf = (step: number): number => {
    const call = info[step]?.calls.at(-1);
    return call === undefined ? (info[step]?.line ?? 0) : Number(call.slice(call.lastIndexOf(':') + 1));
  };

  function go(to: number): void {
    now = Math.max(0, Math.min(events.length - 1, to));
    slider.value = String(now);
    const changes = events[now]!.map(({ pin, level }) => `${labelOf(part, pin)} ${level ? words.high : words.low}`);
    const line = lineOf(now);
    told.textContent = `${now + 1} / ${events.length} · ${shortTime(info[now]!.seconds, info[now]!.exact)}${line > 0 ? ` · ${words.line(line)}` : ''}: ${changes.join(', ')}`;
    if (line > 0) point([line, line]);
    paint();
    const width = WIDTHS[zoom]!;
    const x = LEFT + now * width;
    if (x < scroll.scrollLeft + LEFT || x > scroll.scrollLeft + scroll.clientWidth - width)
      scroll.scrollLeft = x - scroll.clientWidth / 2;
  }

  function paint(): void {
    const column = WIDTHS[zoom]!;
    const width = LEFT + column * (events.length + 1);
    const height = TOP + ROW * pins.length + FOOT;
    const svg = draw('svg', { width, height, viewBox: `0 0 ${width} ${height}`, role: 'img' });
    svg.setAttribute('aria-label', words.waveform);
    const x = (step: number): number => LEFT + step * column;
    if (part.loop && part.loop.start < events.length) {
      const end = Math.min(events.length, part.loop.start + part.loop.period);
      svg.append(
        draw('rect', {
          class: 'loop',
          x: x(part.loop.start),
          y: TOP - 4,
          width: x(end) - x(part.loop.start),
          height: ROW * pins.length + 4,
        }),
        draw('text', { class: 'label', x: x(part.loop.start) + 4, y: 14 }, words.repeats),
      );
    }
    for (const [row, { pin }] of pins.entries()) {
      const high = TOP + row * ROW + 6;
      let level = part.family === '8051' ? 1 : 0;
      let path = `M${LEFT - 14} ${high + (level ? 0 : SWING)}`;
      for (const [step, changes] of events.entries()) {
        const change = changes.find((each) => each.pin === pin);
        if (!change) continue;
        path += `H${x(step)}V${high + (change.level ? 0 : SWING)}`;
        level = change.level;
      }
      svg.append(
        draw('text', { class: 'pin', x: 4, y: high + SWING - 4 }, labelOf(part, pin).slice(0, 18)),
        draw('path', { class: 'level', d: `${path}H${width - 6}` }),
      );
    }
    for (const step of events.keys()) {
      // A change is pressed anywhere in its column, a finger is no needle.
      const target = draw('rect', {
        class: `hit${step === now ? ' now' : ''}`,
        x: x(step) - column / 2,
        y: TOP - 4,
        width: column,
        height: ROW * pins.length + 4,
      });
      target.addEventListener('click', () => go(step));
      svg.append(target);
      const every = Math.ceil(60 / column);
      if (step % every === 0)
        svg.append(
          draw(
            'text',
            { class: 'label', x: x(step) - 10, y: height - 6 },
            shortTime(info[step]!.seconds, info[step]!.exact),
          ),
        );
    }
    scroll.replaceChildren(svg);
  }

  view.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowRight') go(now + 1);
    else if (event.key === 'ArrowLeft') go(now - 1);
    else return;
    event.preventDefault();
  });
  const controls = make('div', 'controls');
  const scale = (by: number): void => {
    zoom = Math.max(0, Math.min(WIDTHS.length - 1, zoom + by));
    paint();
  };
  controls.append(
    button('', words.previousStep, () => go(now - 1)),
    slider,
    button('', words.nextStep, () => go(now + 1)),
    button('', words.zoomOut, () => scale(-1)),
    button('', words.zoomIn, () => scale(1)),
    ...(part.inputs ?? [])
      .slice(0, 4)
      .map((input) =>
        button(
          'press',
          `${words.press} ${[input.pin, ...input.aliases].find((name) => !/^(?:P[A-L0-9][.^_]?\d|GPIO|GP\d|IO\d|D?\d+$)/.test(name)) ?? input.pin}`,
          () => press(input, Math.round(((now < 0 ? (info.at(-1)?.seconds ?? 0) : info[now]!.seconds) + 0.001) * 1000)),
        ),
      ),
  );
  paint();
  view.append(make('h3', '', words.waveform), scroll, controls, told);
  return view;
}
