export { keepInStep, signedOut, step, takePart } from './in-step.ts';
export { keepForm } from './keep-form.ts';
export { put } from './outbox.ts';
