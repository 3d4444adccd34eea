import type { Context } from 'hono';
import type { Config } from '../config.ts';
import type { Ctx } from '../context.ts';
import type { Engine } from '../db/engine.ts';
import type { ExportJob } from '../exports/job.ts';
import type { ListExport } from '../exports/list.ts';
import type { FileStore } from '../imports/file-store.ts';
import type { PhotoStore } from '../photos/store.ts';
import type { Post } from '../webhooks/deliver.ts';
import type { Body } from './body.ts';
import type { Frame } from './frame.ts';

/** What an entry (Node, Workers, a test) gives the app. */
export interface Services {
  readonly engine: Engine;
  readonly photos: PhotoStore;
  /** Uploaded and made files, for a while. */
  readonly files: FileStore;
  readonly config: Config & { secret: string };
  /** 'app.css' -> '/build/app-HASH.css' */
  readonly assets: Readonly<Record<string, string>>;
  readonly version: string;
  /** Milliseconds since 1970; replaced in tests. */
  readonly clock: () => number;
  /** The database as it is at this moment, for reading however long that takes; absent where there is no such thing. */
  readonly snapshot?: () => { engine: Engine; close: () => void };
  /** Makes exports where no page waits for them; absent where everything is done in one place. */
  readonly elsewhere?: (job: ExportJob) => AsyncGenerator<Uint8Array>;
  /** Begins what waits to be done in the background, where the runtime does that by itself. */
  readonly wake?: () => void;
  /** Sends one mail; absent where mail is not set up. @throws Error what the mail server said */
  readonly mail?: (mail: { to: string; subject: string; text: string }) => Promise<void>;
  /** Sends one message to a webhook; absent where nothing is sent. */
  readonly post?: Post;
  /** What one bulk may take here, where the runtime allows less than Node does. */
  readonly bulk?: { readonly items: number; readonly statements: number };
}

/** What was saved under a submission's key before. */
export interface Replay {
  readonly same: boolean;
  readonly result: unknown;
}

export interface SignedIn {
  readonly session: string | null;
  readonly email: string;
}

export interface AppEnv {
  /** What the entry knows of the connection: the address that it came from. */
  Bindings: {
    address?: string;
    /** keeps the call open until that is done, though it was answered */
    later?: (work: Promise<unknown>) => void;
  };
  Variables: {
    services: Services;
    /** every list that can be exported, by its name */
    lists: Readonly<Record<string, ListExport>>;
    ctx: Ctx;
    body: Body;
    replay: Replay | null;
    signedIn: SignedIn | null;
    frame: Frame;
  };
}

export type AppContext = Context<AppEnv>;
