import pLimit from 'p-limit';
import type { SnapshotKey } from '../schema.js';
import type { FailedCall } from '../snapshot.js';
import { apiCalls, iamActionOf, type ResourceCall } from './apiCalls.js';
import type { RegionClients } from './clients.js';
import { type JsonObject, toCliFields } from './cliShape.js';
import { CollectError } from './collectError.js';
import { type Failure, failureOf } from './failure.js';
import type { PageReader } from './pages.js';
import type { Progress } from './progressEvent.js';

/** Lists being read at once in one region. EC2 refills its buckets at 10 and more calls a second (EC2 API throttling). */
const listsAtOnce = 8;

export interface RegionReaderOptions {
  readonly account: string;
  readonly region: string;
  readonly clients: RegionClients;
  readonly abortSignal: AbortSignal;
  readonly onProgress: Progress;
}

/** What one reading of a region gave. */
export interface RegionReading {
  /** Resources in the CLI's shape by key; a key of which nothing could be read is absent. */
  readonly resources: ReadonlyMap<SnapshotKey, readonly JsonObject[]>;
  readonly failedCalls: readonly FailedCall[];
}

/** Reads lists of one region page by page, and keeps account of what came and what failed. */
export class RegionReader {
  readonly #options: RegionReaderOptions;
  readonly #limit = pLimit(listsAtOnce);
  readonly #resources = new Map<SnapshotKey, JsonObject[]>();
  readonly #failedCalls = new Map<string, FailedCall>();
  readonly #denied = new Set<ResourceCall>();

  constructor(options: RegionReaderOptions) {
    this.#options = options;
  }

  /**
   * Reads a list whose elements are resources of the call's key.
   *
   * @returns what came, even where a later page failed
   * @throws CollectError when the credentials do not hold
   */
  async list(call: ResourceCall, read: PageReader): Promise<readonly JsonObject[]> {
    const { resources, pages } = await this.#pages(call, read);
    if (pages > 0) this.#add(apiCalls[call], resources);
    return resources;
  }

  /** Reads a list that is part of one resource, and adds what `wrap` makes of it. */
  async wrapped(call: ResourceCall, read: PageReader, wrap: (parts: readonly JsonObject[]) => JsonObject) {
    const { resources, pages } = await this.#pages(call, read);
    if (pages > 0) this.#add(apiCalls[call], [wrap(resources)]);
    return resources;
  }

  /** Makes a key known as read, so that no resource of it means that there is none. */
  addKey(key: SnapshotKey): void {
    this.#add(key, []);
  }

  finish(): RegionReading {
    return { resources: this.#resources, failedCalls: [...this.#failedCalls.values()] };
  }

  #add(key: SnapshotKey, resources: readonly JsonObject[]): void {
    const known = this.#resources.get(key);
    if (known === undefined) this.#resources.set(key, [...resources]);
    else for (const resource of resources) known.push(resource);
  }

  async #pages(
    call: ResourceCall,
    read: PageReader,
  ): Promise<{ readonly resources: readonly JsonObject[]; readonly pages: number }> {
    const { account, region, onProgress } = this.#options;
    onProgress({ code: 'steps', account, region, planned: 1, done: 0 });
    try {
      return await this.#limit(() => this.#pagesNow(call, read));
    } finally {
      onProgress({ code: 'steps', account, region, planned: 0, done: 1 });
    }
  }

  async #pagesNow(call: ResourceCall, read: PageReader) {
    const { account, region, clients, abortSignal, onProgress } = this.#options;
    const resources: JsonObject[] = [];
    const tokens = new Set<string>();
    let pages = 0;
    // None of these actions can be allowed for some resources and not for others: denied once is denied.
    if (this.#denied.has(call)) return { resources, pages };
    let next: string | undefined;
    try {
      do {
        const page = await read({ clients, next, abortSignal });
        for (const resource of page.resources) resources.push(toCliFields(resource));
        pages += 1;
        onProgress({ code: 'page-read', account, region, call, resources: page.resources.length });
        next = page.next;
        if (next !== undefined && tokens.has(next)) {
          this.#fail(call, { kind: 'server', code: 'RepeatedToken', reason: 'the server gave the same page twice' });
          break;
        }
        if (next !== undefined) tokens.add(next);
      } while (next !== undefined);
    } catch (error) {
      if (abortSignal.aborted || error instanceof CollectError) throw error;
      this.#fail(call, failureOf(error));
    }
    return { resources, pages };
  }

  #fail(call: ResourceCall, failure: Failure): void {
    const { account, region, onProgress } = this.#options;
    const { kind, reason } = failure;
    if (kind === 'expired') {
      throw new CollectError(
        `the credentials for account ${account} expired while ${region} was read: renew them and run again`,
      );
    }
    if (kind === 'credentials') {
      throw new CollectError(
        `AWS does not accept the credentials for account ${account} in ${region} any more (${failure.code})`,
      );
    }
    if (kind === 'denied') this.#denied.add(call);
    const name = `${call} ${reason}`;
    if (this.#failedCalls.has(name)) return;
    const failed = { action: iamActionOf(call), key: apiCalls[call], account, region, reason };
    this.#failedCalls.set(name, failed);
    onProgress({ code: 'call-failed', failed });
  }
}
