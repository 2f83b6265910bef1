import { heard } from "../shared/heard";
import type { Shown } from "./faces";
import type { LaneKey } from "./pairing";

// Colours to be shown one after the other, each for so long.
export interface Light {
  colours: string[];
  milliseconds: number;
}

export type Link =
  | { kind: "connecting" }
  | { kind: "ready"; event: string; lane: string; frameWidth: number }
  | { kind: "reconnecting"; attempt: number }
  | { kind: "screen-only" }
  | { kind: "unknown-key" }
  | { kind: "elsewhere" };

type Message =
  | { type: "ready"; event: string; lane: string; frameWidth: number }
  | { type: "next" }
  | { type: "alive" }
  | ({ type: "light" } & Light)
  | { type: "told"; text: string; milliseconds: number }
  | ({ type: "screen" } & Shown);

const UNKNOWN_KEY = 4401;
const SHOWN_ELSEWHERE = 4409;
const SCREEN_ONLY = 4411;

// A connection that ended like this is not made again.
const ENDS: Record<number, Link | undefined> = {
  [UNKNOWN_KEY]: { kind: "unknown-key" },
  [SHOWN_ELSEWHERE]: { kind: "elsewhere" },
  [SCREEN_ONLY]: { kind: "screen-only" },
};
const FRAME_INTERVAL_MILLISECONDS = 100;
const BACK_OFF_FIRST_MILLISECONDS = 500;
const BACK_OFF_MAX_MILLISECONDS = 8_000;
// First byte of a film; no picture begins like this.
const FILM = "L";
const SILENCE_MAX_MILLISECONDS = 15_000;

// The wire between a lane's screen and the server: one frame goes up for each that the server asks for, and what the
// screen shall say comes down. It connects again by itself until it is closed, the server does not know the key, or a
// newer screen has taken the lane over.
export class Wire {
  private socket: WebSocket | null = null;
  private attempt = 0;
  private retry = 0;
  private watch = 0;
  private closed = false;
  private sentAt = 0;
  private owed = false;

  constructor(
    private readonly laneKey: LaneKey,
    private readonly frame: () => Promise<Blob | null>,
    private readonly onLink: (link: Link) => void,
    private readonly onScreen: (shown: Shown) => void,
    private readonly film: (light: Light) => Promise<Blob>,
    private readonly onTold: (text: string, milliseconds: number) => void,
  ) {}

  connect(): void {
    this.onLink(this.attempt === 0 ? { kind: "connecting" } : { kind: "reconnecting", attempt: this.attempt });
    const socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/lane`);
    this.socket = socket;
    this.owed = false;
    socket.onopen = () => socket.send(JSON.stringify(this.laneKey));
    socket.onmessage = (message) => this.hear(socket, heard<Message>(message.data as string));
    socket.onclose = (end) => this.lost(socket, end.code);
    this.expectWord(socket);
  }

  close(): void {
    this.closed = true;
    window.clearTimeout(this.retry);
    window.clearTimeout(this.watch);
    this.socket?.close();
  }

  // How many come along, said on the screen.
  say(ask: string, count: number): void {
    if (this.socket?.readyState === WebSocket.OPEN) {
      this.socket.send(JSON.stringify({ ask, count }));
    }
  }

  private hear(socket: WebSocket, message: Message): void {
    this.expectWord(socket);
    switch (message.type) {
      case "ready":
        this.attempt = 0;
        this.onLink({ kind: "ready", event: message.event, lane: message.lane, frameWidth: message.frameWidth });
        break;
      case "screen":
        this.onScreen(message);
        break;
      case "next":
        if (!this.owed) {
          this.owed = true;
          void this.sendFrame(socket);
        }
        break;
      case "light":
        void this.sendFilm(socket, message);
        break;
      case "told":
        this.onTold(message.text, message.milliseconds);
        break;
      case "alive":
        break;
    }
  }

  // Never faster than the interval, and never without a picture: while the camera is away the turn is kept.
  private async sendFrame(socket: WebSocket): Promise<void> {
    const wait = this.sentAt + FRAME_INTERVAL_MILLISECONDS - performance.now();
    if (wait > 0) {
      window.setTimeout(() => void this.sendFrame(socket), wait);
      return;
    }
    this.sentAt = performance.now();
    const frame = await this.frame();
    if (socket.readyState !== WebSocket.OPEN) {
      return;
    }
    if (frame === null) {
      window.setTimeout(() => void this.sendFrame(socket), FRAME_INTERVAL_MILLISECONDS);
      return;
    }
    this.owed = false;
    socket.send(frame);
  }

  private async sendFilm(socket: WebSocket, light: Light): Promise<void> {
    const film = await this.film(light);
    if (socket.readyState === WebSocket.OPEN) {
      socket.send(new Blob([FILM, film]));
    }
  }

  // A connection can die without a word; then a new one is made.
  private expectWord(socket: WebSocket): void {
    window.clearTimeout(this.watch);
    this.watch = window.setTimeout(() => {
      socket.close();
      this.lost(socket, 0);
    }, SILENCE_MAX_MILLISECONDS);
  }

  private lost(socket: WebSocket, code: number): void {
    if (this.closed || socket !== this.socket) {
      return;
    }
    this.socket = null;
    window.clearTimeout(this.watch);
    const end = ENDS[code];
    if (end !== undefined) {
      this.onLink(end);
      return;
    }
    const pause = Math.min(BACK_OFF_MAX_MILLISECONDS, BACK_OFF_FIRST_MILLISECONDS * 2 ** this.attempt);
    this.attempt++;
    this.onLink({ kind: "reconnecting", attempt: this.attempt });
    this.retry = window.setTimeout(() => this.connect(), pause * (0.75 + Math.random() / 2));
  }
}
