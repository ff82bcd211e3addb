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

describe('what people ask of descriptions and events', () => {
  it.each([
    [POD, 'was it the liveness probe that killed it?', /^No.*OOMKilled/],
    [POD, 'how long did the last run survive', /1 min 15 s/],
    [POD, '内存给了多少 够不够', /256Mi.*不够/s],
    [SWAP, 'which line is harmless and which one is fatal?', /fatal one.*command failed/s],
    [BAN, '几点解封的', /05:21:10/],
  ])('%#', async (paste, question, says) => {
    const { memory } = await explain(paste);
    expect((await ask(question, memory)).answer).toMatch(says);
  });

  it.each([
    // "Node Agent" is no node, and a node's name no amount of memory.
    [SWAP, '这个节点的内存有多大'],
    [EVENTS, 'when was the cart-tls secret deleted?'],
  ])('%#: what is not in it is said not to be', async (paste, question) => {
    const { memory } = await explain(paste);
    const reply = await ask(question, memory);
    expect(reply.declined).toBe(true);
    expect(reply.answer).toMatch(/没有(?:写|说)|does not say|not in/);
  });
});
