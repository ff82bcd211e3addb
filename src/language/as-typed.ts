/** Chat spellings that mean one thing, by what a dictionary has: patterns need not know them. */
const SPELLINGS: Record<string, string> = {
  whats: "what's",
  wheres: "where's",
  whos: "who's",
  hows: "how's",
  whens: "when's",
  whys: "why's",
  thats: "that's",
  theres: "there's",
  dont: "don't",
  doesnt: "doesn't",
  didnt: "didn't",
  isnt: "isn't",
  arent: "aren't",
  wasnt: "wasn't",
  werent: "weren't",
  cant: "can't",
  couldnt: "couldn't",
  shouldnt: "shouldn't",
  wouldnt: "wouldn't",
  wont: "won't",
  hasnt: "hasn't",
  havent: "haven't",
  hadnt: "hadn't",
  im: "I'm",
  ive: "I've",
  youre: "you're",
  theyre: "they're",
  wat: 'what',
  wut: 'what',
  wich: 'which',
  coz: 'because',
  cuz: 'because',
  plz: 'please',
  pls: 'please',
  为啥: '为什么',
  啥时候: '什么时候',
  咋样: '怎么样',
  肿么: '怎么',
  有木有: '有没有',
  木有: '没有',
};
const WORD = new RegExp(
  `(?<![\\w./:-])(?:${Object.keys(SPELLINGS)
    .filter((word) => /^[a-z]/.test(word))
    .join('|')})(?![\\w./:-])|${Object.keys(SPELLINGS)
    .filter((word) => !/^[a-z]/.test(word))
    .join('|')}`,
  'gi',
);

/** A question as it would be written with care: apostrophes put in, chat spellings spelled out; what is quoted is left alone. */
export const asTyped = (question: string): string =>
  question
    .split(/(`[^`]*`|"[^"]*")/)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(WORD, (word) => SPELLINGS[word.toLowerCase()] ?? word)))
    .join('');
