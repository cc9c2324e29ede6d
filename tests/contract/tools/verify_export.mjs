// Verifies an exported log by reading app/audit/export_format.md alone: no package, and no code shared with Countersign.
//
//   node verify_export.mjs FILE KEY      KEY: the log's verifier key (`countersign.audit_key` of the metadata), from a source you trust
//
// Prints one line for each fault and a last line with the verdict. Exit status: 0 verified, 1 not, 2 wrong use.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';

const LEAF = ['actor', 'adh', 'client', 'device', 'event', 'outcome', 'payload_hash', 'seq', 'time', 'txn'];
const BESIDE = ['payload', 'proof', 'salt'];
const FIRST = ['checkpoint', 'key', 'keys', 'origin', 'size'];
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const leafHash = (leaf) => sha256(Buffer.of(0), leaf);
const nodeHash = (left, right) => sha256(Buffer.of(1), left, right);

/** RFC 8785 for what the log holds: strings, integers, booleans, lists, objects. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

/** Base64 has one spelling for one value. */
function decoded(text, alphabet) {
  const bytes = Buffer.from(text, alphabet);
  if (bytes.toString(alphabet) !== text) throw new Error('no base64, or another spelling of it');
  return bytes;
}
const proofOf = (texts) => texts.map((text) => decoded(text, 'base64'));

/** `name+8 hex digits+base64(1, key)`: C2SP signed note verifier key, Ed25519. */
function readKey(text) {
  const [name, id, rest] = text.split('+', 2).concat(text.split('+').slice(2).join('+'));
  const bytes = Buffer.from(rest, 'base64');
  if (bytes.length !== 33 || bytes[0] !== 1) throw new Error('the key is no Ed25519 verifier key');
  const keyHash = sha256(name, '\n', bytes).subarray(0, 4);
  if (keyHash.toString('hex') !== id) throw new Error('the key does not fit its own id');
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bytes.subarray(1)]);
  return { name, keyHash, key: createPublicKey({ key: spki, format: 'der', type: 'spki' }) };
}

/** {size, root} of a C2SP checkpoint, when `key` signed it. */
function openCheckpoint(note, { name, keyHash, key }) {
  const end = note.lastIndexOf('\n\n');
  const body = note.slice(0, end + 1);
  const [origin, size, root] = body.split('\n');
  if (end < 0 || origin !== name || !/^(0|[1-9][0-9]*)$/.test(size)) throw new Error('the checkpoint is not of this log');
  for (const line of note.slice(end + 2).split('\n')) {
    const [, who, text] = /^\u2014 (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = Buffer.from(text ?? '', 'base64');
    if (who === name && bytes.subarray(0, 4).equals(keyHash) && verify(null, Buffer.from(body), key, bytes.subarray(4)))
      return { size: Number(size), root: Buffer.from(root, 'base64') };
  }
  throw new Error('the checkpoint is not signed by this key');
}

/** The keys that follow `trusted`, by the steps of the first line: each names the next in an entry that the one before signed off. */
function newestKey(trusted, steps) {
  let key = trusted;
  for (const { entry, checkpoint, proof } of steps) {
    const { before, after } = entry.payload;
    if (readKey(before).keyHash.compare(key.keyHash) !== 0) continue;
    const head = openCheckpoint(checkpoint, key);
    const hash = checkEntry(entry);
    if (entry.event !== 'log.key_rotated' || !provenRoot(hash, entry.seq, head.size, proofOf(proof))?.equals(head.root))
      throw new Error('a change of the key is not in the log');
    key = readKey(after);
    if (key.name !== trusted.name) throw new Error('the key is of another log');
  }
  return key;
}

/** Grows a tree by its complete subtrees, left to right (RFC 9162 2.1). */
class Tree {
  size = 0;
  peaks = [];

  append(hash) {
    for (let at = this.size++; at % 2 === 1; at = (at - 1) / 2) hash = nodeHash(this.peaks.pop(), hash);
    this.peaks.push(hash);
  }

  root() {
    if (this.peaks.length === 0) return sha256('');
    return this.peaks.reduceRight((right, left) => nodeHash(left, right));
  }
}

/** RFC 9162 2.1.3.2. */
function provenRoot(hash, index, size, proof) {
  if (index >= size) return null;
  let [at, last] = [index, size - 1];
  for (const other of proof) {
    if (last === 0) return null;
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(other, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      hash = nodeHash(hash, other);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 ? hash : null;
}

function checkEntry(entry) {
  const leaf = Object.fromEntries(Object.entries(entry).filter(([name]) => LEAF.includes(name)));
  if (Object.keys(entry).some((name) => !LEAF.includes(name) && !BESIDE.includes(name))) throw new Error('a member that no entry has');
  if (('payload' in entry) !== ('salt' in entry)) throw new Error('payload and salt come together');
  if ('payload' in entry && sha256(decoded(entry.salt, 'base64url'), canonical(entry.payload)).toString('base64url') !== entry.payload_hash)
    throw new Error('the payload is not what was logged');
  return leafHash(canonical(leaf));
}

/** The lines of a file, each ended by LF alone. */
async function* endedLines(file) {
  let rest = '';
  for await (const text of createReadStream(file, 'utf8')) {
    const lines = (rest + text).split('\n');
    rest = lines.pop();
    yield* lines;
  }
  if (rest) throw new Error('the last line is not ended');
}

/** The lines of an export, or those that an evidence page carries. */
function linesOf(file) {
  const start = readFileSync(file).subarray(0, 9).toString().toLowerCase();
  if (start !== '<!doctype') return endedLines(file);
  const pages = readFileSync(file, 'utf8').split('<pre id="countersign-export">');
  if (pages.length !== 2) throw new Error('the page has no data for programs');
  return pages[1].split('</pre>')[0].replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').trimEnd().split('\n');
}

async function verifyFile(file, keyText) {
  const key = readKey(keyText);
  const tree = new Tree();
  const faults = [];
  let number = 0;
  let entries = 0;
  let head = null;
  let end = null;
  let last = -1;
  let isWhole = true;
  const missing = [];
  const erased = [];
  for await (const line of linesOf(file)) {
    ++number;
    try {
      const value = JSON.parse(line);
      if (canonical(value) !== line) throw new Error('the line is not canonical JSON');
      if (end !== null) throw new Error('this stands behind the last line');
      if (number === 1) {
        if (Object.keys(value).some((name) => !FIRST.includes(name))) throw new Error('a member that no first line has');
        head = openCheckpoint(value.checkpoint, newestKey(key, value.keys ?? []));
      } else if (Object.keys(value).join() === 'end') {
        end = value.end;
      } else {
        const hash = checkEntry(value);
        if (value.seq <= last || (entries > 0 && isWhole && 'proof' in value)) throw new Error('the entry is out of order');
        last = value.seq;
        if (!('payload' in value)) missing.push(value.seq);
        else if (value.event === 'log.payloads_erased') erased.push(...value.payload.erased);
        if (entries++ === 0) isWhole = !('proof' in value);
        if (isWhole && value.seq !== tree.size) throw new Error(`entry ${tree.size} is missing`);
        if (isWhole) tree.append(hash);
        else if (!head || !provenRoot(hash, value.seq, head.size, proofOf(value.proof ?? []))?.equals(head.root))
          throw new Error('the entry is not in the log that the checkpoint signs');
      }
    } catch (error) {
      faults.push(`line ${number}: ${error.message}`);
    }
  }
  isWhole &&= entries > 0 || head?.size === 0;
  if (end !== entries) faults.push('the file is cut off, or entries are missing');
  if (isWhole && head && (tree.size !== head.size || !tree.root().equals(head.root))) faults.push('the entries do not have the root that the checkpoint signs');
  const unsaid = isWhole ? missing.find((seq) => !erased.some(([first, final]) => first <= seq && seq <= final)) : undefined;
  if (unsaid !== undefined) faults.push(`the payload of entry ${unsaid} is missing, and no entry says that it was erased`);
  return { faults, entries, isWhole, head, erased: missing.length };
}

const [file, keyText] = process.argv.slice(2);
if (!file || !keyText) {
  console.error('usage: node verify_export.mjs FILE KEY');
  process.exit(2);
}
const { faults, entries, isWhole, head, erased } = await verifyFile(file, keyText).catch((error) => ({ faults: [error.message] }));
faults.forEach((fault) => console.log(fault));
console.log(faults.length ? `NOT verified: ${faults.length} faults` : `verified: ${isWhole ? 'all' : 'a part,'} ${entries} entries under the checkpoint of ${head.size}`);
if (erased && !faults.length) console.log(`payload erased: ${erased}`);
process.exit(faults.length ? 1 : 0);
