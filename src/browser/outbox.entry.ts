export { keepInStep, signedOut, step, takePart } from './in-step.ts';
export { put } from './outbox.ts';
