// A Messages API on loopback: streams what a test gives it, or fails the way a test wants.
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Behaviour =
  | { kind: 'answer'; text: string; stop?: string }
  /** Ends the connection after that many characters. */
  | { kind: 'cut'; text: string; after: number }
  | { kind: 'status'; status: number; type: string; headers?: Record<string, string> }
  | { kind: 'hang' };

export class ModelDouble {
  readonly requests: { headers: Record<string, unknown>; body: Record<string, unknown> }[] = [];
  behaviour: Behaviour = { kind: 'answer', text: '{"sentences":[]}' };
  readonly #server: Server;

  private constructor() {
    this.#server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      this.requests.push({ headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) });
      await this.#act(this.behaviour, response);
    });
  }

  static async open(): Promise<ModelDouble> {
    const double = new ModelDouble();
    await new Promise<void>((resolve) => double.#server.listen(0, '127.0.0.1', resolve));
    return double;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #act(behaviour: Behaviour, response: ServerResponse): Promise<void> {
    if (behaviour.kind === 'hang') return;
    if (behaviour.kind === 'status') {
      response.writeHead(behaviour.status, { 'content-type': 'application/json', ...behaviour.headers });
      response.end(JSON.stringify({ type: 'error', error: { type: behaviour.type, message: behaviour.type } }));
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const send = (event: string, data: object) =>
      response.write(`event: ${event}\ndata: ${JSON.stringify({ type: event, ...data })}\n\n`);
    const usage = { input_tokens: 400, output_tokens: 0, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 };
    send('message_start', {
      message: {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        model: 'double',
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage,
      },
    });
    send('content_block_start', { index: 0, content_block: { type: 'text', text: '' } });
    const text = behaviour.kind === 'cut' ? behaviour.text.slice(0, behaviour.after) : behaviour.text;
    for (let at = 0; at < text.length; at += 7) {
      send('content_block_delta', { index: 0, delta: { type: 'text_delta', text: text.slice(at, at + 7) } });
    }
    if (behaviour.kind === 'cut') {
      await new Promise((resolve) => setTimeout(resolve, 20));
      response.destroy();
      return;
    }
    send('content_block_stop', { index: 0 });
    send('message_delta', {
      delta: { stop_reason: behaviour.stop ?? 'end_turn', stop_sequence: null },
      usage: { output_tokens: 100 },
    });
    send('message_stop', {});
    response.end();
  }
}
