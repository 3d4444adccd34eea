const START_B = 104;
const START_C = 105;
const TO_B = 100;
const TO_C = 99;

/**
 * The symbols of a text in Code 128, from the start to the check; the stop follows. Digits go in pairs where that is
 * shorter. @param text printable ASCII
 */
export function barSymbols(text: string): number[] {
  const symbols: number[] = [];
  let pairs = digitsAt(text, 0) >= 4 || /^\d\d$/.test(text);
  symbols.push(pairs ? START_C : START_B);
  for (let at = 0; at < text.length; ) {
    const digits = digitsAt(text, at);
    if (pairs && digits >= 2) {
      symbols.push(Number(text.slice(at, at + 2)));
      at += 2;
    } else if (pairs) {
      symbols.push(TO_B);
      pairs = false;
    } else if (digits % 2 === 0 && (digits >= 6 || (digits === 4 && at + 4 === text.length))) {
      symbols.push(TO_C);
      pairs = true;
    } else {
      symbols.push(text.charCodeAt(at) - 32);
      at += 1;
    }
  }
  const sum = symbols.reduce((so, symbol, n) => so + symbol * Math.max(1, n), 0);
  return [...symbols, sum % 103];
}

function digitsAt(text: string, at: number): number {
  return /^\d*/.exec(text.slice(at))?.[0].length ?? 0;
}
