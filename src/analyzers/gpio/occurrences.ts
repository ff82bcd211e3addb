/** What a text says before and behind each occurrence of its names; the text is gone through once, however many names are asked for. */
export class Occurrences {
  private readonly source: string;
  private readonly at = new Map<string, number[]>();

  constructor(source: string) {
    this.source = source;
    for (const { 0: name, index } of source.matchAll(/[A-Za-z_]\w*/g)) {
      const known = this.at.get(name);
      if (known) known.push(index);
      else this.at.set(name, [index]);
    }
  }

  /** Whether a name occurs behind what ends in this (a pattern that ends in $), as far back as `reach`. */
  behind(name: string, before: RegExp, reach = 40): boolean {
    return (this.at.get(name) ?? []).some((index) => before.test(this.source.slice(Math.max(0, index - reach), index)));
  }

  /** Whether a name occurs before what begins like this (a pattern that begins with ^). */
  before(name: string, after: RegExp, reach = 40): boolean {
    return (this.at.get(name) ?? []).some((index) => {
      const end = index + name.length;
      return after.test(this.source.slice(end, end + reach));
    });
  }

  /** Both at one occurrence. */
  between(name: string, before: RegExp, after: RegExp, reach = 40): boolean {
    return (this.at.get(name) ?? []).some((index) => {
      const end = index + name.length;
      return (
        before.test(this.source.slice(Math.max(0, index - reach), index)) &&
        after.test(this.source.slice(end, end + reach))
      );
    });
  }
}
