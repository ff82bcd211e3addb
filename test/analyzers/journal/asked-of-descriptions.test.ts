import { describe, expect, it } from 'vitest';
import { ask, explain } from '../../../src/index.ts';

const POD = `Name:             shop-api-6c9f7d5b8-x2vlq
Namespace:        prod
Node:             worker-4/10.0.3.14
Status:           Running
Containers:
  api:
    Image:          reg.local/shop/api:1.18.2
    State:          Waiting
      Reason:       CrashLoopBackOff
    Last State:     Terminated
      Reason:       OOMKilled
      Exit Code:    137
      Started:      Tue, 04 Mar 2025 14:02:11 +0100
      Finished:     Tue, 04 Mar 2025 14:03:26 +0100
    Ready:          False
    Restart Count:  7
    Limits:
      memory:  256Mi
    Requests:
      memory:  128Mi
    Liveness:  http-get http://:8080/healthz delay=15s timeout=1s period=10s #success=1 #failure=3
Events:
  Type     Reason   Age                   From     Message
  ----     ------   ----                  ----     -------
  Warning  BackOff  12s (x118 over 31m)   kubelet  Back-off restarting failed container api in pod shop-api-6c9f7d5b8-x2vlq_prod
`;
const SWAP = `Oct 21 06:12:03 node3 systemd[1]: Started kubelet: The Kubernetes Node Agent.
Oct 21 06:12:04 node3 kubelet[1873]: W1021 06:12:04.361022 1873 sysinfo.go:203] Nodes topology is not available, providing CPU topology
Oct 21 06:12:04 node3 kubelet[1873]: E1021 06:12:04.377145 1873 run.go:74] "command failed" err="failed to run Kubelet: running with swap on is not supported, please disable swap! or set --fail-swap-on flag to false."
Oct 21 06:12:04 node3 systemd[1]: kubelet.service: Main process exited, code=exited, status=1/FAILURE
`;
const EVENTS = `LAST SEEN   TYPE      REASON             OBJECT              MESSAGE
14m         Normal    Scheduled          pod/cart-0          Successfully assigned prod/cart-0 to node-b
13m         Warning   FailedMount        pod/cart-0          MountVolume.SetUp failed for volume "tls" : secret "cart-tls" not found
11m         Normal    Started            pod/cart-0          Started container cart
`;
const BAN = `Apr 27 05:11:09 bastion sshd[18824]: Failed password for root from 203.0.113.40 port 51190 ssh2
Apr 27 05:11:10 bastion fail2ban.actions[640]: NOTICE [sshd] Ban 203.0.113.40
Apr 27 05:21:10 bastion fail2ban.actions[640]: NOTICE [sshd] Unban 203.0.113.40
`;

const PENDING = `Name:         worker-7d9f-abc12
Namespace:    batch
Status:       Pending
Containers:
  worker:
    Image:      reg.example/worker:2.0
    Requests:
      cpu:     4
      memory:  8Gi
Node-Selectors:  gpu=true
Events:
  Type     Reason            Age   From               Message
  ----     ------            ----  ----               -------
  Warning  FailedScheduling  3m    default-scheduler  0/5 nodes are available: 2 Insufficient memory, 3 node(s) didn't match Pod's node affinity/selector.
`;
const ORDERS = `Mar 02 09:14:03 app2 orders-api[4410]: level=info msg="loading config" path=/etc/orders/config.yaml
Mar 02 09:14:04 app2 orders-api[4410]: level=error msg="cannot connect to database" host=db1.internal port=5432 err="dial tcp 10.20.0.8:5432: i/o timeout" attempt=1
Mar 02 09:14:24 app2 systemd[1]: orders-api.service: Main process exited, code=exited, status=1/FAILURE
`;
const PODS = `NAME                     READY   STATUS             RESTARTS        AGE
api-6f7c9d-4kx2p         1/1     Running            0               12d
api-6f7c9d-9sbd7         0/1     CrashLoopBackOff   41 (3m ago)     3h
web-5d8b7-lq9rt          1/2     Running            0               20m
`;

describe('what people ask of descriptions and events', () => {
  it.each([
    [POD, 'was it the liveness probe that killed it?', /^No.*OOMKilled/],
    [POD, 'how long did the last run survive', /1 min 15 s/],
    [POD, '内存给了多少 够不够', /256Mi.*不够/s],
    [SWAP, 'which line is harmless and which one is fatal?', /fatal one.*command failed/s],
    [BAN, '几点解封的', /05:21:10/],
    [PENDING, '要多少内存才够', /8Gi/],
    [PENDING, 'what label does the node need', /gpu=true/],
    [PENDING, '集群一共几个节点', /^5 /],
    [ORDERS, '配置文件在哪', /^`\/etc\/orders\/config\.yaml`/],
    [ORDERS, '进程号多少', /^`4410`：/],
    [PODS, 'which pods are not healthy', /9sbd7`?, `?web-5d8b7/],
  ])('%#', async (paste, question, says) => {
    const { memory } = await explain(paste);
    expect((await ask(question, memory)).answer).toMatch(says);
  });

  it.each([
    // "Node Agent" is no node, and a node's name no amount of memory.
    [SWAP, '这个节点的内存有多大'],
    [EVENTS, 'when was the cart-tls secret deleted?'],
    // `database: dial tcp` names no database, and no name is a version.
    [ORDERS, '数据库的版本是多少'],
  ])('%#: what is not in it is said not to be', async (paste, question) => {
    const { memory } = await explain(paste);
    const reply = await ask(question, memory);
    expect(reply.declined).toBe(true);
    expect(reply.answer).toMatch(/没有(?:写|说)|does not say|not in/);
  });
});
