import about from '../package.json' with { type: 'json' };
import assets from '../static/build/assets.json' with { type: 'json' };
import { setUpLink } from './accounts/links.ts';
import { createApp } from './app.ts';
import { readConfig } from './config.ts';
import { SqliteEngine } from './db/engine-sqlite.ts';
import { FolderInbox } from './directory/inbox-folder.ts';
import { directoryFor } from './directory/runner.ts';
import { takeIn } from './directory/take-in.ts';
import { placeWith } from './exports/job.ts';
import { listOf } from './exports/lists/all.ts';
import { makeExports } from './exports/make.ts';
import { makeDistrict } from './exports/taking-make.ts';
import { Forecaster } from './forecast/forecaster.ts';
import { clearImports } from './imports/clear.ts';
import { FolderFiles } from './imports/file-store-folder.ts';
import { Importer } from './imports/importer.ts';
import { sendMails } from './mail/send.ts';
import { smtpMailer } from './mail/smtp-node.ts';
import {
  filesPath,
  inboxPath,
  makeFolder,
  openData,
  photosPath,
  snapshotOf,
  withSecret,
} from './node-data.ts';
import { ExportThread } from './node-exports.ts';
import { lockFolder } from './node-lock.ts';
import { attach, httpServer, listen, stopServing } from './node-server.ts';
import { FolderPhotos } from './photos/store-folder.ts';
import { installStartingLists } from './repairs/install-starting-lists.ts';
import { upkeep } from './upkeep/actions.ts';
import { extendRules } from './visits/repeat.ts';
import type { Services } from './web/env.ts';
import { senderOf, systemCtx } from './web/system-ctx.ts';
import { deliverWebhooks } from './webhooks/deliver.ts';
import { nodePost } from './webhooks/post-node.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** So soon after a commit webhooks are told. */
const WEBHOOKS_MS = 2_000;
/** One pass over the webhooks. */
const WEBHOOKS_PASS_MS = 20_000;
/** So often the scheduler looks for exports that are due or were asked for. */
const EXPORTS_MS = 10_000;

/** So often the scheduler looks whether a directory is to be read. */
const DIRECTORY_MS = 10_000;

const say = (line: string) => process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const asked = readConfig(process.env);
  makeFolder(asked.dataDir);
  const lock = lockFolder(asked.dataDir);
  const file = openData(asked.dataDir, say);
  const server = httpServer();
  const port = await listen(server, asked.host, asked.port);
  const config = { ...withSecret(asked), port, baseUrl: asked.baseUrl.replace(/:0$/, `:${port}`) };
  const forecaster = new Forecaster(() => systemCtx(services, 'system'));
  const importer = new Importer(
    () => systemCtx(services, 'system'),
    () => services.files,
  );
  const exportThread = new ExportThread(config.dataDir);
  let takingOut = false;
  const writeDistrict = async () => {
    if (takingOut) return;
    takingOut = true;
    try {
      const fresh = () => systemCtx(services, 'system');
      const maker = { ...placeWith(services, listOf), fresh, files: services.files };
      await makeDistrict(maker, services.version);
    } catch (error) {
      console.error('The whole district failed:', error);
    } finally {
      takingOut = false;
    }
  };
  const services: Services = {
    engine: new SqliteEngine(file),
    photos: new FolderPhotos(photosPath(config.dataDir)),
    files: new FolderFiles(filesPath(config.dataDir)),
    config,
    assets,
    version: about.version,
    clock: Date.now,
    snapshot: () => {
      const { file, close } = snapshotOf(config.dataDir);
      return { engine: new SqliteEngine(file), close };
    },
    elsewhere: (job) => exportThread.bytes(job),
    wake: () => {
      void forecaster.wake();
      void importer.wake();
      void writeDistrict();
    },
    post: nodePost(config.webhooks),
    ...(config.smtpUrl ? { mail: smtpMailer(config.smtpUrl, config.mailFrom ?? '') } : {}),
  };
  const system = await systemCtx(services, 'system');
  await installStartingLists(system);
  attach(server, createApp(services), config.trustProxy);
  say(`Spudger ${about.version} at ${config.baseUrl}`);
  const link = await setUpLink(system, config);
  if (link) say(`There is no admin yet. This link makes the first one, once:\n  ${link}`);

  const sweep = async () => {
    try {
      await upkeep(await systemCtx(services, 'system'), services);
      await extendRules(await systemCtx(services, 'system'));
      await clearImports(await systemCtx(services, 'system'), services.files);
      await forecaster.sweep();
    } catch (error) {
      console.error('Upkeep failed:', error);
    }
  };
  const timer = setInterval(sweep, HOUR_MS);
  timer.unref();
  const { mail } = services;
  const post = async () => {
    try {
      if (mail) await sendMails(await systemCtx(services, 'system'), mail);
    } catch (error) {
      console.error('Mail failed:', error);
    }
  };
  const postman = setInterval(post, MINUTE_MS);
  postman.unref();
  let telling = false;
  const tell = async () => {
    if (telling) return;
    telling = true;
    try {
      await deliverWebhooks(senderOf(services), WEBHOOKS_PASS_MS);
    } catch (error) {
      console.error('Webhooks failed:', error);
    } finally {
      telling = false;
    }
  };
  const teller = setInterval(tell, WEBHOOKS_MS);
  teller.unref();
  let exporting = false;
  const exportFiles = async () => {
    if (exporting) return;
    exporting = true;
    try {
      const fresh = () => systemCtx(services, 'system');
      await makeExports({ ...placeWith(services, listOf), fresh, files: services.files }, MINUTE_MS);
    } catch (error) {
      console.error('Exports failed:', error);
    } finally {
      exporting = false;
    }
  };
  const exporter = setInterval(() => {
    void exportFiles();
    void writeDistrict();
  }, EXPORTS_MS);
  exporter.unref();
  const inbox = new FolderInbox(inboxPath(config.dataDir));
  let reading = false;
  const readDirectory = async () => {
    if (reading) return;
    reading = true;
    try {
      const fresh = () => systemCtx(services, 'system');
      await directoryFor(services, fresh, MINUTE_MS);
      const until = Date.now() + MINUTE_MS;
      await takeIn({
        fresh,
        inbox,
        files: services.files,
        carryOn: () => importer.wake(),
        tired: () => Date.now() > until,
      });
    } catch (error) {
      console.error('The directory failed:', error);
    } finally {
      reading = false;
    }
  };
  const reader = setInterval(readDirectory, DIRECTORY_MS);
  reader.unref();
  void forecaster.wake();
  void importer.wake();
  const stop = () => {
    clearInterval(timer);
    clearInterval(postman);
    clearInterval(teller);
    clearInterval(exporter);
    clearInterval(reader);
    void Promise.all([stopServing(server), forecaster.stop(), importer.stop(), exportThread.stop()]).then(
      () => {
        file.close();
        lock.release();
        process.exit(0);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
