/** Words of a question that only ask, and words every program is full of. */
export const FILLER_ZH =
  /请问|大概|大约|差不多|等待?|需要|要花|总共|分别|每[个次]?|一下|频率|速率|时间|端口|元素|啥|到多少|内层|外层|里层|这段|这个|那个|这里|里面|程序|代码|一共|总共|到底|究竟|现在|时候|什么|多少|多大|哪个|哪一?[行句步种款条颗位只路]|哪里|哪儿|哪些|几个|几次|几|怎么|怎样|是不是|是否|有没有|能不能|会不会|接在|接到|接的|接|设了|设成|设为|设置|设|配置|用的|用了|用到|用|写的|写了|写入|写|给|为|是|的|了|吗|呢|啊|吧|在|里|中|和|跟|与|还|就|都|会|能|要|被|把|到|由|它|我|你|第|个|次|名字|叫|值|数据|数值|字节|参数|函数|引脚|管脚|脚|口|大|小|长|久|一|开|作用|意思|做|干|干嘛|选择?|行|句|秒|毫秒|以后|之后|之前|当|哪|数/g;
export const FILLER_EN = new Set(
  'a an the is are was were be been it its this that these those there here of in on at to for from by with as and or not do does did done which what whats who whose where when how much many long often big large high i we you my our your can could may might must should will would have has had get gets set sets setting value values number numbers code program sketch firmware snippet used use uses using name named called written write writes put puts pin pins gpio port function functions line lines byte bytes data variable constant macro element take takes tell me please exactly per each time times kind type sort one first second after before if then so just give gives gave given into over uart0 happen happens happened actually configured frequency exist exists end switch switches drive drives driven over used start starts selected chosen passed goes go come comes come work works'.split(
    ' ',
  ),
);
