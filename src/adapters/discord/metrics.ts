import { createServer, type Server } from 'node:http';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Plainer } from '../plainer.ts';

/** What is counted; no label ever holds anything pasted. */
export class Metrics {
  readonly #registry = new Registry();
  readonly answers = new Counter({
    name: 'unpaste_answers_total',
    help: 'Pastes and questions by how they ended',
    labelNames: ['outcome'] as const,
    registers: [this.#registry],
  });
  readonly parts = new Counter({
    name: 'unpaste_parts_total',
    help: 'Parts of pastes by analyzer',
    labelNames: ['analyzer'] as const,
    registers: [this.#registry],
  });
  readonly verdicts = new Counter({
    name: 'unpaste_verdicts_total',
    help: 'What was found: verdicts of logs, declined questions',
    labelNames: ['verdict'] as const,
    registers: [this.#registry],
  });
  readonly secrets = new Counter({
    name: 'unpaste_secrets_total',
    help: 'Pastes that held a secret',
    registers: [this.#registry],
  });
  readonly dropped = new Counter({
    name: 'unpaste_model_sentences_dropped_total',
    help: 'Sentences of the model that said more than the facts and were not shown, by what was wrong',
    labelNames: ['objection'] as const,
    registers: [this.#registry],
  });
  readonly silences = new Counter({
    name: 'unpaste_model_silences_total',
    help: 'Answers the model could not put into plainer words, by why',
    labelNames: ['reason'] as const,
    registers: [this.#registry],
  });
  readonly seconds = new Histogram({
    name: 'unpaste_answer_seconds',
    help: 'From acceptance to the answer sent, by the analyzer of the first part',
    labelNames: ['analyzer'] as const,
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60],
    registers: [this.#registry],
  });

  /** @param depth reads the queue; @param ready whether the gateway is connected. */
  constructor(depth: () => { waiting: number; running: number }, ready: () => boolean) {
    const gauge = (name: string, help: string, read: () => number) =>
      new Gauge({
        name,
        help,
        registers: [this.#registry],
        collect() {
          this.set(read());
        },
      });
    gauge('unpaste_jobs_waiting', 'Analyses waiting for a thread', () => depth().waiting);
    gauge('unpaste_jobs_running', 'Analyses running', () => depth().running);
    gauge('unpaste_gateway_ready', '1 while connected to the gateway', () => Number(ready()));
    this.#ready = ready;
    // A series that was never counted draws no line.
    this.dropped.inc({ objection: 'no-fact' }, 0);
    this.silences.inc({ reason: 'busy' }, 0);
  }
  readonly #ready: () => boolean;

  /** Counts what came of plainer words. */
  countPlainer({ dropped, silences }: Awaited<ReturnType<Plainer['report']>>): void {
    for (const { objection } of dropped) this.dropped.inc({ objection });
    for (const reason of silences) this.silences.inc({ reason });
  }

  /** Serves /health and /metrics on 127.0.0.1. */
  async serve(port: number): Promise<Server> {
    collectDefaultMetrics({ register: this.#registry });
    const server = createServer((request, response) => {
      if (request.url === '/health') {
        const ready = this.#ready();
        response.writeHead(ready ? 200 : 503, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ ok: ready }));
      } else if (request.url === '/metrics') {
        void this.#registry.metrics().then((text) => {
          response.writeHead(200, { 'content-type': this.#registry.contentType });
          response.end(text);
        });
      } else response.writeHead(404).end();
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    return server;
  }
}
