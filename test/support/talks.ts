/** What is said one after the other, and what the last answer has to hold: the same at every door. */
export interface Talk {
  name: string;
  said: string[];
  last: RegExp;
  not?: RegExp;
}

const NODES = `NAME     STATUS     ROLES           AGE    VERSION   INTERNAL-IP
node-a   Ready      control-plane   200d   v1.31.6   10.0.0.4
node-b   Ready      <none>          90d    v1.31.6   10.0.0.5
node-c   NotReady   <none>          12d    v1.30.9   10.0.0.6`;

export const TALKS: Talk[] = [
  {
    name: 'a note, asked of something else in Chinese',
    said: ['容器重启之后 IP 会变吗', '那数据呢？'],
    last: /可写层.{0,40}丢失/s,
  },
  {
    name: 'a note, asked of another kind of object',
    said: ['are pods started in order in a Deployment?', 'and in a StatefulSet?'],
    last: /in order|one after (?:the )?other|0 to N|one by one/i,
  },
  {
    name: 'a table, the same of another row',
    said: [NODES, 'what is the ip of node-b?', 'what about node-c?'],
    last: /10\.0\.0\.6/,
    not: /10\.0\.0\.5/,
  },
  {
    name: 'a table, two questions on',
    said: [NODES, 'node-b 是什么版本', '那 node-c 呢？', '那 node-a 呢？'],
    last: /^\W*v1\.31\.6/,
  },
];
