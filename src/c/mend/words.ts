const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** Words that can only stand in a declaration. */
export const TYPE_WORDS = list(`void char short int long float double signed unsigned _Bool bool wchar_t auto
  __int8 __int16 __int32 __int64 _Complex`);

/** Qualifiers and storage classes, of C and of the compilers for small chips. */
export const QUALIFIERS = list(`static extern const volatile register inline typedef restrict _Noreturn _Static_assert
  _Thread_local _Alignas __inline __inline__ __forceinline __weak __packed __IO __I __O __IM __OM __IOM __interrupt
  __irq __no_init __near __far __xdata __code __data __idata __pdata __bit __volatile__ __volatile __const IRAM_ATTR
  PROGMEM DRAM_ATTR RTC_DATA_ATTR constexpr virtual near far huge`);

/** What stands between the name and the value of an 8051 object, or after a handler's parameters. */
export const SUFFIX_QUALIFIERS = list(`code data xdata idata pdata bdata reentrant small large compact PROGMEM
  __attribute__ __attribute IRAM_ATTR const noexcept override final __xdata __code __data __idata __reentrant`);

export const AGGREGATES = list('struct union enum class');

/** Names of types that embedded code uses without declaring them. */
export const KNOWN_TYPES = list(`u8 u16 u32 u64 s8 s16 s32 s64 vu8 vu16 vu32 vs8 vs16 vs32 uc8 uc16 uc32 i8 i16 i32
  uchar uint ulong ushort byte word boolean String BOOL BYTE WORD DWORD UINT UCHAR USHORT ULONG INT8U INT16U INT32U
  INT8S INT16S INT32S size_t sbit sfr sfr16 bit __sbit __sfr FILE va_list PinName BitAction FunctionalState FlagStatus
  ErrorStatus DigitalOut DigitalIn BusOut BusIn Servo Serial_ esp_err_t TaskHandle_t QueueHandle_t BaseType_t TickType_t`);

export const STATEMENT_WORDS = list('if else for while do switch case default return break continue goto');

/** English words that are never the name of a variable where a sentence might be. */
export const STOP_WORDS = list(`an the is are was be been to of in on off at by with from and or not no yes then than so
  as it its this that these those we you he they my your our their his her when where while which what who how why
  will would can could should must may might do does did has have had here there now only also just until till after
  before into out up down again all each every any some more most other such but if else for per via etc about please
  thanks thx hello hi hey guys ty why`);

/** Whether a name reads like that of a type: size_t, GPIO_InitTypeDef, GPIO_Module. */
export function readsLikeType(word: string): boolean {
  if (TYPE_WORDS.has(word) || KNOWN_TYPES.has(word)) return true;
  return /(?:_t|_T|_TypeDef|TypeDef|_Type|[a-z]Type|Def|_Module|[a-z]Struct|_struct|_s|_Handle|Handle|_typedef|_type|_st|_e)$/.test(
    word,
  );
}

/** Whether a name is written as programmers write names rather than as a sentence's words are. */
export function readsLikeName(word: string): boolean {
  return /_|\d|[a-z][A-Z]|^[A-Z][A-Z]/.test(word) || word.length === 1;
}
