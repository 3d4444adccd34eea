/** A statement as the program ran it. */
export interface Ran {
  sql: string;
  values: (string | number | null)[];
  /** it gives rows */
  reads: boolean;
}

export interface Asked {
  id: number;
  what: 'usage' | 'ran' | 'profile';
  /** of a profile that ends */
  file?: string | undefined;
}

export interface Usage {
  /** user and system time since the process began */
  cpuMs: number;
  /** resident memory */
  memoryMb: number;
  /** of that, the heap of JavaScript, and what it holds outside */
  heapMb: number;
  externalMb: number;
}

export interface Heard {
  id: number;
  usage: Usage;
  /** what was run since it was asked last */
  ran: Ran[];
}

/** One request of the load. */
export interface Request {
  method: 'GET' | 'POST';
  path: string;
  headers: Record<string, string>;
  /** where it says {key}, each sending puts a key of its own */
  body: string;
  /** what the answer has to be */
  status: number;
}

/** An answer of the program with everything that made it: what the floor answers again. */
export interface Recorded {
  method: Request['method'];
  path: string;
  status: number;
  headers: Record<string, string>;
  /** not compressed */
  body: string;
  ran: Ran[];
  /** ids that this request made: the floor makes its own each time */
  made: string[];
}

/** What is measured: one kind of request, many of its kind. */
export interface Line {
  name: string;
  requests: Request[];
}

export interface Measured {
  /** CPU of the server process for one request, milliseconds */
  cpuMs: number;
  p50Ms: number;
  p99Ms: number;
  perSecond: number;
  errors: number;
  requests: number;
}
