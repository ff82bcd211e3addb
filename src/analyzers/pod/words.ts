import type { Finding } from './facts.ts';

type Reason = NonNullable<Finding['declined']>;

/** What the Pod analyzer says around the notes, in both languages. */
export const WORDS = {
  zh: {
    declined: {
      'other-product': '这个问题讲的是别的产品，我的笔记只讲 Kubernetes 的 Pod，没有这方面的内容，就不乱答了。',
      private:
        '这要看你自己的集群，我在外面看不到。把相关命令的输出（例如 `kubectl get pods`、`kubectl describe pod`）贴过来，我可以一起看。',
      'write-for-me':
        '我不代写 YAML、脚本或文章，没有这样的笔记。想知道某个字段怎么写、某个现象为什么会这样，可以直接问。',
      elsewhere: '这个问题在 Pod 之外，我没有这方面的笔记。',
      'off-topic': '这个问题和 Pod 的工作原理无关，我没有这方面的笔记。',
      'no-note': '我的笔记里没有这一条，不想猜着答。',
    } satisfies Record<Reason, string>,
    elsewhere: (topic: string) => `这问的是${topic}，我只有 Pod 方面的笔记，没有这一条，就不乱答了。`,
    nearest: '最接近的话题：',
    covered: '我能答的是 Pod 的方方面面：容器共享什么、生命周期、重启、探针、资源、调度、存储、网络、安全和各种报错。',
    related: '相关问题：',
    versions: '版本：',
    paste: (name: string) => `把 \`kubectl describe pod ${name}\` 的输出贴过来，我可以看具体原因。`,
    article: '文章',
    outline: '要点：',
    doubtful: (count: number) => `有 ${count} 处说法需要纠正：`,
    point: (number: number) => `第 ${number} 条：`,
    clean: (count: number) => `核对了 ${count} 句话，没有发现已知的错误说法。`,
    says: '文中的原话：',
    no: '没有。',
    noSuchPart: (count: number, sentences: boolean) =>
      `文章只有 ${count} ${sentences ? '句' : '段'}，没有你说的那一${sentences ? '句' : '段'}。`,
    noSuchPoint: (count: number) => `文中只列了 ${count} 条，没有你说的那一条。`,
    points: (count: number) => `${count} 条。`,
    between: (from: string, to: string, minutes: number) => `从 ${from} 到 ${to}，相隔 ${minutes} 分钟。`,
    nameless: '文中没有说名字，只有：',
    silent: '文中没有提到这一点，没法从它得出答案。',
    nearestSaid: '文中没有说这一点，最接近的原话是：',
    mentions: (what: string) => `提到了${what}：`,
    noMention: (what: string) => `没有，文中没有提到${what}。`,
    wrongHere: '不过这句话本身不准确：',
    wronglySaid: '文中这里说得不对。',
    pods: (count: number, unwell: number) =>
      unwell === 0 ? `${count} 个 Pod 看起来都正常。` : `${count} 个 Pod，其中 ${unwell} 个需要留意：`,
    row: (name: string, ready: string, status: string, restarts: number | null) =>
      `\`${name}\` 处于 **${status}**，READY ${ready}${restarts ? `，重启了 ${restarts} 次` : ''}`,
    notReady: '进程在跑，但还没有就绪（READY 左边的数小于右边），先看 readiness 探针和事件。',
    restarted: '现在在跑，但重启次数不少，看上一次退出的原因。',
    unknownStatus: '这个状态没有专门的笔记，看事件最快。',
    untitled: '（无标题）',
  },
  en: {
    declined: {
      'other-product':
        'That is about another product. My notes cover Kubernetes Pods only, so I have no note on it and would rather not guess.',
      private:
        'That depends on your own cluster, and I cannot see it from here. Paste the output of a command (`kubectl get pods`, `kubectl describe pod`) and I can read it with you.',
      'write-for-me':
        'I do not write manifests, scripts or texts to order; there is no note for that. Ask how a field works or why something happens and I can help.',
      elsewhere: 'That lies outside Pods; I have no note on it.',
      'off-topic': 'That has nothing to do with how Pods work; I have no note on it.',
      'no-note': 'I have no note on that and do not want to guess.',
    } satisfies Record<Reason, string>,
    elsewhere: (topic: string) =>
      `That is about ${topic}. My notes cover Pods only, so I have no note on it and would rather not guess.`,
    nearest: 'Nearest topics:',
    covered:
      'What I can answer is anything about Pods: what containers share, life cycle, restarts, probes, resources, scheduling, storage, network, security and the error states.',
    related: 'Related:',
    versions: 'Versions:',
    paste: (name: string) =>
      `Paste the output of \`kubectl describe pod ${name}\` and I can look for the actual reason.`,
    article: 'Article',
    outline: 'Outline:',
    point: (number: number) => `Point ${number}:`,
    doubtful: (count: number) => (count === 1 ? 'One claim needs correcting:' : `${count} claims need correcting:`),
    clean: (count: number) =>
      `Checked ${count} sentence${count === 1 ? '' : 's'}; ${count === 1 ? 'it matches no' : 'none matches a'} known wrong claim.`,
    says: 'In its own words:',
    no: 'No. ',
    noSuchPart: (count: number, sentences: boolean) =>
      `The text has ${count} ${sentences ? 'sentence' : 'paragraph'}${count === 1 ? '' : 's'}, not as many as that.`,
    noSuchPoint: (count: number) => `The text numbers ${count} points, not as many as that.`,
    points: (count: number) => `${count} points.`,
    between: (from: string, to: string, minutes: number) => `From ${from} to ${to}: ${minutes} minutes.`,
    nameless: 'The text does not name them; all it has is:',
    silent: 'The text does not say; nothing in it answers this.',
    nearestSaid: 'The text does not say that in so many words; the nearest is:',
    mentions: (what: string) => `Yes, it mentions ${what}:`,
    noMention: (what: string) => `No, the text does not mention ${what}.`,
    wrongHere: 'That sentence is itself inaccurate, though:',
    wronglySaid: 'The text is wrong here: ',
    pods: (count: number, unwell: number) =>
      unwell === 0 ? `All ${count} Pods look fine.` : `${count} Pods, ${unwell} of them need a look:`,
    row: (name: string, ready: string, status: string, restarts: number | null) =>
      `\`${name}\` is in **${status}**, READY ${ready}${restarts ? `, ${restarts} restarts` : ''}`,
    notReady:
      'The process runs but is not ready (the left number of READY is the smaller one): look at the readiness probe and the events first.',
    restarted: 'It runs now but has been restarted often: look at why it last exited.',
    unknownStatus: 'There is no note on this status; the events are the quickest way to its reason.',
    untitled: '(untitled)',
  },
} as const;
