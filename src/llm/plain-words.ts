// The words a rewording may add to its facts: grammar, connectives, and verbs and nouns so general that they claim
// nothing of their own. A word that names a thing, a cause or an action is not here: it has to come from a fact.

const EN = `
a about above actually after again all almost along already also although always am among an and another any anything apart are around
as aside at away back based basically be because been before began begin beginning behind being below beside best better between
both bottom brief briefly but by came can case cases clear clearly come comes consequence could did do does doing done down
during each easily easy effect either else end ends enough entire even ever every everything exactly example explain explains fact far few final
finally fine first follow followed following follows for found from full fully further gave get gets getting give given gives go goes going gone
good got had happen happened happening happens has have having he helps hence her here how however i if immediately in include including
indeed inside instead into is it its itself just keep keeps kept kind know known last later least leave leaves left less let lets like likely line lines
little log long look looking looks lot made main mainly make makes making many may me mean meaning means meanwhile message might more most move
much must name named near nearly need needed needs never new next no none nor normal normally not note nothing now of off often on once one only
onto open or order other others otherwise our out over overall own part particular parts pass paste pasted people per perhaps piece place plain plainly point
points possible possibly problem program put puts quite rather reach reached reaches read real really reason reasons related repeat repeated repeatedly repeating
repeats rest result results right round run running runs said same saw say saying says see seen sees sense shortly should show showed shown shows side simple
simply since single small so some something sometimes soon state stated states stay stays step steps still such take taken takes taking tell tells than that the
their them then there therefore these they thing things think this those though through throughout thus time times to together told too took top
toward trying turn turned turning turns under understand unless until up upon us use used uses using usually very via want wants was way ways we well went were what
whatever when whenever where whether which while who whole whose why will with within without word words would writes written yes yet you your
here's it's that's there's don't doesn't didn't isn't aren't wasn't weren't won't can't cannot couldn't wouldn't shouldn't hasn't haven't
change changes changed changing switch switches switched switching set sets setting cause causes caused causing try tries tried cycle cycles
alternate alternates appear appears remain remains start starts started starting stop stops stopped stopping continue continues forever loop loops
moment wait waits waited waiting second third shared brings brought needs called calls call function code value side check checks look answer question
does work works worked working unable refuse refused refuses fail fails failed failing fix fixes fixed mend help helps
`;

const ZH = `
的 了 是 在 和 与 及 或 而 也 都 就 才 还 又 再 却 但 但是 不过 然而 因此 所以 于是 然后 接着 随后 之后 以后 之前 以前 最后 最终 首先 先 后 其次 同时 此时 这时 那时 当 当时 时 时候
这 那 这个 那个 这些 那些 这样 那样 这里 那里 这段 这条 这份 这次 这种 每 每个 每次 每一 每一次 各 各自 其 其中 其他 其余 它 它们 他 他们 你 我 我们 自己 本身 一 一个 一下 一次 一样 一直 一起 一遍 一轮 一圈 一旦
不 不是 不会 不能 没 没有 未 无 无法 并 并不 并不是 并非 并没有 非 别 不再 不用 不必 可 可以 可能 能 能够 会 要 需要 应该 应当 必须 得 想 让 使 使得 把 被 给 对 对于 向 从 到 由 用 以 为 为了 因 因为 由于 如果 假如 只要 只有 除非 除了 即使 虽然 尽管 无论
上 下 里 中 内 外 前 后 间 左右 旁边 上面 下面 里面 之间 之内 以内 以上 以下 多 少 大 小 很 非常 比较 更 最 太 几乎 大约 大概 差不多 刚 刚刚 已 已经 正 正在 将 将要 仍 仍然 依然 还是 总 总是 永远 一定 其实 实际 实际上 当然 显然 确实 真正 真 的确
做 做了 进行 开始 结束 继续 保持 变 变成 变化 变为 成 成为 出现 发生 产生 引起 造成 导致 来 去 来自 回 回到 进 进入 出 出来 起 起来 过 过去 过程 看 看到 看出 看见 看来 看起来 说 说明 表示 表明 意思 意味 意味着 告诉 显示 写 写着 叫 叫做 称 属于 包括 包含 有 有的 有些 具有 存在 只 仅 仅仅 只是 只有 就是 也就是 也就是说 换句话说 换言之 简单 简单来说 简单地说 总之 总的来说 比如 例如 像 如 如下 如此 即
原因 结果 问题 情况 地方 部分 内容 方法 办法 方式 步骤 顺序 意义 作用 代码 程序 日志 一行 行 第 次 个 条 种 段 句 遍 圈 轮 位 样 等 等等 之 所 着 地 吗 呢 吧 啊 啦 嘛 呀 哦 请 好 好的 对的 正常 正常的 直接 间接 真的 根本 完全 全部 所有 整个 整体 反复 重复 循环 轮流 交替 依次 分别 再次 重新 立刻 立即 马上 直到 为止 期间 过后 等到 停 停在 停住 等 等待 找 找到 试 尝试 想要 打算 处理 解决 改 改成 改为 换 换成 查 查看 检查 确认 注意 记得 建议 最好 先后 真正的 这是 那是 它的 你的 自动 手动 本来 原来 后来 两 两个 两者 二者 三 第一 第二 第三 一方面 另 另外 另一 另一个 此外 而且 并且 以及 甚至 反而 相反 否则 要么 不然 失败 成功 起来了 起不来 就会 也会 才会 才能 不了 了的 到了 出了 有关 无关 关系 相关 有用 没用 命令 运行 执行 调用 函数 设置 才是 它的 就好 看看 还在 都是 也是 就会 那么 设为 写入 读 读取 打开 关掉 切换 翻转 状态 值 时间 时刻 长 短 久 多久 快 慢 高 低 新 旧 同 同样 相同 不同 一致
`;

/** The stem by which two forms of an English word are one. */
export function stemEnglish(word: string): string {
  const plain = word
    .toLowerCase()
    .replace(/[’']s$/, '')
    .replace(/’/g, "'");
  if (plain.length <= 4) return plain.replace(/s$/, '') || plain;
  return plain
    .replace(/(?:ies|ied)$/, 'y')
    .replace(/(?:ing|edly|ed|es|ly|s|e)$/, '')
    .replace(/([b-df-hj-np-tv-z])\1$/, '$1');
}

export const PLAIN_ENGLISH: ReadonlySet<string> = new Set(EN.trim().split(/\s+/).map(stemEnglish));
export const PLAIN_CHINESE: ReadonlySet<string> = new Set(ZH.trim().split(/\s+/));
