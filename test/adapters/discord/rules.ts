// What Discord documents of its public interface and enforces: the double refuses what breaks a rule, so that the bot is
// held to it in every test.
import type { IncomingHttpHeaders } from 'node:http';

export interface Component {
  type: number;
  content?: string;
  custom_id?: string;
  label?: string;
  description?: string;
  url?: string;
  file?: { url: string };
  items?: { media: { url: string }; description?: string }[];
  components?: Component[];
  component?: Component;
}

interface Request {
  method: string;
  path: string;
  body: Record<string, unknown>;
  files: { name: string }[];
  /** The message that is edited. */
  edited?: Record<string, unknown> | undefined;
}

const IS_COMPONENTS_V2 = 1 << 15;
const CALLBACKS = [1, 4, 5, 6, 7, 8, 9];

/** All components of a message, those in containers and rows too. */
export function flat(components: Component[]): Component[] {
  return components.flatMap((component) => [component, ...flat(component.components ?? [])]);
}

/** What every request carries. */
export function headerFault(url: string, method: string, headers: IncomingHttpHeaders): string | null {
  const ownToken = /\/(?:webhooks|interactions)\/\d+\//.test(url);
  if (!/^\/api\/v10\//.test(url)) return `${url}: the version of the interface is not in the address`;
  if (!ownToken && !/^Bot \S+$/.test(headers.authorization ?? '')) return 'no bot token';
  if (!/^DiscordBot \(https?:\/\/[^\s,]+, [\w.-]+\)/.test(headers['user-agent'] ?? '')) return 'no User-Agent of a bot';
  const type = headers['content-type'] ?? '';
  const hasBody = Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined;
  if (method !== 'GET' && hasBody && !/^(?:application\/json|multipart\/form-data; ?boundary=)/.test(type))
    return `a body of type ${type}`;
  return null;
}

/** What a gateway connection and its IDENTIFY carry. */
export function identifyFault(url: string, data: Record<string, unknown>): string | null {
  const query = new URL(url, 'ws://127.0.0.1').searchParams;
  if (query.get('v') !== '10' || query.get('encoding') !== 'json') return 'the gateway wants v=10 and encoding=json';
  const properties = data['properties'] as Record<string, unknown> | undefined;
  if (!properties?.['os'] || !properties['browser'] || !properties['device']) return 'IDENTIFY without properties';
  if (typeof data['intents'] !== 'number' || typeof data['token'] !== 'string')
    return 'IDENTIFY without intents or token';
  return null;
}

/** What Discord would refuse in a request, in its limits. */
export function bodyFault(request: Request): string | null {
  if (/\/callback$/.test(request.path)) return callbackFault(request.body);
  return /\/messages(\/|$)/.test(request.path) ? messageFault(request) : null;
}

function messageFault({ method, path, body, files, edited }: Request): string | null {
  const components = (body['components'] ?? []) as Component[];
  const hadV2 = (Number(edited?.['flags'] ?? 0) & IS_COMPONENTS_V2) !== 0;
  const v2 = (Number(body['flags'] ?? edited?.['flags'] ?? 0) & IS_COMPONENTS_V2) !== 0;
  const embeds = (body['embeds'] ?? []) as { description?: string; title?: string }[];
  if (hadV2 && !v2) return 'IS_COMPONENTS_V2 cannot be taken back';
  if (!v2 && components.some(({ type }) => type !== 1)) return 'components that need IS_COMPONENTS_V2';
  if (v2 && embeds.length > 0) return 'embeds with IS_COMPONENTS_V2';
  if (v2 && body['content']) return 'content with IS_COMPONENTS_V2';
  if (embeds.some(({ description }) => (description?.length ?? 0) > 4096)) return 'embed too long';
  if (!v2 && !body['content'] && embeds.length === 0 && 'content' in body && path.endsWith('/messages'))
    return 'Cannot send an empty message';
  if (String(body['content'] ?? '').length > 2000) return 'content: Must be 2000 or fewer in length.';
  if (String(body['nonce'] ?? '').length > 25) return 'nonce too long';
  if (body['enforce_nonce'] && !body['nonce']) return 'enforce_nonce without a nonce';
  if (method === 'POST' && !body['allowed_mentions']) return 'a message of ours that may ping';
  return componentFault(components) ?? fileFault(body, files, components, v2);
}

function componentFault(components: Component[]): string | null {
  const all = flat(components);
  if (all.length > 40) return 'more than 40 components';
  if (all.reduce((sum, { content }) => sum + (content?.length ?? 0), 0) > 4000) return 'more than 4000 characters';
  if (all.some(({ type, content }) => type === 10 && content?.trim() === '')) return 'empty text';
  if (all.some(({ type, components: own = [] }) => type === 1 && (own.length < 1 || own.length > 5)))
    return 'a row of no or more than 5 buttons';
  const ids = all.flatMap(({ custom_id }) => custom_id ?? []);
  if (new Set(ids).size < ids.length) return 'custom_id twice';
  if (ids.some((id) => id.length > 100)) return 'custom_id too long';
  if (all.some(({ label }) => (label?.length ?? 0) > 80)) return 'label too long';
  const items = all.flatMap((component) => component.items ?? []);
  if (items.length > 10) return 'more than 10 pictures in a gallery';
  return items.some(({ description }) => (description?.length ?? 0) > 1024) ? 'description too long' : null;
}

/** What is named has to be there, and with Components V2 what is there is only seen where it is named. */
function fileFault(
  body: Record<string, unknown>,
  files: { name: string }[],
  components: Component[],
  v2: boolean,
): string | null {
  const attachments = (body['attachments'] ?? []) as { id: string | number; filename?: string }[];
  if (attachments.some(({ id }) => Number(id) < 10 && !files[Number(id)])) return 'an attachment without its file';
  const named = flat(components).flatMap(({ file, items = [] }) => [
    ...(file ? [file.url] : []),
    ...items.map(({ media }) => media.url),
  ]);
  const wanted = named.flatMap((url) => /^attachment:\/\/(.+)$/.exec(url)?.[1] ?? []);
  const missing = wanted.find((name) => !files.some((file) => file.name === name));
  if (missing) return `attachment://${missing} is not attached`;
  const unseen = v2 ? files.find(({ name }) => !wanted.includes(name)) : undefined;
  return unseen ? `${unseen.name} is attached and shown nowhere` : null;
}

function callbackFault(body: Record<string, unknown>): string | null {
  if (!CALLBACKS.includes(Number(body['type']))) return `no such callback: ${body['type']}`;
  const data = (body['data'] ?? {}) as Record<string, unknown>;
  const choices = (data['choices'] ?? []) as { name: string; value: string }[];
  if (choices.length > 25) return 'more than 25 choices';
  if (choices.some(({ name, value }) => name.length < 1 || name.length > 100 || value.length > 100))
    return 'a choice of no or more than 100 characters';
  if (body['type'] !== 9) return null;
  const rows = (data['components'] ?? []) as Component[];
  if (String(data['title'] ?? '').length > 45 || !data['title']) return 'a title of no or more than 45 characters';
  if (rows.length < 1 || rows.length > 5) return 'a form of no or more than 5 fields';
  const tooLong = ({ label, description }: Component) => (label?.length ?? 0) > 45 || (description?.length ?? 0) > 100;
  return rows.some(tooLong) ? 'a label over 45 or a description over 100 characters' : null;
}
