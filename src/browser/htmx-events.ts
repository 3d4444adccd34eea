/** The part of htmx's request context that we look at. */
export interface Swap {
  target?: Element;
  sourceElement?: Element;
  /** the answer, once it is here */
  text?: string;
  response?: { raw: Response };
  request?: { method: string; action: string; body: FormData | URLSearchParams | null };
}

/** The context of an htmx event, or undefined where the event has none. */
export function swapOf(event: Event): Swap | undefined {
  const detail: unknown = event instanceof CustomEvent ? event.detail : undefined;
  return detail && typeof detail === 'object' && 'ctx' in detail ? (detail.ctx as Swap) : undefined;
}
