import { heard } from "../shared/heard";
import { Reconnecting } from "../shared/reconnecting";
import type { Joining } from "./display";
import type { Shown } from "./faces";
import type { LaneKey } from "./pairing";

const PATH = "/api/lane/screen";
const SILENCE_MAX_MILLISECONDS = 15_000;

// Who reads the lane's camera.
export type Reader = "SERVER" | "TABLET" | "AGENT";

export interface Camera {
  state: "OPENING" | "WORKING" | "FAILING";
  says?: string;
}

export type ScreenLink = Joining | { kind: "ready"; event?: string; lane?: string; reader: Reader };

export interface Ears {
  linked(link: ScreenLink): void;
  shown(shown: Shown): void;
  camera(camera: Camera): void;
  told(text: string, milliseconds: number): void;
}

// Follows a lane by server-sent events. They are read by hand, for the key travels in a header, which an EventSource
// cannot send. It connects again by itself until it is closed or the key is not known. Beside an agent's camera no key
// is asked for.
export class ScreenStream {
  private ending: AbortController | null = null;
  private readonly reconnecting = new Reconnecting(SILENCE_MAX_MILLISECONDS);
  private closed = false;

  constructor(
    private readonly laneKey: LaneKey | null,
    private readonly ears: Ears,
  ) {}

  connect(): void {
    this.ears.linked({ kind: this.reconnecting.first ? "connecting" : "reconnecting" });
    void this.follow();
  }

  close(): void {
    this.closed = true;
    this.reconnecting.stop();
    this.ending?.abort();
  }

  // How many come along, said on the screen. If it does not arrive, the lane lets in whom it has asked, and nobody else.
  async say(ask: string, count: number): Promise<void> {
    const headers = { ...this.headers(), "Content-Type": "application/json" };
    await fetch(`${PATH}/party`, { method: "POST", headers, body: JSON.stringify({ ask, count }) }).catch(() => undefined);
  }

  private headers(): Record<string, string> {
    return this.laneKey === null ? {} : { Authorization: `Bearer ${this.laneKey.lane}.${this.laneKey.key}` };
  }

  private async follow(): Promise<void> {
    const ending = new AbortController();
    this.ending = ending;
    this.expectWord(ending);
    let known = true;
    try {
      const answer = await fetch(PATH, { headers: this.headers(), signal: ending.signal, cache: "no-store" });
      known = answer.status !== 401;
      if (answer.ok && answer.body !== null) {
        known = await this.read(answer.body, ending);
      }
    } catch {
      // The server is away, or has said nothing for too long.
    }
    this.reconnecting.stop();
    if (!this.closed) {
      this.lost(known);
    }
  }

  // Whether the lane still stands when nothing more comes.
  private async read(body: ReadableStream<Uint8Array>, ending: AbortController): Promise<boolean> {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    let text = "";
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      this.expectWord(ending);
      text += decoder.decode(part.value, { stream: true });
      const events = text.split("\n\n");
      text = events.pop() ?? "";
      for (const event of events) {
        if (!this.hear(event)) {
          return false;
        }
      }
    }
    return true;
  }

  private hear(event: string): boolean {
    const field = (name: string) =>
      event
        .split("\n")
        .filter((line) => line.startsWith(`${name}:`))
        .map((line) => line.slice(name.length + 1))
        .join("\n");
    const data = field("data");
    switch (field("event").trim()) {
      case "ready":
        this.reconnecting.stands();
        this.ears.linked({ kind: "ready", ...heard<{ event?: string; lane?: string; reader: Reader }>(data) });
        break;
      case "screen":
        this.ears.shown(heard<Shown>(data));
        break;
      case "camera":
        this.ears.camera(heard<Camera>(data));
        break;
      case "told": {
        const { text, milliseconds } = heard<{ text: string; milliseconds: number }>(data);
        this.ears.told(text, milliseconds);
        break;
      }
      case "revoked":
        return false;
    }
    return true;
  }

  // A connection can die without a word; then a new one is made.
  private expectWord(ending: AbortController): void {
    this.reconnecting.heard(() => ending.abort());
  }

  private lost(known: boolean): void {
    if (!known) {
      this.ears.linked({ kind: "unknown-key" });
      return;
    }
    this.ears.linked({ kind: "reconnecting" });
    this.reconnecting.again(() => this.connect());
  }
}
