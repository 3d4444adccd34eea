/** The repairs of one device, one after the other. */
import type { Acted } from './acts.ts';
import type { DeviceRows } from './bulk-device-rows.ts';
import { OpenRepair } from './bulk-repair-open.ts';

export class RepairRows {
  readonly #device: DeviceRows;
  #open: OpenRepair | null = null;

  constructor(device: DeviceRows) {
    this.#device = device;
  }

  act(act: Acted, by: string | null): void {
    if (this.#open?.plan !== act.repair) {
      this.#open?.write();
      this.#open = new OpenRepair(this.#device, act.repair);
    }
    this.#open.act(act, by);
  }

  /** Writes the last repair as it stands. */
  end(): void {
    this.#open?.write();
  }
}
