const VERSION = '2026-04-01';
const PATIENCE = 15_000; // ms: three times the service's own time budget

/**
 * The action endpoint. A call never throws: its outcome is one of
 *   {ok: true, requestId, response}
 *   {ok: false, status, code, message, requestId, retryAfter}   a refusal; retryAfter in ms, or null
 *   {ok: false, lost: true}                                     no answer came, so it is not known what happened
 */
export class Api {
  #session;

  constructor(session) {
    this.#session = session;
  }

  /** Calls with a body that is JSON text already, so that a repeat has the very same bytes. */
  async call(action, body, idempotencyKey) {
    try {
      const answer = await fetch(`${this.#session.api}/api/v2/vm`, {
        method: 'POST',
        headers: this.#headers(action, idempotencyKey),
        body,
        credentials: 'omit',
        cache: 'no-store',
        signal: AbortSignal.timeout(PATIENCE),
      });
      return outcome(answer, await answer.json());
    } catch {
      return { ok: false, lost: true }; // cut, timed out, blocked, or not JSON: something in between has answered
    }
  }

  #headers(action, idempotencyKey) {
    return {
      Authorization: `Bearer ${this.#session.token}`,
      'Content-Type': 'application/json',
      'X-ZC-Action': action,
      'X-ZC-Version': VERSION,
      ...(idempotencyKey && { 'Idempotency-Key': idempotencyKey }),
    };
  }
}

function outcome(answer, { requestId, response, code, message }) {
  if (answer.ok) {
    return { ok: true, requestId, response };
  }
  if (!code) {
    return { ok: false, lost: true }; // something in between has answered, in JSON of its own
  }
  const seconds = Number.parseInt(answer.headers.get('Retry-After'), 10);
  const retryAfter = Number.isNaN(seconds) ? null : seconds * 1000;
  return { ok: false, status: answer.status, code, message, requestId, retryAfter };
}
