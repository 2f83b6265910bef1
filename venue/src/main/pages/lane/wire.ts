import { heard } from "../shared/heard";
import { Reconnecting } from "../shared/reconnecting";
import type { Joining } from "./display";
import type { Shown } from "./faces";
import type { LaneKey } from "./pairing";

// Colours to be shown one after the other, each for so long.
export interface Light {
  colours: string[];
  milliseconds: number;
}

export type Link =
  | Joining
  | { kind: "ready"; event: string; lane: string; frameWidth: number }
  | { kind: "screen-only" }
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
// First byte of a film; no picture begins like this.
const FILM = "L";
const SILENCE_MAX_MILLISECONDS = 15_000;

// The wire between a lane's screen and the server: one frame goes up for each that the server asks for, and what the
// screen shall say comes down. It connects again by itself until it is closed, the server does not know the key, or a
// newer screen has taken the lane over.
export class Wire {
  private socket: WebSocket | null = null;
  private readonly reconnecting = new Reconnecting(SILENCE_MAX_MILLISECONDS);
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
    this.onLink({ kind: this.reconnecting.first ? "connecting" : "reconnecting" });
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
    this.reconnecting.stop();
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
        this.reconnecting.stands();
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
    this.reconnecting.heard(() => {
      socket.close();
      this.lost(socket, 0);
    });
  }

  private lost(socket: WebSocket, code: number): void {
    if (this.closed || socket !== this.socket) {
      return;
    }
    this.socket = null;
    this.reconnecting.stop();
    const end = ENDS[code];
    if (end !== undefined) {
      this.onLink(end);
      return;
    }
    this.onLink({ kind: "reconnecting" });
    this.reconnecting.again(() => this.connect());
  }
}
