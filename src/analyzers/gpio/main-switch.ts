/** Whatever may let interrupts through, by the names compilers and headers have for it. */
export const LETS_THROUGH =
  /\bsei\b|\bSREG\b|_(?:enable|set)_interrupt|enable_?interrupts?\b|\bGIE\b|\bEA\b|\bIE\s*[|]?=|\bBI[CS]_SR|\b_?_?bis_SR|\bLPM\d|\beint\b|\bLPM_bits|_BIS_SR|\bEINT\b|\brim\b|\bEI\s*\(|\basm\W+ei\b|\bInterrupt_enable(?:Master|Global)\b|CLRC\s+INTM/i;
