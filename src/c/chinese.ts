/**
 * What `unpaste run` says, in Chinese. The engine's own sentences are English; each stands here as a pattern with the
 * same sentence in Chinese, $1 and so on being names, numbers and types of the program. One table, hence its length.
 */
const SENTENCES: [RegExp, string][] = [
  // How a run ends
  [/^stopped: the program did not end within ([\d.]+) s$/, '已停止：程序在 $1 秒内没有结束'],
  [
    /^stopped: the program did not end within (\d+) loop turns and calls$/,
    '已停止：程序执行了 $1 次循环和调用仍没有结束',
  ],
  [/^stopped: this loop never ends, nothing leads out of it$/, '已停止：这个循环永远不会结束，没有任何出口'],
  [/^stopped: the program prints more than can be shown$/, '已停止：程序输出太多，无法全部显示'],
  [/^stopped: the program needs more memory than there is$/, '已停止：程序需要的内存超过了上限'],
  [
    /^stopped: (\w+) calls itself more than once, (\d+) calls deep; .*$/,
    '已停止：$1 每次都多次调用自己，已嵌套 $2 层；每深一层工作量就翻倍，等不到它结束',
  ],
  [/^stopped$/, '已停止'],
  [/^there is no function (\S+)$/, '没有函数 $1'],
  [/^the worker ended before the program did$/, '运行程序的线程提前退出了'],
  [/^the engine failed: (.*)$/, '引擎出错：$1'],
  // Traps
  [/^a null pointer is read through$/, '通过空指针读取'],
  [/^a null pointer is written through$/, '通过空指针写入'],
  [/^a pointer outside of every object \((\w+)\) is read through$/, '通过不指向任何对象的指针（$1）读取'],
  [/^a pointer outside of every object \((\w+)\) is written through$/, '通过不指向任何对象的指针（$1）写入'],
  [/^(\d+) bytes are copied or filled outside of every object$/, '要复制或填充的 $1 个字节不在任何对象之内'],
  [/^a null pointer is given to a function of the library$/, '把空指针传给了库函数'],
  [
    /^a pointer outside of every object \((\w+)\) is given to a function of the library$/,
    '把不指向任何对象的指针（$1）传给了库函数',
  ],
  [/^the calls nest so deeply that the stack is full$/, '调用嵌套太深，栈已用完'],
  [/^a variable-length array does not fit on the stack$/, '变长数组太大，栈放不下'],
  [
    /^longjmp leads to a call that has returned, or to no setjmp at all$/,
    'longjmp 的目标函数已经返回，或者根本没有调用过 setjmp',
  ],
  [/^goto leads to an address that is no label of this function$/, 'goto 的目标地址不是本函数的标号'],
  [/^division by zero$/, '除数为零'],
  [/^the smallest integer is divided by -1$/, '最小的整数除以 -1，结果放不下'],
  [/^a function is called through a pointer of another type$/, '通过类型不符的函数指针调用函数'],
  [/^the pointer called here is null or no function$/, '这里调用的函数指针是空指针，或不指向函数'],
  [/^a pointer leads outside of the memory$/, '指针指到了内存之外'],
  [/^abort\(\) was called$/, '程序调用了 abort()'],
  [/^assertion failed: (.*)$/, '断言失败：$1'],
  [/^the program gave up \(trap\)$/, '程序主动中止（trap）'],
  [
    /^free\(\) or realloc\(\) gets a pointer that malloc did not give, or that was freed before$/,
    '传给 free() 或 realloc() 的指针不是 malloc 给的，或者已经释放过',
  ],
  // Notes: the program went on
  [/^index (-?\d+) of an array with (\d+) elements?$/, '下标 $1 越界：数组只有 $2 个元素'],
  [/^a value of (\d+) bits is shifted by (-?\d+)$/, '$1 位的值移了 $2 位'],
  [/^(.+) is read before it has a value$/, '$1 还没有赋值就被读取'],
  [/^the counter (.*) runs over the end of its type$/, '计数变量 $1 超出了其类型的范围'],
  [/^(.+) has no body here: the call did nothing and gave 0$/, '$1 没有函数体：这次调用什么也没做，返回 0'],
  [/^what (\S+) does when (?:an object|the variable) ends is not run$/, '对象或变量离开作用域时不会执行 $1'],
  // What does not compile
  [/^the function (\S+) is defined twice; the first one counts$/, '函数 $1 定义了两次，以第一次为准'],
  [/^";" is missing at the end of this line$/, '这一行末尾缺少“;”'],
  [/^"(.+)" is missing before "(.+)"$/, '“$2”前缺少“$1”'],
  [/^"(.+)" is missing at the end$/, '结尾缺少“$1”'],
  [/^"while" is missing after the body of "do"$/, 'do 的循环体后缺少 while'],
  [/^an expression is expected before "(.*)"$/, '“$1”前应当有一个表达式'],
  [/^a declaration is expected before "(.*)"$/, '“$1”前应当有一个声明'],
  [/^a name is expected before "(.*)"$/, '“$1”前应当有一个名字'],
  [/^a name is expected in this declaration$/, '这个声明里缺少名字'],
  [/^a function needs a name$/, '函数缺少名字'],
  [/^a constant is needed here$/, '这里需要常量'],
  [/^an index of an initialiser is negative$/, '初始化列表中的下标是负数'],
  [/^an array index must be an integer$/, '数组下标必须是整数'],
  [/^an array needs a braced list$/, '数组要用花括号列表初始化'],
  [/^an array cannot have (\S+) elements$/, '数组不能有 $1 个元素'],
  [/^switch needs an integer$/, 'switch 需要整数'],
  [/^assert takes one condition$/, 'assert 只接受一个条件'],
  [/^a function that returns nothing is used as a value$/, '把没有返回值的函数当作值使用'],
  [/^a braced list cannot (?:be assigned|stand here)$/, '花括号列表不能用在这里'],
  [/^this cannot be indexed$/, '这里不能用下标'],
  [/^this cannot be called$/, '这里不能调用'],
  [/^this expression is too long$/, '这个表达式太长'],
  [/^nested more than (\d+) levels deep$/, '嵌套超过 $1 层'],
  [/^"(.+)" outside of a loop$/, '“$1”不在循环之内'],
  [/^"(.+)" outside of a switch$/, '“$1”不在 switch 之内'],
  [/^goto (\w+): there is no such label$/, 'goto $1：没有这个标号'],
  [/^"(.+)" is not a number$/, '“$1”不是数字'],
  [/^"(.+)" is not understood here$/, '看不懂这里的“$1”'],
  [/^"->" needs a pointer to a struct, this is (.+)$/, '“->”左边要是结构体指针，这里是 $1'],
  [/^"\*" needs a pointer, this is (.+)$/, '“*”后面要是指针，这里是 $1'],
  [/^"(.+)" cannot be used with (.+) and (.+)$/, '“$1”不能用于 $2 和 $3'],
  [/^"(.+)" cannot be used with (.+)$/, '“$1”不能用于 $2'],
  [/^(.+) cannot be converted to (.+)$/, '$1 不能转换为 $2'],
  [/^(.+) cannot be cast to (.+)$/, '$1 不能强制转换为 $2'],
  [/^(.+) cannot be indexed$/, '$1 不能用下标'],
  [/^(.+) cannot be called$/, '$1 不能调用'],
  [/^(.+) has no members, so "(.+)" is none$/, '$1 没有成员，“$2”不存在'],
  [/^(.+) is a type, a value is expected here$/, '$1 是类型，这里应当是值'],
  [/^the left side of "(.+)" is not something that can be changed$/, '“$1”左边的东西不能被修改'],
  [/^(.+) takes (\d+) arguments?, (\d+) given(; 0 is passed for the rest)?$/, '$1 需要 $2 个参数，给了 $3 个'],
  [/^the struct "(.+)" is not defined$/, '结构体 $1 没有定义'],
  [/^the bit-field (\w+) is wider than its type$/, '位域 $1 比它的类型还宽'],
  [/^the bit-field (\w+) is not of an integer type$/, '位域 $1 的类型不是整数'],
  [/^va_start in a function without "\.\.\."$/, '函数没有“...”参数，却用了 va_start'],
  [/^_Generic has no entry for (.+)$/, '_Generic 里没有 $1 这一项'],
  [/^the variables of this function need (\d+) bytes; there are (\d+)$/, '这个函数的变量需要 $1 字节，只有 $2 字节'],
  [
    /^(\w+) needs (\d+) bytes: the global variables need more memory than there is$/,
    '$1 需要 $2 字节：全局变量需要的内存超过了上限',
  ],
  [/^the text has (\d+) characters; .*$/, '程序有 $1 个字符，太长了'],
  [/^the text has more than (\d+) words and signs; the rest is left out$/, '程序超过 $1 个词和符号，太长了'],
  [/^"(.+)" is included again and again; it is left out from here on$/, '“$1”反复包含自己，从这里起不再包含'],
  [/^complex numbers are not supported$/, '不支持复数'],
  [/^vectors of numbers are not supported$/, '不支持数值向量'],
  [/^integers of 128 bits are not supported$/, '不支持 128 位整数'],
  [/^(.+) (?:is|are) not supported$/, '不支持：$1'],
];

/** What stands around another sentence. */
const AROUND: [RegExp, (inner: (text: string) => string, ...found: string[]) => string][] = [
  [/^(.+) \(the program went on\)$/, (inner, text) => `${inner(text!)}（程序继续运行）`],
  [/^(.+) \(the program ran without it\)$/, (inner, text) => `${inner(text!)}（程序在没有它的情况下运行）`],
  [
    /^(?:the function )?(\S+) cannot run because of line (\d+): (.+)$/,
    (inner, name, line, text) => `函数 ${name} 无法运行，原因在第 ${line} 行：${inner(text!)}`,
  ],
  [
    /^(.+) is declared nowhere; taken for (.+)$/,
    (_, name, assumed) => `${name} 没有声明，${ASSUMED[assumed!] ?? '按它的用法推断处理'}`,
  ],
];

const ASSUMED: Record<string, string> = {
  'int that starts as 0': '按初值为 0 的 int 处理',
  'variable that starts as 0': '按初值为 0 的变量处理',
  'int, 1 (something is divided by it)': '它用作除数，按值为 1 的 int 处理',
};

/** The sentence in Chinese; as it is where the table does not have it. */
export function inChinese(text: string): string {
  for (const [pattern, say] of AROUND) {
    const found = pattern.exec(text);
    if (found) return say(inChinese, ...found.slice(1));
  }
  const known = SENTENCES.find(([pattern]) => pattern.test(text));
  return known ? text.replace(known[0], known[1]) : text;
}
