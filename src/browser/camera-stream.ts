const WANTED: MediaTrackConstraints = {
  facingMode: { ideal: 'environment' },
  width: { ideal: 1280 },
  height: { ideal: 720 },
};

/** What today's browsers know of a camera beyond the standard's types. */
interface Abilities extends MediaTrackCapabilities {
  torch?: boolean;
  zoom?: { min: number; max: number };
  focusMode?: string[];
}
interface Setting extends MediaTrackConstraintSet {
  torch?: boolean;
  zoom?: number;
  focusMode?: string;
}

/** Opens the rear camera, or any. Rejects as the browser does; `cameraWords` says it to people. */
export async function openCamera(): Promise<MediaStream> {
  if (!window.isSecureContext) throw new DOMException('The page is not secure', 'InsecureError');
  if (!navigator.mediaDevices?.getUserMedia) throw new DOMException('There is no camera', 'NotFoundError');
  const stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: WANTED });
  const { focusMode } = abilitiesOf(stream);
  if (focusMode?.includes('continuous')) await set(stream, { focusMode: 'continuous' });
  return stream;
}

export function stopCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function abilitiesOf(stream: MediaStream): Abilities {
  return stream.getVideoTracks()[0]?.getCapabilities?.() ?? {};
}

export function hasTorch(stream: MediaStream): boolean {
  return abilitiesOf(stream).torch === true;
}

/** The zoom that brings a small label near: twice the widest, or what the camera has; null where it has none. */
export function zoomOf(stream: MediaStream): { wide: number; near: number } | null {
  const { zoom } = abilitiesOf(stream);
  if (!zoom || zoom.max <= zoom.min) return null;
  const wide = Math.min(Math.max(zoom.min, 1), zoom.max);
  return wide < zoom.max ? { wide, near: Math.min(wide * 2, zoom.max) } : null;
}

/** Sets torch, zoom or focus; false where the camera refused. */
export async function set(stream: MediaStream, setting: Setting): Promise<boolean> {
  try {
    await stream.getVideoTracks()[0]?.applyConstraints({ advanced: [setting] });
    return true;
  } catch {
    return false;
  }
}

const WORDS: Record<string, string> = {
  InsecureError: 'The camera works only where the address starts with https.',
  NotAllowedError:
    'The camera is not allowed here. Allow it for this site in the browser, then open it again.',
  SecurityError: 'The camera is not allowed here. Allow it for this site in the browser, then open it again.',
  NotFoundError: 'This device has no camera.',
  OverconstrainedError: 'This device has no camera that fits.',
  NotReadableError: 'Another program is using the camera. Close it, then open the camera again.',
  AbortError: 'The camera stopped. Open it again.',
};

/** Says why the camera did not open, and what works without it. */
export function cameraWords(error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  return `${WORDS[name] ?? 'The camera could not be opened.'} You can type the tag, or use a hand scanner.`;
}
