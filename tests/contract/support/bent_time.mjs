// An authority whose wall clock a test moves, by libfaketime; what passes for its timers stays true.
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sleep } from './wire.mjs';
import { World } from './world.mjs';

export const faketime = ['x86_64', 'aarch64'].map((cpu) => `/usr/lib/${cpu}-linux-gnu/faketime/libfaketimeMT.so.1`).find(existsSync);
export const needsFaketime = { skip: faketime ? false : 'libfaketime is not installed (package faketime)' };

/** {world, step}: `step('+7200')` sets the clock so many seconds off the true time. */
export async function bentWorld(options = {}) {
  const file = join(mkdtempSync('/tmp/countersign-clock-'), 'offset');
  const step = async (by) => {
    writeFileSync(file, `${by}\n`);
    await sleep(1500);
  };
  writeFileSync(file, '+0\n');
  const environment = { LD_PRELOAD: faketime, FAKETIME_TIMESTAMP_FILE: file, FAKETIME_NO_CACHE: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1' };
  return { world: await World.start({ ...options, environment }), step };
}
