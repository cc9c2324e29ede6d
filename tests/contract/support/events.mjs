// A reader of text/event-stream (WHATWG HTML 9.2) that keeps everything it saw.
import http from 'node:http';
import { eventually } from './wire.mjs';

export class EventStream {
  events = [];
  comments = [];
  closed = false;

  /** Resolves when the response head is there: `status`, `headers`, and `body` where it is no stream. */
  static open(origin, { path = '/events', headers = {} } = {}) {
    const stream = new EventStream();
    return new Promise((resolve, reject) => {
      stream.request = http.get(`${origin}${path}`, { headers, agent: false }, (response) => {
        Object.assign(stream, { status: response.statusCode, headers: response.headers, body: '' });
        let rest = '';
        response.setEncoding('utf8');
        response.on('data', (text) => {
          if (stream.status !== 200) stream.body += text;
          rest += text;
          const blocks = rest.split('\n\n');
          rest = blocks.pop();
          blocks.forEach((block) => stream.take(block));
        });
        const end = () => (stream.closed = true);
        response.on('end', end).on('close', end).on('error', end);
        resolve(stream);
      });
      stream.request.on('error', (error) => (stream.status ? (stream.closed = true) : reject(error)));
    });
  }

  take(block) {
    const event = { event: 'message', data: '' };
    for (const line of block.split('\n')) {
      if (line.startsWith(':')) this.comments.push(line.slice(1).trim());
      const [, name, value] = /^(event|data|id|retry): ?(.*)$/.exec(line) ?? [];
      if (name === 'data') event.data += event.data ? `\n${value}` : value;
      else if (name) event[name] = value;
    }
    if (!event.data) return;
    event.lines = block.split('\n').filter((line) => line.startsWith('data:')).length;
    event.json = JSON.parse(event.data);
    event.at = performance.now();
    this.events.push(event);
  }

  async settled() {
    await eventually('the refused stream ends', () => this.closed);
    return { status: this.status, headers: this.headers, text: this.body, json: this.body ? JSON.parse(this.body) : undefined };
  }

  until(what, match, ms = 10_000) {
    return eventually(what, () => this.events.find(match), ms);
  }

  close() {
    this.request.destroy();
  }
}
