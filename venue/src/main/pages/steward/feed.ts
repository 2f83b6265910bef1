import type { Arrival, BoardCounts, BoardLane, BoardSnapshot, Referral } from "../shared/contract";
import { heard } from "../shared/heard";
import { Reconnecting } from "../shared/reconnecting";

export interface Board extends BoardSnapshot {
  // The newest referral that this page has not shown before, so that each is announced once, reconnect or not.
  latest: Referral | null;
}

const ARRIVALS_SHOWN_MAX = 40;
// Three signs of life.
const SILENCE_MAX_MILLISECONDS = 12_000;

// Follows the board of one event. Each snapshot replaces all that was known before, so nothing missed is missing.
export class Feed {
  private board: Board | null = null;
  private source: EventSource | null = null;
  private readonly reconnecting = new Reconnecting(SILENCE_MAX_MILLISECONDS);
  private announced: Set<string> | null = null;

  constructor(
    private readonly event: string,
    private readonly onBoard: (board: Board) => void,
    private readonly onConnected: (connected: boolean) => void,
  ) {}

  open(): void {
    const source = new EventSource(`/api/events/${encodeURIComponent(this.event)}/board`);
    this.source = source;
    source.onopen = () => {
      this.expectWord(source);
    };
    source.onerror = () => this.lost(source);
    source.addEventListener("alive", () => this.expectWord(source));
    this.on<BoardSnapshot>(source, "snapshot", (_, all) => {
      this.reconnecting.stands();
      this.onConnected(true);
      return { ...all, latest: this.unannounced(all.referrals) };
    });
    this.on<Arrival>(source, "arrival", (board, arrival) => ({
      ...board,
      arrivals: withArrival(board.arrivals, arrival).slice(0, ARRIVALS_SHOWN_MAX),
    }));
    this.on<Referral>(source, "referral", (board, referral) => ({
      ...board,
      referrals: [...board.referrals.filter((known) => known.id !== referral.id), referral],
      latest: this.unannounced([referral]),
    }));
    this.on<{ id: string }>(source, "resolved", (board, resolved) => ({
      ...board,
      referrals: board.referrals.filter((known) => known.id !== resolved.id),
    }));
    this.on<BoardLane>(source, "lane", (board, lane) => ({ ...board, lanes: withLane(board.lanes, lane) }));
    this.on<BoardCounts>(source, "counts", (board, counts) => ({ ...board, counts }));
  }

  close(): void {
    this.reconnecting.stop();
    this.source?.close();
    this.source = null;
  }

  // What was there when the board was opened is no news.
  private unannounced(referrals: Referral[]): Referral | null {
    const known = this.announced;
    this.announced = new Set([...(known ?? []), ...referrals.map((referral) => referral.id)]);
    return known === null ? null : (referrals.filter((referral) => !known.has(referral.id)).at(-1) ?? null);
  }

  // A connection can die without a word; then a new one is made.
  private expectWord(source: EventSource): void {
    this.reconnecting.heard(() => this.lost(source));
  }

  private on<T>(source: EventSource, name: string, change: (board: Board, data: T) => Board): void {
    source.addEventListener(name, (message: MessageEvent<string>) => {
      this.expectWord(source);
      const before = this.board ?? {
        arrivals: [],
        referrals: [],
        lanes: [],
        counts: { enrolled: 0, admitted: 0, referralsOpen: 0 },
        latest: null,
      };
      this.board = change(before, heard<T>(message.data));
      this.onBoard(this.board);
    });
  }

  private lost(source: EventSource): void {
    if (source !== this.source) {
      return;
    }
    source.close();
    this.onConnected(false);
    this.reconnecting.again(() => this.open());
  }
}

// Whoever came in at a lane that was apart is heard of afterwards, and stands where they came.
function withArrival(arrivals: Arrival[], arrival: Arrival): Arrival[] {
  return [arrival, ...arrivals.filter((known) => known.id !== arrival.id)].sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
}

function withLane(lanes: BoardLane[], lane: BoardLane): BoardLane[] {
  return lanes.some((known) => known.id === lane.id)
    ? lanes.map((known) => (known.id === lane.id ? lane : known))
    : [...lanes, lane].sort((one, other) => one.name.localeCompare(other.name));
}
