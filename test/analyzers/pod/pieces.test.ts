import { describe, expect, it } from 'vitest';
import { neededWords, Pieces } from '../../../src/analyzers/pod/pieces.ts';

describe('what a match must contain', () => {
  it.each([
    ['pods?[^。.]{0,8}restart', [['pod'], ['restart']]],
    ['(?:delete[sd]?|删除).{0,4}(?:now)?', [['delete', '删除']]],
    ['\\bonce\\b|一次', [['once', '一次']]],
    ['(?:a(?:lpha|nother)|b+)c', [['lpha', 'nother', 'b'], ['c']]],
    ['(?!not)x{0,2}y{2}\\.z', [['y'], ['.z']]],
    ['[ab]?\\d+\\w*', []],
  ])('%s', (pattern, words) => {
    expect(neededWords(pattern)).toEqual(words);
  });

  it('leaves out no pattern that matches, also where one is a choice, and keeps their order', () => {
    const patterns = [['容器'], ['\\bpods? heal|\\bpods? recover'], ['\\d+'], ['启动', '(?:失败|fail)']];
    const pieces = new Pieces(patterns);
    expect(pieces.candidates('pod recover 后容器启动失败')).toEqual([0, 1, 2, 3]);
    expect(pieces.candidates('别的')).toEqual([2]);
  });
});
