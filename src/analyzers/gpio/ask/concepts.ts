/** A thing programs deal with: how people ask for it, and how code writes it. */
export interface Concept {
  asked: RegExp;
  code: RegExp;
}

/** First comes what is said in more words: "low power mode" before "mode". Patterns have no nested repeats. */
export const CONCEPTS: Concept[] = [
  {
    asked: /波特率|串口速[率度]|baud ?(?:rate)?/gi,
    code: /baud|Serial\d?\.begin|UBRR|usart_init|uart_init|UART_CONFIG/i,
  },
  {
    asked: /低功耗(?:模式)?|休眠(?:模式)?|睡眠(?:模式)?|low[- ]?power(?: mode)?|sleep mode|deep ?sleep/gi,
    code: /LPM\d|low_?power|deep_?sleep|STOPMode|STANDBYMode|SLEEPMode|__WFI|__WFE|set_sleep_mode|sleep_cpu/i,
  },
  { asked: /看门狗|watch ?dog|\bwdt\b/gi, code: /WDT|watchdog|IWDG|WWDG/i },
  {
    asked: /晶振|主频|时钟频率|系统时钟|crystal|(?:cpu|core|system|clock) (?:clock|speed|frequency|freq)|oscillator/gi,
    code: /XTAL|F_CPU|FOSC|SystemCoreClock|SystemFreq|SYSCLK|HCLK|HSE_VALUE|SysTick_Config|clock_?freq|晶振|\d+ ?MHz/i,
  },
  { asked: /优先级|priorit(?:y|ies)/gi, code: /priorit|NVIC_SetPriority|IPR\b|tskIDLE/i },
  {
    asked:
      /上升沿|下降沿|双边沿|边沿触发|边沿|触发(?:方式|沿)|(?:rising|falling|trigger(?:ing)?)(?: edge)?s?|\bedges?\b/gi,
    code: /RISING|FALLING|RTSR|FTSR|\w*IES\b|EDGE|CHANGE\b|IT[01]\s*=|ISC\d\d|触发|边沿/i,
  },
  {
    asked: /上拉|下拉|浮空|pull(?:ed)?[- ]?(?:ups?|downs?)|pulled/gi,
    code: /PULL|PUPD|REN\b|IPU\b|IPD\b|FLOATING|pull_?up|pull_?down|上拉|下拉/i,
  },
  { asked: /校验位?|\bparity\b/gi, code: /parity|PARITY/i },
  { asked: /停止位|stop ?bits?/gi, code: /stop_?bits?/i },
  {
    asked: /超时(?:时间)?|time ?outs?/gi,
    code: /time_?out|超时|UART_Transmit\(|I2C_Master_Transmit\(|SPI_Transmit\(/i,
  },
  {
    asked: /音调|音符|音高|什么音|播放|频率|\btones?\b|\bpitch\b|\bnotes?\b|\bplay(?:s|ed|ing)?\b|\bfrequency\b/gi,
    code: /\btone\s*\(|freq|ledcSetup|ledcWriteTone|_Hz\b|HZ\b|PSC|ARR\b|OCR|note/i,
  },
  { asked: /\bpwm\b|脉宽/gi, code: /pwm|ledc|analogWrite|OCR|CCR|TIM\d?_?OC/i },
  { asked: /溢出|overflows?/gi, code: /OVF|overflow|==\s*\d+|>=\s*\d+|TF0|UIF/i },
  { asked: /占空比|duty(?: cycle)?/gi, code: /duty|pulse|CCR\d|OCR\d|analogWrite|ledcWrite|占空/i },
  { asked: /预分频|分频(?:系数)?|prescaler?|divider/gi, code: /presc|PSC\b|DIV|CS\d\d\b|分频/i },
  { asked: /重装载?值?|自动重装|reload|\barr\b/gi, code: /reload|ARR\b|TH0|TL0|TH1|period|OCR|LOAD\b/i },
  {
    asked: /中断服务函数|中断函数|中断处理函数|中断向量|interrupt (?:service routine|handler|vector)|\bisr\b/gi,
    code: /IRQHandler|ISR\s*\(|\binterrupt\b|_vect\b|__interrupt|Callback\s*\(|attachInterrupt/i,
  },
  {
    asked: /中断标志位?|标志位|(?:interrupt )?flags?\b/gi,
    code: /\w*IFG\b|\w*FLAG\w*|->PR\b|\bTF\d\b|\bRI\b|\bTI\b|\w*IF\b|ClearITPending|标志/i,
  },
  { asked: /中断|interrupts?/gi, code: /IRQ|ISR\s*\(|interrupt|_vect\b|EXTI|EA\s*=|sei\s*\(|GIE\b|中断/i },
  { asked: /定时器|计时器|\btimers?\b/gi, code: /\bTIM\w*|timer|TMOD|TCCR|TH\d|TR\d|LPTMR|PIT\b|定时/i },
  { asked: /通道|channels?/gi, code: /channel|\bCH\d|ADC_CHANNEL|通道/i },
  { asked: /串口|\bus?arts?\b|serial(?: port)?/gi, code: /UART|USART|Serial|SBUF|SCON|串口/i },
  { asked: /电压|voltages?|volts?|伏/gi, code: /volt|VREF|VDD\s*=|电压|\d ?mV\b/i },
  { asked: /电流|currents?|consumption/gi, code: /\bcurrent_|_mA\b|电流/i },
  { asked: /地址|address(?:es)?/gi, code: /addr|ADDRESS|地址/i },
  { asked: /温度|多少度|几度|temp(?:erature)?s?/gi, code: /temp|TEMP|温度|readTemperature/i },
  { asked: /湿度|humidity/gi, code: /humid|湿度/i },
  { asked: /阈值|门限|threshold/gi, code: /THRES|LIMIT|_HI\b|_LO\b|MAX|MIN|阈值|门限/i },
  { asked: /传感器|sensors?/gi, code: /sensor|DHT|DS18B20|BMP\d|BME\d|MPU\d|LM35|SHT\d|HC_?SR04|NTC|LDR|PIR|传感/i },
  { asked: /锁存(?:引?脚)?|latch(?:es|ed)?/gi, code: /latch|锁存|\bR_?CK\b|STCP|RCLK/i },
  { asked: /片选|chip ?select/gi, code: /\bCS\b|\bNSS\b|\bSS\b|_CS\b|片选/i },
  { asked: /移位时钟|时钟引?脚|时钟线|clock (?:pin|line)/gi, code: /\bS?CL?K\b|_CL?K\b|SHCP|SRCLK|SCLK|时钟/i },
  { asked: /数据引?脚|数据线|data (?:pin|line)/gi, code: /\bS?DA\b|\bSER\b|\bDS\b|\bDIN?\b|MOSI|_DATA\b|数据/i },
  { asked: /步长|步进值|\bsteps?\b/gi, code: /step|STEP|步/i },
  { asked: /亮度|brightness|intensity/gi, code: /bright|intens|亮度|contrast/i },
  { asked: /版本号?|version/gi, code: /version|\bVER\b|FW_|版本/i },
  { asked: /消抖|去抖|抖动|debounc\w*/gi, code: /debounc|消抖|去抖|抖/i },
  { asked: /采样(?:率|周期|间隔)?|sampl(?:e|es|ing)\b/gi, code: /sampl|采样/i },
  { asked: /共阴极?|共阳极?|common[- ](?:cathode|anode)|cathode|anode/gi, code: /cathode|anode|共阴|共阳/i },
  { asked: /异或|\bxor\b|exclusive or/gi, code: /\^=|\^|xor/i },
  { asked: /翻转|取反|toggl\w*|flip\w*|invert\w*/gi, code: /\^=|TOG|toggle|\w*TOR\b|=\s*[!~]/i },
  { asked: /左移|右移|移位|shift(?:s|ed|ing)?\b/gi, code: /<<|>>|shift/i },
  { asked: /返回(?:值|什么)?|returns?\b/gi, code: /\breturn\b/i },
  {
    asked: /打印|输出什么字|print(?:s|ed|ing)?\b|\blogs?\b|logged/gi,
    code: /print|puts\s*\(|LOG[EIWD]?\b|\bcout\b|lcd/i,
  },
  {
    asked: /发送|发出|发的|发了|\bsen[dt](?:s|ing)?\b|transmit\w*/gi,
    code: /send|transmit|SBUF|write\w*\s*\((?!\s*GPIO)|putc|puts|shiftOut|printf?\w*\s*\(|Tx/i,
  },
  { asked: /接收|收到|receiv\w*/gi, code: /receive|recv|read\s*\(|SBUF|Rx/i },
  { asked: /低于|小于|less than|below|under\b/gi, code: /<(?![<=]?\w+\.h)(?!<)/ },
  { asked: /高于|大于|超过|greater than|above|more than/gi, code: />(?!>)/ },
  { asked: /循环|\bloops?\b|iterations?/gi, code: /\bfor\s*\(|\bwhile\s*\(/ },
  { asked: /使能|开启|enabl\w*|turned on/gi, code: /enable|ENABLE|\w*EN\b|\|=/i },
  { asked: /清除|清零|归零|\bclear(?:s|ed)?\b|\breset(?:s|ted)?\b|\bwraps?\b/gi, code: /=\s*0\b|&=\s*~|clear|= *1;/i },
  { asked: /显示|display(?:s|ed)?\b/gi, code: /show|disp|lcd|oled/i },
  { asked: /禁[用止]|关掉|关闭|关了|disabl\w*|turned off/gi, code: /disable|DISABLE|HOLD|OFF\b|_OFF|&=\s*~|LOW/i },
  { asked: /时钟|clocks?\b/gi, code: /clk|clock|RCC|RCU|时钟/i },
  { asked: /速度|speed/gi, code: /speed|SPEED|速/i },
  { asked: /周期|间隔|period|interval/gi, code: /period|interval|_ms\s*\(|ARR|millis|周期|间隔/i },
  { asked: /延[时迟]|delays?\b/gi, code: /delay|sleep|wait|延时/i },
  { asked: /寄存器|registers?\b/gi, code: /->\s*\w+|\b[A-Z]\w*(?:REG|CTL|CON|DIR|OUT)\b/ },
  { asked: /状态机|状态|states?\b/gi, code: /\benum\b|state|状态|\bcase\b/i },
  { asked: /模式|\bmode\b/gi, code: /mode|模式/i },
  { asked: /优化|关键字/g, code: /volatile|register|inline/ },
  { asked: /复用(?:功能)?|\bmux\b|alternate function/gi, code: /MUX|AFR|_AF\b|GPIO_AF|Alternate|复用/i },
  { asked: /缓冲区?|buffers?/gi, code: /buf/i },
  { asked: /设备树|device ?tree/gi, code: /DT_|_dt\b|devicetree/ },
  { asked: /别名|alias/gi, code: /alias/i },
  { asked: /舵机|\bservos?\b/gi, code: /servo|舵机/i },
  { asked: /超声波|ultrasonic/gi, code: /TRIG|ECHO|HC_?SR04|超声/i },
  { asked: /水泵|泵|pumps?/gi, code: /pump|泵/i },
  { asked: /阀门?|valves?/gi, code: /valve|阀/i },
  { asked: /继电器|relays?/gi, code: /relay|JDQ|继电器/i },
  { asked: /蜂鸣器|喇叭|buzzers?|beeper/gi, code: /beep|buz|bell|蜂鸣/i },
  { asked: /风扇|fans?\b/gi, code: /fan|风扇/i },
  { asked: /电机|马达|motors?/gi, code: /motor|电机|马达/i },
  { asked: /加热器?|heaters?|heating/gi, code: /heat|加热/i },
  { asked: /按键|按钮|buttons?|\bkeys?\b/gi, code: /key|btn|button|按键|\bSW\d?\b/i },
  { asked: /失败|出错|fail(?:s|ed|ure)?\b|errors?\b/gi, code: /fail|err|isnan|== *-1|< *0|失败/i },
  { asked: /段码|段选|segments?/gi, code: /seg|digits?\s*\[|段/i },
  { asked: /数组|表格?|arrays?|tables?/gi, code: /\]\s*=\s*\{|table|数组/i },
  { asked: /亮|点亮|\blit\b|light(?:s)?\b/gi, code: /led|light|lamp|亮/i },
  { asked: /灯|\bleds?\b/gi, code: /led|light|lamp|灯/i },
];

/** Attributes that a program has to name to know: where its lines do not, nothing else answers for them. */
export const FILLER_ZH =
  /请问|大概|大约|差不多|等待?|需要|要花|总共|分别|每[个次]?|一下|频率|速率|时间|端口|元素|啥|到多少|内层|外层|里层|这段|这个|那个|这里|里面|程序|代码|一共|总共|到底|究竟|现在|时候|什么|多少|多大|哪个|哪一?[行句步种款条颗位只路]|哪里|哪儿|哪些|几个|几次|几|怎么|怎样|是不是|是否|有没有|能不能|会不会|接在|接到|接的|接|设了|设成|设为|设置|设|配置|用的|用了|用到|用|写的|写了|写入|写|给|为|是|的|了|吗|呢|啊|吧|在|里|中|和|跟|与|还|就|都|会|能|要|被|把|到|由|它|我|你|第|个|次|名字|叫|值|数据|数值|字节|参数|函数|引脚|管脚|脚|口|大|小|长|久|一|开|作用|意思|做|干|干嘛|选择?|行|句|秒|毫秒|以后|之后|之前|当|哪|数/g;
export const FILLER_EN = new Set(
  'a an the is are was were be been it its this that these those there here of in on at to for from by with as and or not do does did done which what whats who whose where when how much many long often big large high i we you my our your can could may might must should will would have has had get gets set sets setting value values number numbers code program sketch firmware snippet used use uses using name named called written write writes put puts pin pins gpio port function functions line lines byte bytes data variable constant macro element take takes tell me please exactly per each time times kind type sort one first second after before if then so just give gives gave given into over uart0 happen happens happened actually configured frequency exist exists end switch switches drive drives driven over used start starts selected chosen passed goes go come comes come work works'.split(
    ' ',
  ),
);
