import type { Logger } from 'pino';

/** Where discord.js hands a packet to its handlers; what throws below it is a packet it could not read. */
const PACKET_FRAME = /\bhandlePacket\b|discord\.js\/src\/client\/(?:websocket|actions)\//;
/** Structures in structures in structures: the handler's own frame stands deeper than the usual ten. */
const FRAMES = 40;

/**
 * Keeps the process alive when discord.js trips over a packet that lacks what Discord always sends (a compatible server,
 * a new kind of event): its handlers throw, and nobody else catches it. Anything else still ends the process.
 * @returns stops it.
 */
export function surviveOddPackets(log: Logger): () => void {
  Error.stackTraceLimit = Math.max(Error.stackTraceLimit, FRAMES);
  const caught = (error: unknown): void => {
    const { name, stack = '' } = (error ?? {}) as Partial<Error>;
    if (!PACKET_FRAME.test(stack)) throw error;
    const at = stack.split('\n').find((line) => /^\s+at /.test(line));
    // Where, not what: an error's words may be the paste's.
    log.error({ error: name, at: at?.trim() }, 'an event from the gateway could not be read');
  };
  process.on('unhandledRejection', caught);
  return () => process.off('unhandledRejection', caught);
}
