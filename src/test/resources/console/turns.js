/** Lets only so many pieces of work run at once; the others wait in line. Who waits for a Retry-After keeps the turn, and so slows all. */
export class Turns {
  #free;
  #line = [];

  constructor(most) {
    this.#free = most;
  }

  async take(work) {
    await this.#turn();
    try {
      return await work();
    } finally {
      this.#next();
    }
  }

  #turn() {
    if (this.#free > 0) {
      this.#free--;
      return Promise.resolve();
    }
    return new Promise((resolve) => this.#line.push(resolve));
  }

  #next() {
    const next = this.#line.shift();
    if (next) {
      next();
    } else {
      this.#free++;
    }
  }
}
