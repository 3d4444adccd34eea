import { createHash } from 'node:crypto';
import type { HonoRequest } from 'hono';

export type Fields = Record<string, string | string[]>;

/** What a request carries, whatever its content type. */
export interface Body {
  fields: Fields;
  files: Record<string, File[]>;
  /** the JSON document, where one was sent */
  json: unknown;
  /** SHA-256 over the fields and files without the idempotency key: the same submission, the same hash */
  hash: string;
}

export const EMPTY_BODY: Body = { fields: {}, files: {}, json: undefined, hash: '' };

const MAX_PLAIN_BYTES = 1_000_000;
export const MAX_UPLOAD_BYTES = 26_000_000;

export class TooLarge extends Error {}
export class Unreadable extends Error {}

const NOT_HASHED = new Set(['idempotency_key']);

const STREAMED =
  /^(application\/(octet-stream|zip|vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet)|text\/csv)\b/;

/** The pieces of a body that was not read. */
export async function* bodyStream(request: HonoRequest): AsyncGenerator<Uint8Array> {
  const reader = request.raw.body?.getReader();
  if (!reader) return;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

/** @throws TooLarge, Unreadable */
export async function readBody(request: HonoRequest): Promise<Body> {
  const type = request.header('Content-Type') ?? '';
  // A file as it is: who takes it reads it piece by piece.
  if (STREAMED.test(type)) return EMPTY_BODY;
  const upload = type.startsWith('multipart/form-data');
  const limit = upload ? MAX_UPLOAD_BYTES : MAX_PLAIN_BYTES;
  if (Number(request.header('Content-Length') ?? 0) > limit) throw new TooLarge();
  // Whoever says no length is stopped at the limit, not after everything has come.
  const unsaid = request.header('Content-Length') === undefined ? await atMost(request, limit) : null;
  if (upload) return fromForm(await readForm(request, type, unsaid));
  const text = unsaid ? new TextDecoder().decode(unsaid) : await request.text();
  if (type.startsWith('application/json')) return fromJson(text);
  const form = new URLSearchParams(text);
  const fields: Fields = {};
  for (const [name, value] of form) addField(fields, name, value);
  return { fields, files: {}, json: undefined, hash: hashFields(fields, []) };
}

/** @throws TooLarge */
async function atMost(request: HonoRequest, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of bodyStream(request)) {
    length += piece.length;
    if (length > limit) throw new TooLarge();
    pieces.push(piece);
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

async function readForm(
  request: HonoRequest,
  type: string,
  read: Uint8Array<ArrayBuffer> | null,
): Promise<FormData> {
  try {
    if (read) return await new Response(read, { headers: { 'Content-Type': type } }).formData();
    return await request.formData();
  } catch {
    throw new Unreadable();
  }
}

async function fromForm(form: FormData): Promise<Body> {
  const fields: Fields = {};
  const files: Record<string, File[]> = {};
  const digests: string[] = [];
  for (const [name, value] of form) {
    if (typeof value === 'string') {
      addField(fields, name, value);
    } else if (value.size > 0) {
      files[name] = [...(files[name] ?? []), value];
      const bytes = new Uint8Array(await value.arrayBuffer());
      digests.push(`${name} ${createHash('sha256').update(bytes).digest('base64url')}`);
    }
  }
  return { fields, files, json: undefined, hash: hashFields(fields, digests) };
}

function fromJson(text: string): Body {
  let json: unknown;
  try {
    json = text === '' ? {} : JSON.parse(text);
  } catch {
    throw new Unreadable();
  }
  return { fields: {}, files: {}, json, hash: hashOfJson(text) };
}

/** The hash of a JSON document as it was sent. */
export function hashOfJson(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function addField(fields: Fields, name: string, value: string): void {
  if (name === '__proto__') return;
  const known = fields[name];
  if (known === undefined) fields[name] = value;
  else fields[name] = Array.isArray(known) ? [...known, value] : [known, value];
}

function hashFields(fields: Fields, digests: readonly string[]): string {
  const entries = Object.entries(fields).filter(([name]) => !NOT_HASHED.has(name));
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([entries, digests]))
    .digest('base64url');
}
