import Anthropic from '@anthropic-ai/sdk';
import { DEFAULT_MODEL, type Silence, silenceOf } from './reword.ts';

/** Tries the key and the model with the smallest call there is; returns what is wrong, or null. */
export async function tryKey(apiKey: string, baseUrl?: string, model = DEFAULT_MODEL): Promise<Silence | null> {
  const client = new Anthropic({ apiKey, ...(baseUrl ? { baseURL: baseUrl } : {}), timeout: 10_000, maxRetries: 0 });
  try {
    await client.messages.create({ model, max_tokens: 1, messages: [{ role: 'user', content: '.' }] });
    return null;
  } catch (error) {
    return silenceOf(error);
  }
}
