import type { NewDelivery } from '../../../src/store/delivery.ts';
import type { Store } from '../../../src/store/store.ts';
import { fold, read } from '../facts.ts';

/** Where a store can be kept. `open` twice: the same store, with what it holds. */
export interface StorePlace {
  open(): Promise<Store>;
  remove(): Promise<void>;
}

export const ALL = 1_000;

/** A new store for each test, and what most tests do with it. */
export class AtStore {
  readonly make: () => Promise<StorePlace>;
  #place: StorePlace | undefined;
  #store: Store | undefined;

  constructor(make: () => Promise<StorePlace>) {
    this.make = make;
  }

  get store(): Store {
    return this.#store!;
  }

  async begin(): Promise<void> {
    this.#place = await this.make();
    this.#store = await this.#place.open();
  }

  async end(): Promise<void> {
    await this.store.close();
    await this.#place!.remove();
  }

  add(...deliveries: NewDelivery[]): Promise<number> {
    return this.store.addDeliveries(deliveries);
  }

  settle(): Promise<number> {
    return this.store.settlePending(ALL, read);
  }

  /** Delivered, read and folded. */
  async settled(...deliveries: NewDelivery[]): Promise<void> {
    await this.add(...deliveries);
    await this.settle();
    await this.store.foldStale(ALL, fold);
  }

  async evaluated(...instants: number[]): Promise<void> {
    for (const asOf of instants) await this.store.saveEvaluation({ asOf, rulesVersion: 'r1' }, [], []);
  }

  async asOfs(): Promise<(readonly [asOf: number, stale: boolean])[]> {
    return (await this.store.evaluations()).map(({ asOf, stale }) => [asOf, stale]);
  }

  async contributionsAt(asOf: number, since = 0): Promise<string[]> {
    const found: string[] = [];
    for await (const page of this.store.contributions(asOf, since)) {
      for (const one of page) found.push(`${one.ticketId} ${one.agentId}`);
    }
    return found;
  }
}
