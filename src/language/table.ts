/** A table that words of a paste are looked up in: without what every object has by itself, such as "constructor". */
export function table<Value>(entries: Record<string, Value>): Record<string, Value> {
  return Object.assign(Object.create(null) as Record<string, Value>, entries);
}
