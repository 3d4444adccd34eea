export type Outcome = 'good' | 'warn' | 'bad';

/** A tone: hertz, start and length in seconds. */
type Tone = [pitch: number, start: number, length: number];

const TONES: Record<Outcome, Tone[]> = {
  good: [
    [880, 0, 0.07],
    [1320, 0.07, 0.1],
  ],
  warn: [
    [660, 0, 0.12],
    [660, 0.18, 0.12],
  ],
  bad: [[185, 0, 0.45]],
};

/** Milliseconds on, off, on. */
const SHAKES: Record<Outcome, number[]> = { good: [40], warn: [60, 60, 60], bad: [220, 90, 220] };
const LOUDNESS = 0.25;

let audio: AudioContext | undefined;

/** Plays an outcome and lets the phone shake; silent where the browser allows neither. */
export function playOutcome(outcome: Outcome): void {
  try {
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(SHAKES[outcome]);
    audio ??= new AudioContext();
    // A page that nobody has touched yet may not sound: then it stays silent rather than sounding late.
    if (audio.state === 'suspended') void audio.resume().catch(() => undefined);
    for (const [pitch, start, length] of TONES[outcome]) {
      const tone = new OscillatorNode(audio, {
        frequency: pitch,
        type: outcome === 'bad' ? 'sawtooth' : 'sine',
      });
      const volume = new GainNode(audio, { gain: LOUDNESS });
      const from = audio.currentTime + start;
      // The end fades, or it clicks.
      volume.gain.setValueAtTime(LOUDNESS, from + length * 0.7);
      volume.gain.linearRampToValueAtTime(0, from + length);
      tone.connect(volume).connect(audio.destination);
      tone.start(from);
      tone.stop(from + length);
    }
  } catch {
    // No sound on this machine; the outcome stands on the page in words.
  }
}

function isOutcome(word: string | undefined): word is Outcome {
  return word === 'good' || word === 'warn' || word === 'bad';
}

let played = '';

/** Plays the first `[data-outcome]` of the page, once: its key, or its words, tell whether it is a new one. */
function playNew(): void {
  const mark = document.querySelector<HTMLElement>('[data-outcome]');
  const outcome = mark?.dataset.outcome;
  if (!mark || !isOutcome(outcome)) return;
  const key = `${outcome} ${mark.dataset.outcomeKey ?? mark.textContent}`;
  if (key === played) return;
  played = key;
  playOutcome(outcome);
}

/**
 * Plays `<output data-outcome="good|warn|bad" data-outcome-key>` when a page with one is loaded or swapped in. The
 * key (the scan's id) tells two scans with the same words apart.
 */
export function startOutcomeSounds(): void {
  const [visit] = performance.getEntriesByType('navigation');
  const back = visit instanceof PerformanceNavigationTiming && visit.type === 'back_forward';
  if (!back) playNew();
  document.addEventListener('htmx:finally:swap', playNew);
  // The first touch unlocks sound for the page's life, so that later outcomes are heard at once.
  const unlock = (): void => {
    if (!document.querySelector('[data-scan]')) return;
    audio ??= new AudioContext();
    void audio.resume().catch(() => undefined);
  };
  addEventListener('pointerdown', unlock, { once: true });
}
