// The bot as it is built; as in the echo bot beside it, the limit of 50 requests a second is off.
import { startBot } from '../../dist/src/adapters/discord/bot.js';
import { readConfig } from '../../dist/src/config.js';
import { reportMemory } from './memory.js';

reportMemory();
const { client } = await startBot(readConfig());
client.rest.options.globalRequestsPerSecond = 1_000_000;
client.rest.globalRemaining = 1_000_000;
