import type { Frame } from '../c/api.ts';
import type { Machine } from './machine.ts';
import { catchUp, nextInputUs, nextSourceUs } from './sources.ts';

/** Host calls in which a task may be set aside; the engine is told of them where a program makes tasks. */
export const SUSPENDING = [
  '__host_delay_us',
  '__host_delay_until_us',
  '__host_sleep_us',
  '__host_wait',
  '__host_wait_task',
  '__host_block',
  '__host_wake',
  '__host_yield',
  '__host_end_task',
  '__host_hold',
  '__host_release',
  '__host_task',
  '__host_thread',
  '__host_join',
  '__host_settle',
] as const;

/** Tasks at most: as many as there are slots, and the program's own. */
const TASK_LIMIT = 9;
/** Two moments nearer than this are one. */
const SAME_US = 0.01;
const NEVER = Number.POSITIVE_INFINITY;

/** What those wait for that wait for a task's end; no address of the program is negative. */
const joinObject = (slot: number): number => -1 - slot;

interface Task {
  /** Its coroutine; 0 is the program's own, where that is a task like the others. */
  id: number;
  slot: number;
  priority: number;
  /** busy: it uses the processor and nothing happens; held: suspended until somebody lets it go on. */
  state: 'ready' | 'runs' | 'waits' | 'busy' | 'held' | 'over';
  untilUs: number;
  /** What it waits for; 0 for nothing but time. */
  object: number;
  /** Its place in the queue of those that are ready, or that wait for the same. */
  turn: number;
  /** What the call it waits in gives back. */
  answer: number;
  frames: Frame[];
  /** Changes there had been when it began to wait. */
  eventsAt: number;
}

/**
 * Tasks of an operating system on virtual time: the most urgent one that can run does, equals in turn, and what takes no
 * time on the chip's scale takes none here. Every wait, wake-up and delay is a place where the next one is chosen.
 */
export class Scheduler {
  readonly tasks: Task[] = [];
  private current: Task | null = null;
  private turns = 0;
  private readonly machine: Machine;

  constructor(machine: Machine) {
    this.machine = machine;
  }

  /** No task has waited for its time since before that change: what it will do then is no part of what was seen. */
  allWokeSince(event: number): boolean {
    return this.tasks.every(
      ({ state, untilUs, eventsAt }) => state !== 'waits' || untilUs === NEVER || eventsAt > event,
    );
  }

  /** The program's own function is a task, too, with this priority. */
  adopt(priority: number): void {
    this.current = this.make(0, -1, priority);
    this.current.state = 'runs';
  }

  private add(slot: number, priority: number): number {
    if (this.tasks.length >= TASK_LIMIT) return 0;
    const id = this.machine.run!.spawn(`__slot_${slot}`);
    this.make(id, slot, priority);
    return id;
  }

  /** A new task that may run at once; its number. */
  begin(slot: number, priority: number): number {
    const id = this.add(slot, priority);
    const { current } = this;
    this.giveWay();
    if (current) current.answer = id;
    return id;
  }

  private make(id: number, slot: number, priority: number): Task {
    const task: Task = {
      id,
      slot,
      priority,
      state: 'ready',
      untilUs: NEVER,
      object: 0,
      turn: this.turns++,
      answer: 0,
      frames: [],
      eventsAt: 0,
    };
    this.tasks.push(task);
    return task;
  }

  /** Whether the program's own function is the task that runs. */
  get inOwn(): boolean {
    return this.current?.id === 0;
  }

  /** How often a task was set aside or went on. */
  get moves(): number {
    return this.turns;
  }

  /** The function the running task began with; null where that is the program's own. */
  get rootFunction(): string | null {
    return this.current && this.current.slot >= 0 ? `__slot_${this.current.slot}` : null;
  }

  get currentId(): number {
    return this.current?.id ?? 0;
  }

  /** Whether what runs now is a task that can be set aside: no handler, and not what stands before the tasks. */
  get canPause(): boolean {
    return this.current !== null && !this.machine.inHandler;
  }

  /** Whether anything but the running task will go on by itself. */
  get pending(): boolean {
    return this.tasks.some((task) => task !== this.current && (task.state === 'ready' || task.untilUs !== NEVER));
  }

  /** The first time a call comes here its task is set aside, the second time it goes on with the answer. */
  private pause(state: 'ready' | 'waits' | 'busy' | 'held' | 'over', untilUs: number, object = 0): undefined {
    const task = this.current!;
    task.state = state;
    task.untilUs = untilUs;
    task.object = object;
    task.turn = this.turns++;
    task.answer = 0;
    task.frames = object === 0 ? [] : this.machine.frames();
    task.eventsAt = this.machine.events.length;
    this.machine.run!.suspend();
    return undefined;
  }

  /** True in the second visit of a call that set its task aside. */
  goesOn(): boolean {
    return this.current !== null && !this.machine.inHandler && this.machine.run!.woken();
  }

  get answer(): number {
    return this.current?.answer ?? 0;
  }

  /** Gives the processor away for so long, counted from the last whole tick. */
  sleep(us: number, tickUs: number): undefined {
    this.machine.keepTime();
    const { nowUs } = this.machine.clock;
    const from = tickUs > 0 ? Math.floor(nowUs / tickUs + 1e-6) * tickUs : nowUs;
    return this.sleepUntil(from + us);
  }

  sleepUntil(untilUs: number): undefined {
    if (untilUs <= this.machine.clock.nowUs + SAME_US) return this.pause('ready', NEVER);
    return this.pause('waits', untilUs);
  }

  /** Uses the processor for so long. */
  busy(us: number): undefined {
    this.machine.keepTime();
    return this.pause('busy', this.machine.clock.nowUs + us);
  }

  block(object: number, us: number, tickUs: number): undefined {
    this.machine.keepTime();
    const { nowUs } = this.machine.clock;
    const from = tickUs > 0 ? Math.floor(nowUs / tickUs + 1e-6) * tickUs : nowUs;
    return this.pause('waits', us === NEVER ? NEVER : from + us, object);
  }

  yield(): undefined {
    return this.pause('ready', NEVER);
  }

  /** Ends a task; 0 stands for the running one. */
  end(id: number): undefined {
    const task = this.find(id);
    if (!task || task === this.current) return this.pause('over', NEVER);
    task.state = 'over';
    task.untilUs = NEVER;
    return undefined;
  }

  hold(id: number): undefined {
    const task = this.find(id);
    if (!task || task === this.current) return this.pause('held', NEVER);
    if (task.state !== 'over') task.state = 'held';
    return undefined;
  }

  release(id: number): undefined {
    const task = this.find(id);
    if (task?.state === 'held') this.ready(task, 0);
    return this.giveWay();
  }

  private find(id: number): Task | undefined {
    return id === 0 ? undefined : this.tasks.find((task) => task.id === id);
  }

  /** Waits for the end of the task that runs a slot's function. */
  join(slot: number): undefined {
    const task = this.tasks.find((each) => each.slot === slot);
    return !task || task.state === 'over' ? undefined : this.pause('waits', NEVER, joinObject(slot));
  }

  /** The program's own function returned. */
  leave(): void {
    const own = this.find0();
    if (own) own.state = 'over';
  }

  private find0(): Task | undefined {
    return this.tasks.find((task) => task.id === 0);
  }

  private ready(task: Task, answer: number): void {
    task.state = 'ready';
    task.untilUs = NEVER;
    task.object = 0;
    task.answer = answer;
    task.turn = this.turns++;
  }

  /** Lets one, or all, of those that wait for an object go on, the most urgent first. */
  wake(object: number, all: boolean): undefined {
    const waiting = this.tasks
      .filter((task) => task.state === 'waits' && task.object === object)
      .sort((a, b) => b.priority - a.priority || a.turn - b.turn);
    for (const task of all ? waiting : waiting.slice(0, 1)) this.ready(task, 1);
    return this.giveWay();
  }

  /** A more urgent task that can run does so at once. */
  giveWay(): undefined {
    const { current } = this;
    if (!current || this.machine.inHandler) return undefined;
    const urgent = this.tasks.some((task) => task.state === 'ready' && task.priority > current.priority);
    if (!urgent) return undefined;
    const { turn } = current;
    this.pause('ready', NEVER);
    // It has not had its turn.
    current.turn = Math.min(turn, current.turn);
    return undefined;
  }

  /** Runs the tasks until the machine stops; called where the program hands over, or was set aside itself. */
  run(): void {
    const { machine } = this;
    this.current = null;
    for (;;) {
      machine.keepTime();
      machine.settle();
      catchUp(machine);
      this.wakeDue(machine.clock.nowUs);
      const next = this.next();
      if (next?.state === 'ready') this.resume(next);
      else this.passTime(next);
    }
  }

  private next(): Task | undefined {
    return this.tasks
      .filter((task) => task.state === 'ready' || task.state === 'busy')
      .sort(
        (a, b) => b.priority - a.priority || Number(a.state === 'busy') - Number(b.state === 'busy') || a.turn - b.turn,
      )[0];
  }

  private wakeDue(nowUs: number): void {
    const due = this.tasks
      .filter((task) => (task.state === 'waits' || task.state === 'busy') && task.untilUs <= nowUs + SAME_US)
      .sort((a, b) => a.untilUs - b.untilUs || a.turn - b.turn);
    for (const task of due) this.ready(task, 0);
  }

  private resume(task: Task): void {
    task.state = 'runs';
    this.current = task;
    const waits = this.machine.run!.resume(task.id);
    this.current = null;
    if (waits) return;
    task.state = 'over';
    task.untilUs = NEVER;
    this.wake(joinObject(task.slot), true);
  }

  /** On to the next moment at which anything can happen. */
  private passTime(busy: Task | undefined): void {
    const { machine } = this;
    const until = Math.min(
      ...this.tasks.filter((task) => task.state === 'waits' || task.state === 'busy').map((task) => task.untilUs),
    );
    const next = Math.min(until, nextSourceUs(machine), busy ? NEVER : nextInputUs(machine));
    if (next === NEVER) machine.stop('settled');
    machine.clock.pass(next - machine.clock.nowUs);
  }

  /** Which tasks are where, for comparing two moments. */
  snapshot(nowUs: number): string {
    if (this.tasks.length === 0) return '';
    const order = [...this.tasks].sort((a, b) => a.turn - b.turn);
    return order
      .map(
        ({ id, state, untilUs, object }) =>
          `${id}${state}${untilUs === NEVER ? '' : Math.round(untilUs - nowUs)}@${object}`,
      )
      .join();
  }

  /** Where a task waits for something that has not come since the given number of changes. */
  forgotten(events: number): Frame[] | null {
    const task = this.tasks.find(
      ({ state, object, untilUs, eventsAt }) =>
        state === 'waits' && object !== 0 && untilUs === NEVER && eventsAt <= events,
    );
    return task?.frames ?? null;
  }
}
