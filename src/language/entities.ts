const ENTITY = /&(?:lt|gt|amp|quot|apos|nbsp|#0?39|#x27|#34|#160);/gi;
/** What each entity, in small letters, stands for. */
export const ENTITIES: Record<string, string> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&#34;': '"',
  '&apos;': "'",
  '&#39;': "'",
  '&#039;': "'",
  '&#x27;': "'",
  '&nbsp;': ' ',
  '&#160;': ' ',
};

/** Words as they read where a page had escaped its signs. */
export const withoutEntities = (text: string): string =>
  text.replace(ENTITY, (entity) => ENTITIES[entity.toLowerCase()] ?? entity);
