// The little of a browser that the sign-in page needs: cookies, one form, redirects seen and not followed.
import assert from 'node:assert/strict';
import { form, postForm, send } from './wire.mjs';

const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const unescape = (text) => text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex, decimal, name) =>
  hex ? String.fromCodePoint(parseInt(hex, 16)) : decimal ? String.fromCodePoint(Number(decimal)) : entities[name] ?? all);

function attributes(tag) {
  const found = {};
  for (const [, name, quoted, single, bare] of tag.matchAll(/([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/g)) {
    found[name.toLowerCase()] = unescape(quoted ?? single ?? bare ?? '');
  }
  return found;
}

/** {action, method, fields} of the one form of a page. */
export function readForm(html) {
  const tags = [...html.matchAll(/<form\b([^>]*)>/gi)];
  assert.equal(tags.length, 1, `one form expected in: ${html.slice(0, 400)}`);
  const head = attributes(tags[0][1]);
  const fields = {};
  for (const [, tag] of html.matchAll(/<input\b([^>]*)>/gi)) {
    const input = attributes(tag);
    if (input.name) fields[input.name] = input.value ?? '';
  }
  return { action: head.action, method: (head.method ?? 'get').toUpperCase(), fields };
}

export class Browser {
  cookies = new Map();

  constructor(origin) {
    this.origin = origin;
  }

  get jar() {
    return this.cookies.size ? { Cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') } : {};
  }

  keep(res) {
    for (const line of res.headers['set-cookie'] ?? []) {
      const [pair, ...flags] = line.split(';').map((part) => part.trim());
      const at = pair.indexOf('=');
      if (flags.some((flag) => /^max-age=0$/i.test(flag))) this.cookies.delete(pair.slice(0, at));
      else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return res;
  }

  async get(path) {
    return this.keep(await send(this.origin, { path, headers: this.jar }));
  }

  async post(path, values, headers = {}) {
    return this.keep(await postForm(this.origin, path, values, { ...this.jar, Origin: this.origin, ...headers }));
  }

  authorize(parameters) {
    return this.get(`/authorize?${form(parameters)}`);
  }

  /** Fills the form of `page` in and sends it. */
  submit(page, values) {
    const { action, method, fields } = readForm(page.text);
    assert.equal(method, 'POST');
    const url = new URL(action || '/authorize', `${this.origin}/authorize`);
    assert.equal(url.origin, this.origin, 'the form goes back to where it came from');
    return this.post(url.pathname + url.search, { ...fields, ...values });
  }
}
