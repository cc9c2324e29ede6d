// An independent verifier of the audit log: C2SP signed note, RFC 6962 Merkle tree. Nothing but node:crypto.
import { createHash, createPublicKey, verify } from 'node:crypto';

const hash = (...parts) => parts.reduce((state, part) => state.update(part), createHash('sha256')).digest();

export const leafHash = (bytes) => hash(Buffer.from([0]), bytes);
export const nodeHash = (left, right) => hash(Buffer.from([1]), left, right);
export const emptyRoot = hash();

// RFC 8785 for the members of a leaf: text, integers and objects of them.
export function jcs(value) {
  if (Array.isArray(value)) return `[${value.map(jcs).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const names = Object.keys(value).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)); // by UTF-16 code units
  return `{${names.map((name) => `${JSON.stringify(name)}:${jcs(value[name])}`).join(',')}}`;
}

const members = ['seq', 'time', 'event', 'actor', 'device', 'client', 'txn', 'adh', 'outcome', 'payload_hash'];

/** The leaf of an entry as /audit/entries gives it (protocol 10). */
export function entryLeaf(entry) {
  const leaf = Object.fromEntries(members.filter((name) => name in entry).map((name) => [name, entry[name]]));
  if (Object.values(leaf).includes(null)) throw new Error('a member that does not apply is left out, never null');
  return leafHash(Buffer.from(jcs(leaf)));
}

/** The root over leaf hashes (RFC 6962 2.1). */
export function rootOf(leaves) {
  if (leaves.length === 0) return emptyRoot;
  if (leaves.length === 1) return leaves[0];
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)));
}

/** RFC 9162 2.1.3.2. */
export function rootFromInclusion(seq, size, leaf, proof) {
  if (seq >= size) throw new Error('the entry is not in a log of that size');
  let at = seq;
  let last = size - 1;
  let root = leaf;
  for (const node of proof) {
    if (last === 0) throw new Error('the proof is too long');
    if (at % 2 === 1 || at === last) {
      root = nodeHash(node, root);
      while (at % 2 === 0 && at !== 0) {
        at = Math.floor(at / 2);
        last = Math.floor(last / 2);
      }
    } else {
      root = nodeHash(root, node);
    }
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  if (last !== 0) throw new Error('the proof is too short');
  return root;
}

/** RFC 9162 2.1.4.2: true when `proof` leads from the first root to the second. */
export function consistent(from, to, firstRoot, secondRoot, proof) {
  if (from === 0) return proof.length === 0;
  if (from === to) return proof.length === 0 && firstRoot.equals(secondRoot);
  const path = [...proof];
  if (Number.isInteger(Math.log2(from))) path.unshift(firstRoot);
  if (path.length === 0) return false;
  let at = from - 1;
  let last = to - 1;
  while (at % 2 === 1) {
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  let first = path[0];
  let second = path[0];
  for (const node of path.slice(1)) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      first = nodeHash(node, first);
      second = nodeHash(node, second);
      while (at % 2 === 0 && at !== 0) {
        at = Math.floor(at / 2);
        last = Math.floor(last / 2);
      }
    } else {
      second = nodeHash(second, node);
    }
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && first.equals(firstRoot) && second.equals(secondRoot);
}

/** C2SP signed-note verifier key `<name>+<hash>+<base64(0x01 || key)>`. */
export function readVerifierKey(text) {
  const [, name, id, encoded] = /^(\S+?)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(text) ?? [];
  if (!name) throw new Error('not a verifier key');
  const key = Buffer.from(encoded, 'base64');
  if (key.length !== 33 || key[0] !== 1) throw new Error('not an Ed25519 verifier key');
  if (hash(name, '\n', key).subarray(0, 4).toString('hex') !== id) throw new Error('the key id does not fit the key');
  const prefix = Buffer.from('302a300506032b6570032100', 'hex');
  return { name, id, key: createPublicKey({ key: Buffer.concat([prefix, key.subarray(1)]), format: 'der', type: 'spki' }) };
}

/** Verifies a C2SP tlog-checkpoint: {origin, size, root}. Throws when anything is not exactly right. */
export function openCheckpoint(note, verifierKey) {
  const { name, id, key } = readVerifierKey(verifierKey);
  const end = note.indexOf('\n\n');
  if (end < 0) throw new Error('no signatures');
  const text = note.slice(0, end + 1);
  const good = note.slice(end + 2).split('\n').filter(Boolean).some((line) => {
    const [, signer, blob] = /^\u2014 (\S+) (\S+)$/.exec(line) ?? [];
    if (signer !== name) return false;
    const bytes = Buffer.from(blob, 'base64');
    return bytes.subarray(0, 4).toString('hex') === id && verify(null, Buffer.from(text), key, bytes.subarray(4));
  });
  if (!good) throw new Error('no signature of the log');
  const [origin, size, root] = text.split('\n');
  if (origin !== name) throw new Error('the origin is not the key name');
  if (!/^(0|[1-9][0-9]*)$/.test(size)) throw new Error('a size is a plain decimal number');
  const rootBytes = Buffer.from(root, 'base64');
  if (rootBytes.length !== 32) throw new Error('a root has 32 bytes');
  return { origin, size: Number(size), root: rootBytes };
}
