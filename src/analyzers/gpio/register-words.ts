import type { Words } from '../../language/language.ts';
import { type Chip, portRegisters } from '../../machine/chip.ts';

/** What a port register of a chip does, in words; null where the chip has none of that name. */
export function registerWords(chip: Chip, name: string): Words | null {
  for (const port of Object.keys(chip.ports)) {
    const register = portRegisters(chip, port).find(
      (each) => each.name === name || each.aka.some((aka) => aka.split('@')[0] === name),
    );
    if (!register) continue;
    const latch = chip.gpio.latch.replaceAll('{P}', port);
    const target = register.of ?? latch;
    switch (register.kind) {
      case 'set':
        return {
          zh: `写 1 的位把 ${target} 对应位置 1，写 0 的位不变`,
          en: `a 1 sets that bit of ${target}, a 0 leaves it alone`,
        };
      case 'clear':
        return {
          zh: `写 1 的位把 ${target} 对应位清 0，写 0 的位不变`,
          en: `a 1 clears that bit of ${target}, a 0 leaves it alone`,
        };
      case 'toggle':
        return {
          zh: `写 1 的位把 ${target} 对应位翻转，写 0 的位不变`,
          en: `a 1 toggles that bit of ${target}, a 0 leaves it alone`,
        };
      case 'set-reset':
        return {
          zh: `低 16 位写 1 把 ${target} 对应位置 1，高 16 位写 1 清 0，写 0 不变；同一位又置又清时置位优先。一次写完，不会被中断打断`,
          en: `a 1 in the low half sets that bit of ${target}, a 1 in the high half clears it, a 0 does nothing; if both are 1, set wins. One write, so no interrupt can get in between`,
        };
      case 'reset-set':
        return {
          zh: `低半字置位、高半字清零，同时出现时清零优先（作用于 ${target}）`,
          en: `the low half sets, the high half clears, clear wins (acts on ${target})`,
        };
      case 'input':
        return {
          zh: '输入寄存器：读出引脚当前电平，写它没有作用',
          en: 'the input register: reads the levels at the pins, writing does nothing',
        };
      case 'input-toggle':
        return {
          zh: `读出引脚当前电平；往里写 1 会翻转 ${target} 的对应位`,
          en: `reads the levels at the pins; writing a 1 toggles that bit of ${target}`,
        };
      case 'quasi':
        return {
          zh: '端口锁存器：写 0 输出低电平，写 1 输出弱高电平，同时也可当输入读',
          en: 'the port latch: 0 drives low, 1 is a weak high that can be read as an input',
        };
      default: {
        if (register.name === latch)
          return {
            zh: '输出锁存器：每一位就是对应引脚输出的电平；整体赋值会影响所有引脚',
            en: 'the output latch: each bit is the level of its pin; a plain assignment touches all of them',
          };
        const roles = Object.entries(chip.gpio.mode.registers).filter(
          ([, each]) => each.replaceAll('{P}', port) === register.name,
        );
        if (roles.length > 0)
          return {
            zh: '引脚模式配置寄存器：决定方向、输出类型或上下拉',
            en: 'a pin mode register: decides direction, output type or pull',
          };
        return null;
      }
    }
  }
  return null;
}
