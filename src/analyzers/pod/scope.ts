import { foldText } from '../../language/segment.ts';

/** Why a question is not one for the notes, whatever words it shares with them. */
export type OutOfScope = 'other-product' | 'private' | 'write-for-me' | 'off-topic';

/** Products and things that share words with Pods or stand beside Kubernetes, and that no note is about. */
const OTHER_PRODUCT =
  /\b(?:redis|mysql|postgres(?:ql)?|nginx|tomcat|nomad|cocoa ?pods?|podfile|(?:^|[^a-z ] ?)pod ['"‘“]|pod (?:install|update|repo|spec lint|lib|trunk)(?! (?:image|the|its))|podspec|air ?pods?|ipods?|tripods?|podcasts?|home ?pod|pod ?rac(?:er|ers|ing)|space pod|escape pod|tide pods?|coffee pods?|vape pods?|whales?|orcas?|dolphins?|seed ?pods?|pea ?pods?|print on demand|docker swarm|swarm mode|mesos|marathon|rancher|istio|linkerd|envoy|virtualservice|service mesh|helm(?!et)|helmfile|kustomize|terraform|terragrunt|pulumi|ansible|puppet|saltstack|jenkins|gitlab|github actions|argo ?cd|argocd|argo (?:rollouts?|workflows?|events)|flagger|flux ?cd|fluxcd|tekton|spinnaker|prometheus|grafana|alertmanager|thanos|loki|kibana|elasticsearch|logstash|datadog|new relic|kafka|rabbitmq|zookeeper|mongodb|cassandra|mariadb|oracle|spring ?boot|django|react|vue|angular|next\.?js|flutter|swift|xcode|android|ios app|openstack|vmware|vsphere|proxmox|virtualbox|vagrant|hyper-v|eks|gke|aks|ecs|fargate|cloud run|lambda|cloudformation|route ?53|aws|azure|gcp|aliyun|openshift|okd|minikube|kops|kubeadm|kubespray|k3s|k3d|microk8s|crossplane|cert-manager|external-dns|keda|knative|velero|ceph|rook|longhorn|glusterfs|minio|harbor|nexus|etcd|etcdctl|calico|cilium|flannel|metallb|haproxy|traefik|kong|apisix|higress|openresty|sentinel|cka|ckad|cks|crd|crds|custom resource definitions?|operator sdk|kubebuilder|controller-runtime|docker[- ]compose|docker desktop|portainer|systemd|crontab|git|svn|npm|pip|maven|gradle|excel|word|photoshop|python|golang|rust|javascript|typescript|php|ruby|wordpress|chatgpt|gpt|llm|stable diffusion|kubevirt|quadlet|nacos|apollo|dubbo|seata|skywalking|zabbix|sonarqube|gitea|keycloak|airflow|spark|flink|hadoop|clickhouse|influxdb|consul|vault|superset|mlflow|kubeflow|zipkin|jaeger|fluentd|fluent-bit|filebeat)\b|阿里云|腾讯云|华为云|服务网格|播客|耳机|鲸|豌豆|豆荚|胶囊|灰度权重/g;

/** The same words are fine where the question compares, or asks what a Pod has to do with them. */
const COMPARES =
  /一个东西|一回事|同一个|\b(?:vs\.?|versus|difference|different|compared?|instead of|equivalent|same as|rather than|without|relat(?:ed|ion))\b|区别|差别|不同|对比|关系|相比|有什么不一样|一样吗|替代|代替|还是/;
/** Beside these a foreign name is only an example. */
const OF_PODS =
  /\b(?:pods?|container|service ?account|serviceaccount token|pvc|persistent ?volume\w*|cronjob|replicaset|sidecar|init ?container|kubelet|livenessprobe|liveness|readiness|startup ?probe|probe|emptydir|hostpath|configmap|secret|deployment|statefulset|daemonset|job|oomkilled|crashloop\w*|imagepull\w*|errimage\w*|evict\w*|securitycontext|privileged|capabilit\w+)s?\b|failed to pull image|pulling image|back-off|有状态|stateful|数据|\bdata\b|持久化|persist\w*|容器|探针|边车|驱逐|镜像|节点|特权|任务|等.{0,8}(?:起来|就绪|启动)|\bwait(?:s|ing)? (?:for|until)|\bbefore the app|\bkubectl (?:run|create|exec|debug|get|expose|set image)\b/;
/** Foreign names that may appear as an example inside a question about Pods. */
const ONLY_EXAMPLES = new Set(
  'redis mysql postgres postgresql nginx tomcat mongodb cassandra kafka rabbitmq zookeeper elasticsearch logstash mariadb oracle prometheus grafana python golang rust php ruby javascript typescript npm pip maven gradle git systemd crontab kibana loki datadog minikube etcd envoy jenkins gitlab docker-compose spring-boot springboot nexus harbor aws azure gcp eks gke aks nfs ceph kubeadm istio linkerd calico cilium flannel k3s vsphere 阿里云 腾讯云 华为云 haproxy django nacos apollo dubbo seata skywalking zabbix sonarqube gitea keycloak airflow spark flink hadoop clickhouse influxdb consul vault superset mlflow zipkin jaeger fluentd fluent-bit filebeat'.split(
    ' ',
  ),
);
/** Where these words stand, the question is about that product's own trade. */
const ITS_OWN_TRADE =
  /\b(?:install|upgrade|import|virtualservice|destinationrule|gateway|dashboard|alert|chart|values\.ya?ml|playbook|pipeline|query|defrag|compact|snapshot|backup|restore|migrate|licen[cs]e|pricing|price|cost|subscription|login|sign up|tutorial|hcl|mtls|canary|ingressroute)\b|安装|升级|备份|碎片|导入|灰度|面板|告警|流水线|价格|收费|权重|入门|教程|搭建|动态 ?agent|\bdynamic agents?\b|\bagent pods? template\b|看板|插件|\bplugins?\b|(?:jenkins|grafana|kibana|loki|prometheus|gitlab|skywalking|zabbix) ?(?:里|中|上|怎么连|界面|页面)|\bin (?:jenkins|grafana|kibana|loki|prometheus|gitlab)\b/;

/** Other things called pod: only a question about the name itself may speak of them. */
const NAMESAKE =
  /whale|orca|dolphin|air ?pod|ipod|podcast|cocoa|pea ?pod|seed ?pod|coffee|tide|vape|鲸|豌豆|豆荚|播客|耳机/;
const ABOUT_THE_NAME = /\b(?:called|names?|named|mean|means|meaning|why)\b|叫|名字|意思|为什么|由来/;

const PRIVATE =
  /\bwhich nodes? (?:will|would|did|is|are|does) (?:my|our) [\w -]{0,30}\b(?:tomorrow|tonight|next (?:time|week)|yesterday|right now|last night)\b|(?:我们?|咱们|我司|公司)[^。？?]{0,24}谁(?:干|弄|搞)的|我(?:们)?.{0,4}(?:昨天|昨晚|昨夜|前天|今天|今早|今晚|刚才|上周|上次).{0,6}(?:pod|容器|日志|集群|部署|发布|上线|更新|升级)|\bwhat version (?:is|are|of|does) (?:my|our)\b|\bhow many (?:pods?|nodes?|containers?|deployments?|services?|replicas?|namespaces?|clusters?)\b.{0,30}\b(?:my|our|this|the) (?:\w+ ){0,2}(?:clusters?|company|team|namespace|environment|production|prod|project)\b|\bhow many (?:pods?|nodes?|containers?|replicas?) (?:do|did|have|am) (?:i|we)\b|\bhow many (?:pods?|nodes?|containers?|replicas?) (?:are|is) (?:currently |now )?(?:running|up|down|crashing)? ?(?:right now|now|today|currently|in my|in our|here)|\bwhat(?:'?s| is) (?:the )?(?:\w+ ){0,2}(?:ip|ip address|name|password|url|address|version|status|state|uid|node) of (?:my|our)\b|\bwhat(?:'?s| is) (?:my|our) (?:\w+ ){0,3}(?:ip|name|password|url|address|version|status|namespace|token|cluster)\b|\b(?:who|which colleague|which team)\b.{0,20}\b(?:deleted|deployed|restarted|changed|broke|owns|killed)\b.{0,20}\b(?:my|our|the|this)\b|\bwhich (?:of (?:my|our)|node is my|node does my|version (?:is|does|of) (?:my|our))\b|\bis (?:my|our) (?:cluster|pod|app|application|service|deployment|node) (?:up|ok|okay|healthy|down|running|fine|online|safe)\b|\bwhen (?:did|was|will) (?:my|our) \b|\bhow (?:long|much) (?:has|have|did|is|was) (?:my|our)\b|\b(?:my|our) (?:cluster|company|team)'s\b.{0,30}\b(?:password|cost|bill|ip|name|version)\b|(?:我|我们|咱们|我司|公司|本)(?:的|家|这)?(?:个|边|套)?(?:的)?(?:集群|公司|环境|线上|生产|测试环境|命名空间|项目|k8s|kubernetes)[^怎如为]{0,12}(?:多少|几个|几台|哪些|哪个版本|什么版本|密码|谁)|(?:我|我们)(?:的|那个|这个)? ?(?:pod|节点|服务|容器|集群|应用).{0,6}(?:现在|目前|当前|今天|昨天|刚才).{0,10}(?:多少|几个|正常吗|好了吗|状态|ip|在哪|哪台|哪个节点|还活着)|谁(?:把|删|改|动|重启|部署|发布)(?!的? ?(?:调度器|kubelet|控制器|scheduler|controller|谁|.{0,3}还是))|(?:我们?|咱们|我司|公司|本)[^怎如为]{0,8}(?:集群|环境|线上|生产|机房)[^怎如为]{0,10}(?:几点|几号|哪天|周几|什么时候|何时)[^怎如为]{0,4}(?:停机|升级|维护|发版|上线|下线|开始|割接|恢复)|(?:我们?|咱们|我司|公司|本)[^怎如为]{0,8}(?:集群|环境|线上|生产|机房)[^怎如为]{0,8}(?:停机|升级|维护|发版|上线|割接)[^怎如为]{0,6}(?:几点|几号|哪天|周几|什么时候|何时)|(?:现在|目前|当前|今天|昨天).{0,8}(?:集群|线上|生产).{0,8}(?:多少|几个|哪些|正常吗)|我(?:的|这个)? ?(?:pod|集群) ?(?:的)? ?(?:ip|名字|密码|版本) ?(?:是)?(?:多少|什么|啥)/;

/** Plain old data of C++, which has the same name. */
const POD_OF_CPP =
  /\bstd::|\bplain old data|\b(?:trivially|standard)[- ](?:copyable|layout)|\bpod[- ]?(?:data )?(?:types?|structs?|class(?:es)?)\b.{0,30}(?:c\+\+|\bcpp\b|\bmemcpy)|(?:c\+\+|\bcpp\b).{0,20}\bpod\b.{0,4}(?:types?|structs?|class(?:es)?|类型|结构)/;

/** Who is on duty stands in no note. */
const WHO_IS_ON_DUTY =
  /\bwho(?:'?s| is| was| are| will be)\b.{0,16}\b(?:on[- ]?call|on duty|responsible for (?:our|my|this)|in charge of (?:our|my|this)|maintaining (?:our|my|this))\b|(?:今[晚天]|明[天晚]|昨[天晚]|这?周[一二三四五六日末]?|现在|集群|线上|我们|咱们).{0,10}(?:谁|哪位)(?:来|在|是)?(?:值班|当班|on ?call|负责)|(?:谁|哪位)(?:来|在|是)?(?:值班|当班)/;

/** How much somebody else runs is known to nobody here: "how many pods does netflix run". */
const OF_SOMEBODY =
  /\bhow many (?:pods?|nodes?|clusters?|containers?) (?:is|are|has|have) (?!there|allowed|all|both|each|kube|the\b|an?\b|it\b)[\w.-]+ (?:currently |now )?(?:running|using|operating|deployed)\b|\bhow many (?:pods?|nodes?|clusters?|containers?) (?:does|do|did) (?:(?:netflix|google|amazon|spotify|uber|airbnb|openai|tiktok|facebook|meta|microsoft|apple|alibaba|tencent)\b|\w+ (?:run|have|use|operate|own)\b.{0,12}\b(?:in total|worldwide|in production)\b)|(?:公司|集团|谷歌|阿里|淘宝|腾讯|字节|抖音|百度|美团|京东|华为|微软|亚马逊|netflix|google|amazon|spotify|uber|airbnb|openai|tiktok)[^。，,？?怎]{0,10}(?:跑|用|部署|有)(?:了|着)?(?:多少|几)(?:个|台|套)? ?(?:pod|容器|节点|集群)/;

const WRITE_FOR_ME =
  /^(?:请)?(?:写|生成|来|给我|编)一?(?:个|份|段).{0,12}(?:ya?ml|清单|脚本|chart|dockerfile|代码|文章|manifest|operator|控制器)|(?:开发|实现|编写)(?:一个)?.{0,6}(?:控制器|operator|插件|webhook|调度器)|\b(?:write|generate|create|make|draft|produce|build|give|send|show|provide|need|want)\b (?:me |us )?(?:up )?(?:a |an |the |some |my |full |complete |sample |example |working |production[- ]ready |production )*(?:[\w-]+ ){0,5}(?:ya?ml|manifests?|helm charts?|charts?|dockerfiles?|scripts?|operator|config files?|templates? file|deployment files?|spec files?|(?:pod|deployment|service|job|statefulset) specs?)\b(?! (?:field|mean|do|work))|\b(?:convert|translate|turn|rewrite|migrate|port)\b.{0,40}\b(?:to|into)\b.{0,30}\b(?:ya?ml|manifests?|helm|hcl|kubernetes|k8s|kustomize|compose)\b|\b(?:write|generate|code|implement)\b (?:me |us )?(?:a |an |some )?(?:\w+ ){0,4}(?:program|function|operator|code|controller|webhook|essay|poem|article|blog|email|report)\b|\bfix (?:my|this) ya?ml\b|(?:帮|给|替)(?:我|忙|俺|咱)?们?(?:写|生成|编|做|弄|搞|出|改|来|转)(?:一|个|份|段|下|成)?.{0,60}(?:ya?ml|清单|脚本|chart|dockerfile|配置文件|代码|程序|文章|模板|manifest|部署文件|编排文件|周报|邮件|方案|operator)|(?:写|生成|来|给)(?:一|个|份|段)(?:个|份|段)?.{0,20}(?:ya?ml|清单|脚本|chart|dockerfile|代码|文章|manifest|编排文件)(?:$|[,，。.!！ 吧])|(?:转|改写|翻译|转换)(?:成|为|到).{0,16}(?:ya?ml|helm|k8s|kubernetes|hcl|compose)/;

/** How kubectl makes a manifest is a question about kubectl. */
const ABOUT_KUBECTL = /\bkubectl (?:run|create|apply|get)\b|--dry-run/;

const OFF_TOPIC =
  /\b(?:salary|salaries|interviews?|certification|exam|hiring|recommend(?:ed)? (?:book|course|laptop)|books?|courses?|weather|recipe|restaurant|movie|song|lyrics|football|stock price|bitcoin|joke|poem|girlfriend|boyfriend|holiday|logo|founder|invented|who (?:created|made|wrote|founded)|market share|enterprise cost|how much (?:does|do|is|are) .{0,30}\b(?:cost|pay|charge)|pricing|price of|per month|license fee|best (?:app|laptop|phone|restaurant|movie|headphones))\b|面试|薪资|工资|薪水|考试|考证|认证考|证书多少|报名|书籍|哪本书|推荐.{0,6}(?:书|课|电影|耳机|手机|笔记本|餐厅)|天气|笑话|讲个|唱|歌词|股票|比特币|多少钱|价格|收费|费用是|电影|餐厅|菜谱|女朋友|男朋友|翻译成英文|发明|创始人|谁(?:创造|发明|写的|开发)|哪年(?:发布|开源|诞生)|市场份额|招聘|跳槽|前景/;

/** Releases that no note can know yet. */
const NOT_YET =
  /\b(?:kubernetes|k8s|kube)\b.{0,12}\bv?1\.(?:3[7-9]|[4-9]\d)\b|\bv?1\.(?:3[7-9]|[4-9]\d)\b.{0,16}(?:kubernetes|k8s|版本|release)/;

/** True where a question is about a release that is not out. */
export const asksOfTheFuture = (question: string): boolean => NOT_YET.test(foldText(question.slice(0, 2_000)));

/** The parts of a cluster that people configure by flags of their own. */
const COMPONENT =
  /\b(?:kube-?)?(?:apiserver|api[- ]server|controller-?manager|scheduler|proxy|kubelet)\b|\betcd\b|调度器/;
/** A flag or a setting by its exact name. */
const SETTING = /(?<![\w-])--([a-z][a-z0-9]*(?:-[a-z0-9]+)+)|\b([a-z]+(?:[A-Z][a-z]+){2,})\b/g;

/** Flags and settings that a question calls by their exact name, in small letters. */
export function settingsNamed(question: string): string[] {
  return [...question.slice(0, 2_000).matchAll(SETTING)].map((match) => (match[1] ?? match[2])!.toLowerCase());
}

/** True where a question is about how a part of the cluster is configured. */
export const isAboutComponent = (question: string): boolean => COMPONENT.test(foldText(question.slice(0, 2_000)));

/** A Pod in a state of its own is a question about Pods, whatever runs in it. */
export const tellsPodState = (question: string): boolean =>
  /\bpods?\b|容器/i.test(question) &&
  /oom ?killed|crash ?loop|imagepull|errimage|evicted|\bpending\b|containercreating|terminating|被驱逐|反复重启|一直重启/i.test(
    question,
  );

function foreignNames(text: string): string[] {
  return [...text.matchAll(OTHER_PRODUCT)].map(([name]) => name);
}

/**
 * Whether a question is surely none for the notes, and why.
 * @param known names of other products the best note speaks of itself; a comparison with them is in scope
 */
export function outOfScope(question: string, known: ReadonlySet<string>): OutOfScope | null {
  const text = foldText(question.slice(0, 2_000));
  if (PRIVATE.test(text) || WHO_IS_ON_DUTY.test(text)) return 'private';
  if (POD_OF_CPP.test(text)) return 'other-product';
  if (OF_SOMEBODY.test(text)) return 'off-topic';
  if (WRITE_FOR_ME.test(text) && !ABOUT_KUBECTL.test(text)) return 'write-for-me';
  if (OFF_TOPIC.test(text)) return 'off-topic';
  // Podman is spoken of in comparisons only.
  if (/\bpodman\b/.test(text) && !(COMPARES.test(text) && /\bk8s\b|\bkubernetes\b/.test(text))) return 'other-product';
  const names = foreignNames(text).filter(
    (name) => !(known.has(name) && OF_PODS.test(text) && (!NAMESAKE.test(name) || ABOUT_THE_NAME.test(text))),
  );
  if (names.length === 0) return null;
  const examples = names.every((name) => ONLY_EXAMPLES.has(name.replace(/ /g, '-')));
  if (examples && OF_PODS.test(text) && !ITS_OWN_TRADE.test(text)) return null;
  return 'other-product';
}
