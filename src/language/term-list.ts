/**
 * One honest table: what the field calls one thing in Chinese and in English, usual misspellings and slang included.
 * `concept | Chinese forms | English forms`, forms separated by commas. A form of several words is found as a whole.
 * A form stands in one line only.
 */
export const TERM_LIST = `
download | 下载, 获取 | download, fetch, downloading
gc | 垃圾回收, 垃圾收集 | gc, garbage collection, garbage collector
inside | 里面, 里头, 内部 | inside, within
pod | 容器组 | pod, pods
k8s | 酷伯 | kubernetes, k8s, kube, kubernets, kuberntes, kubernete, kubenetes
container | 容器 | container, conatiner, contianer, ctr
node | 节点, 结点, 工作节点, 宿主机, 宿主, 主机, 机器, 物理机, 服务器, 台机 | node, host, machine, worker, server, box, vm host
cluster | 集群 | cluster
namespace | 命名空间, 名字空间, 名称空间 | namespace, ns
image | 镜像, 镜象 | image, img
pull | 拉取, 拉镜像, 拉不下来, 拉 | pull
tag | 标签版本 | tag
label | 标签 | label
selector | 选择器, 选择符 | selector
annotation | 注解 | annotation
process | 进程 | process, pid, processes
process-group | 进程组 | process group, pgid
pause | 沙箱, 沙盒, 基础容器, 根容器, 暂停容器 | pause, infra, infra container, sandbox, pause container
share | 共享, 共用, 公用, 互通, 通用 | share, shared, common
isolate | 隔离, 独立 | isolate, isolation, separate, independent
network | 网络 | network, networking, net
localhost | 本地回环, 回环, 本机 | localhost, 127.0.0.1, loopback
port | 端口 | port
conflict | 冲突, 占用, 撞 | conflict, clash, in use, collide
ip | ip地址 | ip, address, ip address
hostname | 主机名 | hostname, host name
dns | 域名, 域名解析, 解析 | dns, resolve, lookup
service | 服务发现 | service, svc, clusterip
endpoint | 端点 | endpoint, endpointslice
traffic | 流量, 请求流量 | traffic
volume | 存储卷, 数据卷, 卷 | volume, vol
mount | 挂载, 挂在, 挂到, 挂进, 挂上, 挂 | mount, mountpath, volumemount, mounting
storage | 存储 | storage
persistent | 持久化, 持久, 永久 | persistent, persist, durable, survive, permanent
pvc | 持久卷声明, 持久卷, 持久化卷 | pvc, pv, persistentvolume, persistentvolumeclaim, persistent volume, persistent volume claim
emptydir | 空目录 | emptydir, empty dir, emptydirs
hostpath | 主机路径, 宿主机路径, 宿主机目录 | hostpath, host path
configmap | 配置映射, 配置字典 | configmap, config map, cm
secret | 密钥, 机密, 密码, 保密字典 | secret, password, credential
env | 环境变量 | env, environment variable, env var, envvar, environment
config | 配置, 设置 | config, configure, configuration, setting, set
projected | 投射卷, 投射, 投影 | projected, projection
downward | 向下api, 下行api | downward, downwardapi, downward api
readonly | 只读 | readonly, read only, read-only, readonlyrootfilesystem
tmpfs | 内存盘 | tmpfs, ramdisk, ram disk
subpath | 子路径 | subpath, subpathexpr
data | 数据, 资料 | data
file | 文件 | file
lose | 丢失, 丢, 没了, 消失, 清空, 清掉, 不见 | lose, lost, gone, vanish, wipe, wiped, disappear
keep | 保留, 还在, 保存, 留着, 留下 | keep, retain, stay, remain, preserve, kept
write | 写入 | write
delete | 删除, 删掉, 删, 移除, 销毁 | delete, remove, removal, destroy, deletion
create | 创建, 新建, 建立 | create, creation
recreate | 重建, 重新创建 | recreate, recreated
replace | 替换, 更换, 换新 | replace, replacement
restart | 重启, 重新启动, 重起, 拉起, 反复启动, 起来又挂, 重新拉起来 | restart, reboot, restarted, restarting, resart, come back, comes back, brings back, bring back
restartpolicy | 重启策略, 重启政策 | restartpolicy, restart policy
backoff | 退避, 回退延迟 | backoff, back-off, back off
crash | 崩溃, 崩了, 崩, 挂了, 挂掉, 宕, 炸了 | crash, crashed, die, fall over
crashloop | 崩溃循环 | crashloopbackoff, crash loop, crashloop, crash loop backoff, crashlopbackoff, crashloopback, crashloopbackof
exit | 退出, 结束, 跑完退出, 正常退出, 退了 | exit, quit, exited, exits
exitcode | 退出码, 退出代码, 返回码, 错误码 | exit code, exitcode, return code, exit status
fail | 失败, 出错, 报错, 不成功, 跑挂, 挂掉了, 起不来 | fail, failure, failed, error, broken, doesnt work, does not work, not working
success | 成功 | success, succeed, successful
complete | 完成, 跑完, 执行完 | complete, finish, done, completion
start | 启动, 起来, 开始, 拉起来 | start, boot, startup, launch, come up
stop | 停止, 停掉, 停, 关闭 | stop, halt, shut down, shutdown
kill | 杀死, 杀掉, 杀, 干掉 | kill, killed, sigkill
terminate | 终止, 优雅退出, 优雅终止, 优雅关闭, 优雅停机 | terminate, termination, graceful, gracefully, graceful shutdown
terminating | 删不掉, 卡在删除 | terminating
grace-period | 宽限期, 宽限, 宽限时间, 优雅退出时间 | grace period, terminationgraceperiodseconds, graceperiod
sigterm | 终止信号, 停止信号 | sigterm, sigquit, stop signal, stopsignal, term signal
prestop | 停止前钩子 | prestop, pre-stop, pre stop
poststart | 启动后钩子 | poststart, post-start, post start
hook | 钩子, 生命周期钩子 | hook, lifecycle hook
force | 强制, 强删 | force
finalizer | 终结器 | finalizer
lifecycle | 生命周期 | lifecycle, life cycle
phase | 阶段, 相位 | phase
state | 状态 | state, status, stat
condition | 状况 | condition
pending | 挂起, 等待中, 待调度 | pending
running | 运行中 | running
succeeded | 已成功 | succeeded
unknown | 未知 | unknown
waiting | 等待状态 | waiting
terminated | 已终止 | terminated
ready | 就绪, 准备好 | ready, readiness
probe | 探针, 探测, 健康检查, 探真, 探活 | probe, health check, healthcheck, probes
liveness | 存活探针, 存活 | liveness, livenessprobe, livness, liveliness
readiness-probe | 就绪探针, 就绪检查 | readinessprobe, readiness probe, readness, readynes
startup-probe | 启动探针 | startupprobe, startup probe
readinessgate | 就绪门控, 就绪门 | readinessgate, readiness gate
timeout | 超时 | timeout, time out
initialize | | initialize, initialization, initialise
init-container | 初始化容器, 初始化, init容器, init 容器 | init, init container, initcontainer, initcontainers, init-container
sidecar | 边车, 边车容器, 伴生容器, 辅助容器, 挎斗 | sidecar, side car, side-car, sidcar
ephemeral | 临时容器, 调试容器 | ephemeral container, ephemeralcontainer, debug container, ephemeralcontainers
ephemeral-word | 短暂, 临时 | ephemeral, temporary, short-lived, disposable
main-container | 主容器, 业务容器, 应用容器, 业务, 主程序 | main container, app container, application container, main app, main process
multi-container | 多容器, 多个容器, 几个容器, 两个容器, 俩容器, 俩个容器, 三个容器, 五个容器, 好几个容器 | multi-container, multiple containers, two containers, 2 containers, several containers, multicontainer, more than one container, three containers
ambassador | 大使, 代理容器 | ambassador
adapter | 适配器 | adapter
pattern | 模式 | pattern
order | 顺序, 先后, 依次, 先后顺序 | order, sequence, sequential, sequentially
job | 任务, 批处理, 批处理任务, 批任务, 一次性任务 | job, batch, batch job, cron job
cronjob | 定时任务 | cronjob, cron
deployment | 部署 | deployment, deploy
replicaset | 副本集, 复制集 | replicaset, rs
statefulset | 有状态集, 有状态副本集 | statefulset, sts
daemonset | 守护进程集 | daemonset
controller | 控制器 | controller
replica | 副本, 副本数 | replica, copies
scale | 扩容, 缩容, 扩缩容, 伸缩, 弹性, 扩展 | scale, scaling, autoscale, scale out
rollout | 滚动更新, 滚动升级, 滚动发布, 发布 | rolling update, rollout, rolling upgrade, rollingupdate, rolling, roll out
rollback | 回滚 | rollback, roll back, undo
update | 更新, 升级, 修改, 改动, 改 | update, upgrade, change, modify, edit, updated, changed
template | 模板, 模版, pod模板 | template, podtemplate, pod template
immutable | 不可变, 不可修改 | immutable
bare-pod | 裸pod, 裸 pod, 单独的pod, 独立pod, 直接创建pod, 裸跑 | bare pod, naked pod, standalone pod
static-pod | 静态pod, 静态 pod, 静态 | static pod, static pods, static
mirror-pod | 镜像pod, 镜像 pod, 影子pod | mirror pod, mirror pods, mirror
schedule | 调度, 安排 | schedule, scheduling, scheduled
scheduler | 调度器 | scheduler, kube-scheduler
reschedule | 重新调度, 漂移, 迁移 | reschedule, migrate, move, rescheduled
gang | 成组调度, 组调度, 协同调度, 一起调度, 批量调度, 整组, 同时拿到, 必须同时, 要么全 | gang, gang scheduling, coscheduling, co-scheduling, all or nothing, all-or-nothing, podgroup, pod group, all or none, at the same time all
affinity | 亲和性, 亲和, 节点亲和 | affinity, nodeaffinity, podaffinity
anti-affinity | 反亲和, 反亲和性 | anti-affinity, antiaffinity, podantiaffinity, anti affinity
taint | 污点, 污电 | taint, tainted
toleration | 容忍, 容忍度 | toleration, tolerate, tolerates
nodeselector | 节点选择器 | nodeselector, node selector
topology | 拓扑, 打散, 分散, 均匀分布 | topology, spread, topologyspreadconstraints, topology spread
gate | 调度门, 门控 | gate, schedulinggate, scheduling gate
priority | 优先级 | priority, priorityclass, priorityclassname
preempt | 抢占, 抢占式 | preempt, preemption
evict | 驱逐, 驱除, 赶走, 撵走 | evict, eviction, evicted, evcition
pdb | 中断预算, 干扰预算 | pdb, disruption budget, poddisruptionbudget, disruption
drain | 排空, 腾空 | drain, cordon
pressure | 压力 | pressure, diskpressure, memorypressure
resource | 资源 | resource
request | 请求值, 资源请求 | request, requests
limit | 限制, 限额, 上限 | limit, limits, cap, limitation
quota | 配额, 资源配额 | quota, resourcequota
limitrange | 限制范围 | limitrange
qos | 服务质量 | qos, quality of service, guaranteed, burstable, besteffort, best effort
memory | 内存 | memory, mem, ram
cpu | 处理器, 核 | cpu, cpus, core
throttle | 限流, 节流, 被限速 | throttle, throttling, throttled
oom | 内存溢出, 爆内存, 内存不足, 内存爆了 | oom, oomkilled, out of memory, oomkill
disk | 磁盘, 硬盘 | disk
ephemeral-storage | 临时存储, 本地临时存储 | ephemeral-storage, ephemeral storage
overhead | 开销 | overhead
resize | 原地调整, 就地, 原地, 垂直扩缩 | resize, in-place, in place, inplace
runtime | 运行时, 容器运行时 | runtime, container runtime
runtimeclass | 运行时类 | runtimeclass, gvisor, kata
cri | 容器运行时接口 | cri
containerd | | containerd, container d, cri-o, crio
docker | | docker, dockerd, moby
dockershim | 垫片 | dockershim
dind | | dind, docker in docker, docker-in-docker
podman | | podman
crictl | | crictl
kubelet | | kubelet, kublet, kubelt
apiserver | api服务器 | apiserver, api server, kube-apiserver, api-server
control-plane | 控制面, 控制平面 | control plane, control-plane, master
kubectl | | kubectl, kubctl, kubeclt, kubect
exec | 进入容器, 进容器, 进去 | exec, shell into, get into
logs | 日志 | log, logs, logging
log-collector | 日志采集, 日志收集, elk, 采集日志, 收集日志 | log collector, log collection, log shipper, fluentd, fluent-bit, filebeat, log agent, elk, collect logs, ship logs
describe | 描述 | describe
debug | 排查, 调试, 定位, 查原因 | debug, troubleshoot, diagnose, investigate
copy | 拷贝, 复制 | copy, cp
port-forward | 端口转发 | port-forward, port forward, portforward
event | 事件 | event
command | 命令 | command, cmd, entrypoint, args
security | 安全 | security, secure, safe
securitycontext | 安全上下文 | securitycontext, security context
privileged | 特权, 特权模式, 特权容器 | privileged, privilege, privileges
capability | 能力, 权能 | capability, cap_net_admin, net_admin, caps, capabilities, sys_admin, cap_sys_admin
root | root用户, 超级用户 | root, uid 0
nonroot | 非root, 非 root | runasnonroot, nonroot, non-root, runasuser
userns | 用户命名空间, 用户名字空间 | user namespace, hostusers, userns, user namespaces
seccomp | | seccomp, seccompprofile
apparmor | | apparmor
selinux | | selinux
psa | pod安全准入, pod 安全准入, 安全标准 | pod security, psa, pod security admission, podsecurity, pod security standards, psp, podsecuritypolicy
admission | 准入 | admission, webhook
serviceaccount | 服务账号, 服务账户, 服务帐号 | serviceaccount, service account, sa
token | 令牌 | token
rbac | 权限 | rbac, permission, forbidden
hostnetwork | 主机网络, 宿主机网络 | hostnetwork, host network
hostport | 主机端口, 宿主机端口 | hostport, host port
hostpid | | hostpid, host pid
shareprocess | 共享进程, 进程命名空间 | shareprocessnamespace, share process namespace, process namespace
ipc | 进程间通信, 共享内存 | ipc, shared memory, shm, /dev/shm, interprocess
cni | 网络插件 | cni, network plugin
networkpolicy | 网络策略 | networkpolicy, network policy
ingress | 入口 | ingress
loadbalancer | 负载均衡 | loadbalancer, load balancer, load balancing, load balance
nodeport | | nodeport, node port
headless | 无头服务 | headless
imagepull | 镜像拉取失败 | imagepullbackoff, errimagepull, image pull backoff, imagepullback
pullpolicy | 拉取策略, 镜像拉取策略 | imagepullpolicy, pull policy, ifnotpresent
pullsecret | 拉取凭据, 私有仓库, 私有镜像 | imagepullsecrets, pull secret, private registry, imagepullsecret
registry | 仓库, 镜像仓库 | registry
war | war包 | war, tomcat, war file
atom | 原子, 最小单位, 最小单元, 最小调度单位, 基本单位, 调度单位 | atomic, smallest unit, smallest, unit, smallest deployable unit
coupled | 耦合, 紧密, 超亲密 | tightly coupled, coupled, tight
vm | 虚拟机 | vm, virtual machine
why | 为什么, 为啥, 为何, 干嘛, 咋回事, 怎么回事, 凭什么 | why, reason, how come, purpose
difference | 区别, 差别, 不同, 差异, 对比, 关系, 有何不同 | difference, different, vs, versus, differ, compare, compared, diff
meaning | 意思, 含义, 是什么, 是啥, 啥意思, 什么意思, 什么是, 啥是, 何谓, 定义 | mean, meaning, definition, define, what is, what's, whats, what are
howto | 怎么, 如何, 怎样, 咋, 怎么办, 咋办 | how, how to
default | 默认, 缺省 | default, by default
max | 最大, 最多, 最长 | max, maximum, most, longest, at most
min | 最小, 最少 | min, minimum, least
time | 时间, 多久, 多长时间, 多长, 多少秒, 几秒, 几分钟 | time, how long, long, seconds, minutes, duration, delay, interval, period
count | 多少, 几个, 数量, 个数 | how many, many, number, count
when | 什么时候, 何时, 啥时候 | when
same | 同一个, 一样, 相同, 同一, 一致 | same, identical, equal
two | 两个, 俩, 2个, 两, 2 | two, 2, both
multiple | 多个, 几个 | multiple, several, many of
name | 名字, 名称, 重名, 同名 | name, rename
uid | 唯一标识 | uid, uuid
group | 组, 一组 | group
frontend | 前端, 前台, 前后端 | frontend, front end, front-end, web server, webserver
database | 数据库, redis | database, db, mysql, postgres, postgresql, mongodb, redis, postgres db
backend | 后端, 后台 | backend, back end
build | 构建, 打镜像, 构建镜像, 编译 | build, builds, kaniko, buildkit, buildah
cost | 代价, 缺点, 坏处, 弊端 | cost, drawback, downside, disadvantage, price, trade-off, tradeoff
benefit | 好处, 优点, 价值, 作用, 用处, 意义, 有啥用, 有什么用 | benefit, advantage, value, use, useful, good for
possible | 可以, 能不能, 能否, 可不可以, 支持, 能, 行不行, 允许 | can, possible, allow, support, able, allowed, supported
communicate | 通信, 通讯, 访问, 互访, 调用, 连接 | communicate, talk, reach, access, connect, call, communication
assign | 分配 | assign, allocate, allocation
version | 版本 | version
windows | | windows
linux | | linux
gpu | 显卡 | gpu
check | 检查, 查看, 看看, 看 | check, see, view, show, list, inspect
find | 查找, 找 | find, locate
yaml | 清单, 资源清单 | yaml, manifest, yml
field | 字段 | field
kubelet-dir | 清单目录 | manifests directory, /etc/kubernetes/manifests, staticpodpath
sleep | | sleep
lock | 锁 | lock
unreachable | 失联, 断网, 不可达, 断连 | unreachable, not-ready, notready, not ready, disconnected
node-down | 节点挂了, 节点宕机, 节点挂掉, 节点故障, 节点坏了, 宕机 | node down, node dies, node failure, node crash, node fails, node died
reboot-node | 节点重启, 重启节点, 机器重启 | node reboot, node restart
rwo | 单节点读写 | readwriteonce, rwo, readwriteoncepod
rwx | 多节点读写 | readwritemany, rwx, readonlymany
access-mode | 访问模式 | access mode, accessmodes
storageclass | 存储类 | storageclass, storage class
csi | | csi
nfs | | nfs
local-volume | 本地卷 | local volume, local pv
reclaim | 回收策略, 回收 | reclaim, reclaimpolicy, reclaim policy
sizelimit | 大小限制 | sizelimit, size limit
cgroup | | cgroup, cgroups
rootfs | 根文件系统, 文件系统, 可写层 | rootfs, root filesystem, filesystem, file system, writable layer
put | 塞, 放进, 放到, 放, 塞进 | put, place, bundle, pack
laptop | 电脑, 本地, 笔记本, 浏览器 | laptop, my computer, browser, local machine, my machine
split | 拆, 拆开, 拆分 | split, spread over
risk | 风险, 隐患, 危险, 后果 | risk, dangerous, danger, wrong, harm, unsafe, insecure
wait | 等待, 等到, 等 | wait, until, must wait, waits
together | 一起, 同时, 一块, 一同 | together, at once, simultaneously, at the same time, all or none, parallel, in parallel
directory | 目录, 文件夹, 路径 | directory, folder, dir, directories, path
software | 软件, 装的 | installed, package, apt
shell |  | shell, sh, bash, distroless
existing | 跑着的, 正在运行, 运行的, 已有, 现有, 已经运行, 已经存在 | existing, already running, already runs, live
steps | 过程, 流程, 步骤, 后台都, 发生 | step, happens between, happen, happens, process of
other | 别的, 其他, 另一个, 另外一个, 其它 | another, other, different
machine-other | 别的机器, 其他机器, 别的节点, 其他节点, 另一台, 换节点, 换机器, 别处 | another node, other node, different node, another machine, other machine
hour | 小时, 分钟 | hour, hours, minute
mem-up | 调大内存, 加内存, 增加内存, 扩内存 | bump memory, increase memory, more memory, raise memory
without-restart | 不重启, 不用重启, 无需重启 | without restart, without restarting, no restart
assigns | 谁分配, 谁分的, 谁给分, 哪来的, 从哪来, 从哪里来 | hands out, who assigns, comes from, come from, where from, assigned by
powercut | 断电, 停电, 关机, 机器断电 | power loss, power cut, power off
proxy | 代理 | proxy, envoy, istio-proxy
who | 谁, 哪个组件 | who, which component
overwrite | 覆盖, 盖掉, 盖住, 遮住, 盖了 | overwrite, hide, hides, shadow
scratch | 临时空间, 缓存, 临时文件 | scratch, cache, temp files, temporary files
run-word | 跑, 运行 |
drill | 演练, 预演 | drill, rehearsal, rehearse, rehearsed
latency | 延迟, 时延 | latency
alert | 告警, 报警 | alert, alarm
oncall | 值班 | on-call, oncall, on duty
incident | 事故 | incident, outage
peak | 高峰, 峰值 | peak
user | 用户, 客户, 顾客 | user, customer
postmortem | 复盘 | postmortem, post-mortem
staging-env | 预发, 预发环境, 测试环境 | staging, test environment
budget | 预算 | budget
`;
