import type { Evidence } from '../../src/llm/verify.ts';

const fact = (id: string, text: string, quotes: string[] = []): [string, Evidence] => [
  id,
  { id, text, lines: [1, 1], quotes },
];

/** Facts as the analyzers say them, for the sentences in good.ts and bad.ts. */
export const FACTS = {
  ledEn: new Map([
    fact('does', 'LED1 (PB10) stays on. LED2 (PB15) toggles once per pass, so its period is two passes.', [
      'LedBlink(PORT_GROUP1, LED2_PIN);',
    ]),
    fact(
      'led3',
      'LED3 (PA9) is off during the first delay of the first pass and on during the first delay of every later pass.',
    ),
    fact('led45', 'LED4 (PA5) and LED5 (PA6) are off during the first delay and on during the second delay.', [
      'LedOff(PORT_GROUP2, LED4_PIN | LED5_PIN);',
    ]),
    fact('delay', 'Delay is not in the paste; each of the three delays is taken as equally long.'),
    fact(
      'mask',
      'Line 7: the mask goes through a uint16_t parameter, so its upper 16 bits are lost and LED3 is never switched off.',
      ['void LedOnOff(GPIO_Module* GPIOx, uint16_t Pin)'],
    ),
    fact('fix', 'Make the parameter of LedOnOff uint32_t.'),
    fact('time', 'LED2 is on for 500 ms and off for 500 ms.'),
    fact('dir', 'PB5 is written on line 12 but was never made an output, so nothing changes on the pin.', [
      'GPIOB->ODR |= 1 << 5;',
    ]),
  ]),
  ledZh: new Map([
    fact('does', 'LED1（PB10）一直亮。LED2（PB15）每圈翻转一次，所以它的周期是两圈。', [
      'LedBlink(PORT_GROUP1, LED2_PIN);',
    ]),
    fact('led3', 'LED3（PA9）在第一圈的第一次延时里是灭的，以后每一圈的第一次延时里都是亮的。'),
    fact('led45', 'LED4（PA5）和 LED5（PA6）在第一次延时里灭，在第二次延时里亮。'),
    fact('mask', '第 7 行：掩码经过 uint16_t 参数，高 16 位丢失，LED3 永远不会熄灭。', [
      'void LedOnOff(GPIO_Module* GPIOx, uint16_t Pin)',
    ]),
    fact('fix', '把 LedOnOff 的参数改成 uint32_t。'),
    fact('time', 'LED2 亮 500 毫秒，灭 500 毫秒。'),
    fact('dir', '第 12 行写了 PB5，但它从来没有被设为输出，所以引脚没有变化。', ['GPIOB->ODR |= 1 << 5;']),
  ]),
  logEn: new Map([
    fact(
      'cause',
      'dockerd could not create the NAT chain DOCKER: iptables was refused because the process has no CAP_NET_ADMIN.',
      [
        "failed to start daemon: Error initializing network controller: failed to create NAT chain DOCKER: iptables failed: iptables -t nat -N DOCKER: can't initialize iptables table `nat': Permission denied (you must be root)",
      ],
    ),
    fact('overlay', 'The overlay2 error is not the cause: dockerd went on and loaded containers afterwards.', [
      'level=error msg="failed to mount overlay: invalid argument" storage-driver=overlay2',
    ]),
    fact('loop', 'docker.service failed 4 times in 12 seconds, then systemd gave up restarting it.'),
    fact('start', 'The first failure was at 00:48:25.'),
    fact('fix', 'Run the container with CAP_NET_ADMIN, or build images with buildah, which needs no daemon.'),
    fact('next', 'Next command: `journalctl -u docker.service -b --no-pager`'),
    fact('port', 'nginx could not bind to port 80: the address is already in use by process 812.'),
    fact('exit', 'The main process exited with status 203/EXEC: /opt/app/bin/start does not exist.'),
  ]),
  logZh: new Map([
    fact('cause', 'dockerd 建不了 NAT 链 DOCKER：iptables 被拒绝，因为进程没有 CAP_NET_ADMIN 权限。'),
    fact('overlay', 'overlay2 的报错不是原因：dockerd 在那之后继续加载了容器。'),
    fact('loop', 'docker.service 在 12 秒内失败 4 次，之后 systemd 放弃重启。'),
    fact('start', '第一次失败在 00:48:25。'),
    fact('fix', '给容器加上 CAP_NET_ADMIN，或者改用不需要守护进程的 buildah 构建镜像。'),
    fact('next', '下一条命令：`journalctl -u docker.service -b --no-pager`'),
    fact('port', 'nginx 绑定不了 80 端口：地址已经被进程 812 占用。'),
    fact('exit', '主进程以状态 203/EXEC 退出：/opt/app/bin/start 不存在。'),
  ]),
  podEn: new Map([
    fact('ports', 'Containers of a Pod share one network namespace, so two of them cannot listen on the same port.'),
    fact('emptydir', 'An emptyDir survives a container restart; it is deleted together with the Pod.'),
    fact('grace', 'terminationGracePeriodSeconds is 30 seconds by default; after that the kubelet sends SIGKILL.'),
    fact('137', 'Exit code 137 means SIGKILL; it is an OOM kill only where the reason says OOMKilled.'),
  ]),
  podZh: new Map([
    fact('ports', '一个 Pod 里的容器共享同一个网络命名空间，所以两个容器不能监听同一个端口。'),
    fact('emptydir', '容器重启后 emptyDir 还在；Pod 删除时它一起被删除。'),
    fact('grace', 'terminationGracePeriodSeconds 默认 30 秒，之后 kubelet 发送 SIGKILL。'),
  ]),
} as const;

export type FactSet = keyof typeof FACTS;
