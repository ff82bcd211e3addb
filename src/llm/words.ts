import type { Language, Words } from '../language/language.ts';
import type { Silence } from './reword.ts';

/** The one quiet line a reader sees where no plainer words came; the answer above it is complete. */
export const SILENCE: Record<Silence, Words> = {
  budget: {
    zh: '（本月的改写额度用完了，上面的回答是完整的。）',
    en: '(This month’s budget for plainer words is spent; the answer above is complete.)',
  },
  key: {
    zh: '（ANTHROPIC_API_KEY 没有被接受，上面的回答是完整的。）',
    en: '(ANTHROPIC_API_KEY was not accepted; the answer above is complete.)',
  },
  model: {
    zh: '（设置的模型不存在，上面的回答是完整的。）',
    en: '(The model that is set does not exist; the answer above is complete.)',
  },
  busy: { zh: '（模型现在很忙，上面的回答是完整的。）', en: '(The model is busy; the answer above is complete.)' },
  timeout: {
    zh: '（模型没有及时回答，上面的回答是完整的。）',
    en: '(The model did not answer in time; the answer above is complete.)',
  },
  refused: { zh: '（模型没有改写，上面的回答是完整的。）', en: '(The model declined; the answer above is complete.)' },
  malformed: {
    zh: '（模型的回答不可用，上面的回答是完整的。）',
    en: '(What the model wrote could not be used; the answer above is complete.)',
  },
  uncovered: {
    zh: '（模型的改写和事实对不上，没有采用；上面的回答是完整的。）',
    en: '(What the model wrote did not match the facts and was not used; the answer above is complete.)',
  },
  unreachable: {
    zh: '（连不上模型，上面的回答是完整的。）',
    en: '(The model cannot be reached; the answer above is complete.)',
  },
};

export const PLAINER: Words = { zh: '换个更好懂的说法', en: 'In plainer words' };

/** Said where the model's words are left out. */
export function saySilence(silence: Silence, language: Language): string {
  return SILENCE[silence][language];
}
