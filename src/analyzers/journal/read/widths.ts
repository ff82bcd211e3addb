/** Widths that people set. At another one, two lines of one length are chance. */
export const USUAL = new Set([80, 100, 120, 132, 140, 150, 160, 180, 200]);
