const PAUSE_FIRST_MILLISECONDS = 500;
const PAUSE_MAX_MILLISECONDS = 8_000;

// When a connection that shall last is made anew: once nothing was heard for too long, and after a pause that grows with
// each attempt and is never the same for two pages, so that they do not all come back at once.
export class Reconnecting {
  private attempt = 0;
  private pausing = 0;
  private listening = 0;

  constructor(private readonly silenceMaxMilliseconds: number) {}

  get first(): boolean {
    return this.attempt === 0;
  }

  // Something was heard: `dead` is called unless more is heard in time.
  heard(dead: () => void): void {
    window.clearTimeout(this.listening);
    this.listening = window.setTimeout(dead, this.silenceMaxMilliseconds);
  }

  // It stands: the next pause is the shortest again.
  stands(): void {
    this.attempt = 0;
  }

  again(connect: () => void): void {
    this.stop();
    const pause = Math.min(PAUSE_MAX_MILLISECONDS, PAUSE_FIRST_MILLISECONDS * 2 ** this.attempt++);
    this.pausing = window.setTimeout(connect, pause * (0.75 + Math.random() / 2));
  }

  stop(): void {
    window.clearTimeout(this.pausing);
    window.clearTimeout(this.listening);
  }
}
