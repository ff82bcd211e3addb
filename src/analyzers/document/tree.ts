/** A node of a pasted manifest: what stands under a key or in a list. */
export interface Node {
  key: string;
  /** Empty where it has children instead. */
  value: string;
  line: number;
  /** An item of a list. */
  item: boolean;
  children: Node[];
}

const LIMIT_LINES = 2_000;
const LIMIT_DEPTH = 24;

function topLevelParts(inside: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  let quote = '';
  for (let at = 0; at < inside.length; at += 1) {
    const sign = inside[at]!;
    if (quote !== '') quote = sign === quote ? '' : quote;
    else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === '{' || sign === '[') depth += 1;
    else if (sign === '}' || sign === ']') depth -= 1;
    else if (sign === ',' && depth === 0) {
      parts.push(inside.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, inside.slice(from)].map((part) => part.trim()).filter((part) => part !== '');
}

const bare = (text: string): string => text.trim().replace(/^(["'])(.*)\1$/, '$2');

/** A value with what is inside it where it is written `{...}` or `[...]`. */
function valued(key: string, text: string, line: number, item: boolean, depth: number): Node {
  const plain = text.replace(/(?:^|\s)#.*$/, '').trim();
  const map = /^\{(.*)\}$/.exec(plain)?.[1];
  const list = /^\[(.*)\]$/.exec(plain)?.[1];
  if (depth > LIMIT_DEPTH || (map === undefined && list === undefined))
    return { key, value: bare(plain), line, item, children: [] };
  const children = topLevelParts(map ?? list!).map((part): Node => {
    const pair = map === undefined ? null : /^["']?([^"':]+?)["']?\s*:\s*(.*)$/.exec(part);
    return pair ? valued(bare(pair[1]!), pair[2]!, line, false, depth + 1) : valued('', part, line, true, depth + 1);
  });
  return { key, value: '', line, item, children };
}

/** Reads the lines of a YAML text as a tree; several documents follow each other. */
export function readTree(lines: readonly string[], firstLine: number): Node[] {
  const roots: Node[] = [];
  const stack: { indent: number; node: Node }[] = [];
  const place = (indent: number, node: Node): void => {
    while (stack.length > 0 && stack.at(-1)!.indent >= indent) stack.pop();
    (stack.at(-1)?.node.children ?? roots).push(node);
    if (stack.length < LIMIT_DEPTH) stack.push({ indent, node });
  };
  for (const [index, raw] of lines.slice(0, LIMIT_LINES).entries()) {
    if (/^\s*(?:#|\.\.\.|```|$)/.test(raw)) continue;
    if (/^---/.test(raw)) {
      stack.length = 0;
      continue;
    }
    const line = index + firstLine;
    let rest = raw.slice(0, 600);
    let indent = /^\s*/.exec(rest)![0].length;
    rest = rest.slice(indent);
    while (/^-(?:\s|$)/.test(rest)) {
      const dash = /^-\s*/.exec(rest)![0];
      const after = rest.slice(dash.length);
      const isMap = /^["']?[\w./@-]+["']?\s*:(?:\s|$)/.test(after) || after === '' || /^-\s/.test(after);
      // A list may stand at the indent of its own key.
      if (!isMap) {
        place(indent + 0.5, valued('', after, line, true, 0));
        rest = '';
        break;
      }
      place(indent + 0.5, { key: '', value: '', line, item: true, children: [] });
      indent += dash.length;
      rest = after;
    }
    if (rest === '') continue;
    const pair = /^["']?([^\s"'{[][^"':]*?)["']?\s*:(?:\s+(.*))?$/.exec(rest);
    if (!pair) continue;
    place(indent, valued(pair[1]!, (pair[2] ?? '').replace(/^[|>][+-]?$/, ''), line, false, 0));
  }
  return roots;
}

/** The node at a path of keys below nodes; items of lists are gone through. */
export function nodesAt(nodes: readonly Node[], ...path: string[]): Node[] {
  let own = [...nodes];
  for (const key of path) {
    own = own.flatMap((node) => (node.item && node.key === '' ? node.children : [node]));
    own = own.filter((node) => node.key === key);
    if (key !== path.at(-1)) own = own.flatMap(({ children }) => children);
    if (own.length === 0) return [];
  }
  return own;
}

/** The value at a path below one node, or nothing. */
export const at = (node: Node, ...path: string[]): Node | undefined => below(node, path);

function below(node: Node, path: readonly string[]): Node | undefined {
  let own: Node | undefined = node;
  for (const key of path) own = own?.children.find((child) => child.key === key);
  return own;
}
