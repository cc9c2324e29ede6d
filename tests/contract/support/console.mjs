// An approver's console in a few lines: signs in, registers a device key, reads, judges, signs decisions.
import assert from 'node:assert/strict';
import canonicalize from 'canonicalize';
import { Browser } from './browser.mjs';
import { b64u, dpopProof, jws, makeKey, now, random, sha256 } from './jose.mjs';
import { ok, postForm, send } from './wire.mjs';

export const CONSOLE = 'countersign-console';
export const REDIRECT = 'http://127.0.0.1:49152/callback';

// Protocol 3.1.
export const actionHash = (action) => `v1.${b64u(sha256('countersign-action/v1', Buffer.from([0]), canonicalize(action)))}`;

export class Console {
  constructor(world, { name, password } = {}) {
    Object.assign(this, { world, name, password, key: makeKey(), device: makeKey(), clientId: CONSOLE, redirect: REDIRECT });
  }

  get issuer() {
    return this.world.issuer;
  }

  /** The parameters of an authorization request; keeps verifier and state for the token request. */
  request(changes = {}) {
    this.verifier = random(32);
    this.state = random(16);
    return {
      response_type: 'code', client_id: this.clientId, redirect_uri: this.redirect, state: this.state, scope: this.scope,
      code_challenge: b64u(sha256(this.verifier)), code_challenge_method: 'S256', ...changes,
    };
  }

  /** Goes through the browser's part and returns the redirect as a URL. */
  async browse(parameters = this.request()) {
    const browser = new Browser(this.issuer);
    const page = await browser.authorize(parameters);
    assert.equal(page.status, 200, `the sign-in page: ${page.status} ${page.text.slice(0, 300)} ${page.headers.location ?? ''}`);
    const sent = await browser.submit(page, { username: this.name, password: this.password });
    assert.equal(sent.status, 303, `signed in: ${sent.status} ${sent.text.slice(0, 300)}`);
    return new URL(sent.headers.location);
  }

  /** An authorization code for `parameters`. */
  async code(parameters) {
    const url = await this.browse(parameters);
    assert.equal(url.searchParams.get('state'), this.state, `no code: ${url}`);
    assert.equal(url.searchParams.get('iss'), this.issuer, 'RFC 9207');
    const code = url.searchParams.get('code');
    assert.ok(code, `no code: ${url}`);
    return code;
  }

  proof(method, path, { token, key = this.key, ...rest } = {}) {
    return dpopProof(key, { method, url: `${this.issuer}${path.split(/[?#]/)[0]}`, token, nonce: this.nonce, ...rest });
  }

  tokenRequest(fields, { headers } = {}) {
    return postForm(this.issuer, '/token', { client_id: this.clientId, ...fields }, headers ?? { DPoP: this.proof('POST', '/token') });
  }

  redeemCode(code, changes = {}, options) {
    return this.tokenRequest({
      grant_type: 'authorization_code', code, redirect_uri: this.redirect, code_verifier: this.verifier, ...changes,
    }, options);
  }

  keep(tokens) {
    Object.assign(this, { access: tokens.access_token, refreshToken: tokens.refresh_token, granted: tokens.scope });
    if (tokens.refresh_token) this.world.remember?.(tokens.refresh_token);
    this.sub = JSON.parse(Buffer.from(tokens.access_token.split('.')[1], 'base64url')).sub;
    return this;
  }

  async signIn() {
    return this.keep(ok(await this.redeemCode(await this.code(this.request()))));
  }

  refresh(changes = {}, options) {
    return this.tokenRequest({ grant_type: 'refresh_token', refresh_token: this.refreshToken, ...changes }, options);
  }

  authorization(method, path, { token = this.access, ...rest } = {}) {
    return { Authorization: `DPoP ${token}`, DPoP: this.proof(method, path, { token, ...rest }) };
  }

  get(path) {
    return send(this.issuer, { path, headers: this.authorization('GET', path) });
  }

  delete(path) {
    return send(this.issuer, { method: 'DELETE', path, headers: this.authorization('DELETE', path) });
  }

  post(path, value, changes = {}) {
    return this.world.postJson(path, value, { ...this.authorization('POST', path), ...changes });
  }

  async enrol(key = this.device, name = 'a test device') {
    const answer = ok(await this.post('/devices', { jwk: key.jwk, name }), 201);
    key.kid = answer.kid;
    return this;
  }

  async list(status = 'pending', rest = '') {
    return ok(await this.get(`/approvals?status=${status}&limit=100${rest}`));
  }

  async approval(id) {
    const approval = ok(await this.get(`/approvals/${id.approval_id ?? id}`));
    assert.equal(approval.canonical, canonicalize(approval.action), 'canonical is JCS(action)');
    assert.equal(approval.action_hash, actionHash(approval.action), 'action_hash is recomputable');
    return approval;
  }

  // Protocol 6, "Decision". `claims` replaces members; undefined removes one.
  decisionClaims(approval, decision, claims = {}) {
    const at = now();
    const all = {
      iss: this.sub, aud: this.issuer, txn: approval.id, decision, adh: actionHash(approval.action), version: approval.version,
      nonce: approval.nonce, view: b64u(sha256('approval-card', '1', 'en')), iat: at, exp: at + 60, ...claims,
    };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  }

  signDecision(approval, decision, claims, { header = {}, device = this.device } = {}) {
    return jws({ typ: 'jit-decision+jwt', alg: 'ES256', kid: device.kid, ...header }, this.decisionClaims(approval, decision, claims), device);
  }

  sendDecision(id, signed) {
    return this.post(`/approvals/${id}/decision`, { decision: signed });
  }

  /** Reads, fills in what the policy wants, signs and sends. `asked` is the answer of /bc-authorize. */
  async decideRaw(asked, decision, claims = {}, options) {
    const approval = await this.approval(asked);
    const wants = decision === 'approve' ? {
      code: approval.policy.code_required ? asked.confirmation_code : undefined,
      reason: approval.policy.comment_required ? 'Checked with the customer.' : undefined,
    } : {};
    return this.sendDecision(approval.id, this.signDecision(approval, decision, { ...wants, ...claims }, options));
  }

  async approve(asked, claims, options) {
    return ok(await this.decideRaw(asked, 'approve', claims, options));
  }

  async deny(asked, reason = 'Not today.') {
    return ok(await this.decideRaw(asked, 'deny', { reason }));
  }
}
