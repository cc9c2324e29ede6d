// A program that asks for one action, waits, and hands the credential to the API.
import assert from 'node:assert/strict';
import { basic, eventually, ok, postForm, sleep } from './wire.mjs';
import { dpopProof, jws, now, random } from './jose.mjs';

const CIBA = 'urn:openid:params:grant-type:ciba';
export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

export class Requester {
  constructor(world, id, { secret, key, kid } = {}) {
    Object.assign(this, { world, id, secret, key, kid });
  }

  get issuer() {
    return this.world.issuer;
  }

  assertion({ claims = {}, header = {}, key = this.key } = {}) {
    const at = now();
    return jws({ alg: 'ES256', typ: 'JWT', kid: this.kid, ...header },
      { iss: this.id, sub: this.id, aud: this.issuer, jti: random(16), iat: at, exp: at + 60, ...claims }, key);
  }

  /** Client authentication as {headers, fields}. */
  authentication() {
    if (this.secret) return { headers: basic(this.id, this.secret), fields: {} };
    return { headers: {}, fields: { client_assertion_type: ASSERTION_TYPE, client_assertion: this.assertion() } };
  }

  post(path, fields, headers = {}, socket = undefined) {
    const auth = this.authentication();
    const body = typeof fields === 'string' ? [fields, new URLSearchParams(auth.fields).toString()].filter(Boolean).join('&')
      : Array.isArray(fields) ? [...fields, ...Object.entries(auth.fields)] : { ...fields, ...auth.fields };
    return postForm(this.issuer, path, body, { ...auth.headers, ...headers }, socket);
  }

  token(fields, headers, socket) {
    return this.post('/token', fields, headers, socket);
  }

  async baseToken({ scope, key } = {}) {
    const proof = key ? { DPoP: dpopProof(key, { method: 'POST', url: `${this.issuer}/token` }) } : {};
    const answer = ok(await this.token({ grant_type: 'client_credentials', scope }, proof));
    this.world.remember?.(answer.access_token);
    return answer.access_token;
  }

  /** The raw answer of /bc-authorize. The base token is fetched once unless a hint is given. */
  async askRaw(action, fields = {}, headers = {}) {
    const hinted = 'login_hint' in fields || 'login_hint_token' in fields;
    if (!hinted) this.base ??= await this.baseToken();
    const body = { authorization_details: JSON.stringify([action]), ...(hinted ? {} : { login_hint_token: this.base }), ...fields };
    return this.post('/bc-authorize', body, headers);
  }

  async ask(action, fields, headers) {
    const answer = ok(await this.askRaw(action, fields, headers));
    this.world.remember?.(answer.auth_req_id);
    return { ...answer, action, base: this.base };
  }

  poll(asked, headers, socket) {
    return this.token({ grant_type: CIBA, auth_req_id: asked.auth_req_id ?? asked }, headers, socket);
  }

  async redeem(asked, headers) {
    const answer = ok(await this.poll(asked, headers));
    return answer.access_token;
  }

  /** Polls at the stated interval until the answer is no longer authorization_pending. */
  async wait(asked, headers) {
    return eventually('the request is decided', async () => {
      const res = await this.poll(asked, headers);
      if (res.json?.error !== 'authorization_pending' && res.json?.error !== 'slow_down') return res;
      await sleep((asked.interval + (res.json.error === 'slow_down' ? 5 : 0)) * 1000 + 100);
      return undefined;
    }, 60_000);
  }

  revoke(token, hint) {
    return this.post('/revoke', { token, token_type_hint: hint });
  }

  introspect(token, hint) {
    return this.post('/introspect', { token, token_type_hint: hint });
  }
}

/** A protected API: consumes credentials for the actions it is about to run. */
export class Api extends Requester {
  consumeRaw(body, headers = {}) {
    const auth = this.authentication();
    return this.world.postJson('/consume', { ...body, ...auth.fields }, { ...auth.headers, ...headers });
  }

  async consume(token, action, { base, dpop, key } = {}) {
    return ok(await this.consumeRaw({ token, base_token: base, action, dpop }, key ? { 'Idempotency-Key': key } : {}));
  }

  async refuses(token, action, options, reason) {
    const answer = await this.consume(token, action, options);
    assert.deepEqual({ active: answer.active, reason: answer.reason }, { active: false, reason });
    return answer;
  }
}
