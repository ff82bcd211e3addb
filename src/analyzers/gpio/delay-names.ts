/** Functions that wait, by their usual names. */
const DELAY =
  /^(?:\w*_)?(?:delay|dly|sleep|wait|pause|softdelay|mdelay|udelay|msleep)(?:_?\w*)$|^(?:\w*?)(?:Delay|Sleep|DELAY)\w*$/i;
/** Those that wait for something to happen, or put the chip to sleep, take no time of their own. */
const NO_DELAY =
  /init|config|setup|flag|ready|ack|busy|for_|until|start|set|stab|(?:sleep|stop|standby)_?mode|enter|wake/i;

/** True for a function that by its name waits. */
export function isDelayName(name: string): boolean {
  return DELAY.test(name) && !NO_DELAY.test(name);
}
