import { expect, test } from 'vitest';
import { inChinese } from '../../src/c/chinese.ts';
import { runPlain } from '../../src/c/plain.ts';

/** Programs that end with a sentence, and what the sentence is in Chinese. */
const PROGRAMS: [string, string][] = [
  ['int main(void) { int *p = 0; *p = 1; }', '通过空指针写入'],
  ['int main(void) { int *p = 0; return *p; }', '通过空指针读取'],
  ['int main(void) { int a[4]; int *p = a; return p[100000000]; }', '指针指到了内存之外'],
  ['int d; int main(void) { return 1 / d; }', '除数为零'],
  ['#include <limits.h>\nint d = -1; int main(void) { return INT_MIN / d; }', '最小的整数除以 -1，结果放不下'],
  ['void (*f)(void); int main(void) { f(); }', '这里调用的函数指针是空指针，或不指向函数'],
  [
    'int f(int n) { char a[999]; a[n % 9] = 1; return f(n + 1) + a[0]; } int main(void) { return f(0); }',
    '调用嵌套太深，栈已用完',
  ],
  ['int main(void) { while (1); }', '已停止：这个循环永远不会结束，没有任何出口'],
  [
    '#include <stdio.h>\nint main(void) { for (int i = 0; i < 900000; i++) puts("again and again"); }',
    '已停止：程序输出太多，无法全部显示',
  ],
  ['#include <stdlib.h>\nint main(void) { abort(); }', '程序调用了 abort()'],
  ['#include <assert.h>\nint main(void) { int a = 1; assert(a == 2); }', '断言失败：a == 2'],
  [
    '#include <stdlib.h>\nint main(void) { char *p = malloc(4); free(p); free(p); }',
    '传给 free() 或 realloc() 的指针不是 malloc 给的，或者已经释放过',
  ],
  ['#include <string.h>\nint main(void) { return (int)strlen(0); }', '通过空指针读取'],
  ['int main(void) { int a[3] = {1}; int i = 3; return a[i] & 0; }', '下标 3 越界：数组只有 3 个元素（程序继续运行）'],
  ['int main(void) { int n = 40; return 1 << n & 0; }', '32 位的值移了 40 位（程序继续运行）'],
  ['int main(void) { int n; return n & 0; }', 'n 还没有赋值就被读取（程序继续运行）'],
  ['int f(void); int main(void) { return f(); }', 'f 没有函数体：这次调用什么也没做，返回 0'],
  ['int main(void) { return KEY; }', 'KEY 没有声明，按初值为 0 的 int 处理'],
  ['int f(void) { return 1; }', '没有函数 main'],
  ['int main(void) { return (1 + ; }', '“;”前应当有一个表达式'],
  ['int main(void) { goto out; }', 'goto out：没有这个标号'],
  ['int main(void) { break; }', '“break”不在循环之内'],
  ['struct s { int a; }; int main(void) { struct s x; return x.b; }', 'b 没有声明，按它的用法推断处理'],
  ['int main(void) { _Complex double z = 1; return 0; }', '不支持复数'],
  ['int a[300000000]; int main(void) { return a[1]; }', 'a 需要 1200000000 字节：全局变量需要的内存超过了上限'],
];

test.each(PROGRAMS)('%s', (source, words) => {
  const { error } = runPlain(source, { fuel: 100_000_000, limitMs: 20_000 });
  expect(inChinese(error!.text)).toBe(words);
});

test('a sentence inside another one', () => {
  expect(inChinese('the function f cannot run because of line 3: goto out: there is no such label')).toBe(
    '函数 f 无法运行，原因在第 3 行：goto out：没有这个标号',
  );
  expect(inChinese('f cannot run because of line 3: division by zero')).toBe(
    '函数 f 无法运行，原因在第 3 行：除数为零',
  );
});

test('a sentence the table does not have stays as it is', () => {
  expect(inChinese('something new')).toBe('something new');
});
