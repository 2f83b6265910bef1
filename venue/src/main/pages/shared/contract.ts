// What the server says and hears, as the pages use it. What it does not know it leaves out.

export interface Problem {
  status: number;
  code: string;
  title: string;
  advice: string;
}

export type Mode = "PASS" | "SEALED" | "HANDS_FREE";

export type Wallet = "APPLE" | "GOOGLE";

export interface Offer {
  event: { name: string; venue: string; startsAt: string; endsAt: string; mode: Mode; eraseAfter: string };
  ticket: { code: string; holder?: string; category?: string; entrance?: string };
  consent: {
    version: number;
    language: string;
    title: string;
    body: string;
    minimumAge: number;
    ownAge: number;
    guardian: boolean;
  };
  state: "OPEN" | "ENROLLED" | "ERASING" | "ERASED";
  since?: string;
  receipt?: string;
  byFile: boolean;
  wallets: Wallet[];
}

export interface CameraStep {
  kind: "STRAIGHT" | "TURN" | "FOLLOW" | "LIGHT";
  milliseconds: number;
  direction?: "LEFT" | "RIGHT" | "UP" | "DOWN";
  colours: string[];
}

export interface SessionOffer {
  session: string;
  deadline: string;
  steps: CameraStep[];
}

export interface Enrolled {
  state: "ENROLLED";
  eraseAfter: string;
  lookAlike: boolean;
  pass?: Pass;
}

export interface EventLine {
  id: string;
  name: string;
  venue: string;
  startsAt: string;
  endsAt: string;
  mode: Mode;
}

export interface LegalBasis {
  jurisdiction: string;
  dpiaReference: string;
  accountablePerson: string;
  releaseText: string;
}

export interface EventPage extends EventLine {
  eraseAfter: string;
  legalBasis?: LegalBasis;
  counts: { tickets: number; enrolled: number; erasing: number; admitted: number; referralsOpen: number };
  lanes: LaneLine[];
}

export interface Slicing {
  byEntrance: boolean;
  byTime: boolean;
}

export interface LaneLine {
  id: string;
  name: string;
  entrance?: string;
  gateUrl?: string;
  onSuspicion: OnSuspicion;
  lightOnSuspicion: boolean;
  state: LaneCondition;
  revoked: boolean;
}

export interface LaneSetup {
  camera?: string;
  zone: { left: number; top: number; right: number; bottom: number };
  eyeDistanceMin: number;
  codes: Symbology[];
}

export type Symbology = "QR" | "AZTEC" | "DATA_MATRIX" | "PDF_417" | "CODE_128" | "EAN" | "ITF";

export type OnSuspicion = "REFER" | "ASK_TICKET" | "NOTE";

export type LaneCondition = "RECOGNISING" | "NOT_RECOGNISING" | "OFFLINE";

export interface ImportReport {
  added: number;
  changed: number;
  unchanged: number;
  refused: { line: number; reason: string }[];
}

export interface TicketLine {
  code: string;
  holder?: string;
  category?: string;
  entrance?: string;
  status: "VALID" | "UNPAID" | "BLOCKED" | "CANCELLED";
  enrolled: boolean;
  admitted: boolean;
}

export interface NewLane {
  id: string;
  key: string;
  url: string;
}

export interface Arrival {
  id: string;
  at: string;
  lane?: string;
  outcome: "ADMITTED" | "REFERRED" | "ANNULLED";
  ticketCode?: string;
  holder?: string;
  reason?: string;
  says?: string;
  milliseconds?: number;
  hand?: { steward: string; reason: string };
}

export interface Referral {
  id: string;
  at: string;
  lane: string;
  reason: string;
  kind: HelpKind;
  says: string;
  nextStep: string;
  note?: string;
  ticketCode?: string;
  holder?: string;
}

export type HelpKind = "TICKET" | "FACE" | "ATTACK" | "CONFLICT" | "ATTENTION" | "GATE" | "LANE";

export type LaneTrouble =
  | "STARTING"
  | "GALLERY_TOO_OLD"
  | "DATABASE_UNREACHABLE"
  | "NO_GALLERY"
  | "OTHER_MODEL"
  | "LEDGER_UNWRITABLE"
  | "REVOKED"
  | "PAUSED"
  | "NO_PICTURES"
  | "GATE_SILENT"
  | "SENSOR_SILENT"
  | "STANDS_STILL"
  | "NOT_HEARD"
  | "NOT_CONNECTED";

export interface BoardLane {
  id: string;
  name: string;
  state: LaneCondition;
  trouble?: LaneTrouble;
  why?: string;
  pausedBy?: string;
  message?: string;
  galleryVersion?: number;
  unrecognisedCount: number;
}

export interface BoardCounts {
  enrolled: number;
  admitted: number;
  referralsOpen: number;
}

export interface BoardSnapshot {
  arrivals: Arrival[];
  referrals: Referral[];
  lanes: BoardLane[];
  counts: BoardCounts;
}

export interface Me {
  name: string;
  roles: Role[];
  csrf: { header: string; token: string };
}

export interface AppOffer {
  secret: string;
  uri: string;
  path: string;
  side: number;
}

export interface SignInNext {
  name: string;
  roles: Role[];
  next: "SIGNED_IN" | "CODE" | "PASSKEY" | "SET_UP";
  app?: AppOffer;
  recoveryCodes: string[];
}

export interface Passkey {
  id: string;
  name: string;
  createdAt: string;
  lastUsedAt?: string;
}

export type GateWord = "OPENED" | "OPENING" | "DID_NOT_OPEN" | "NOT_HEARD" | "NOT_COMMANDED";

export interface LetIn {
  id: string;
  at: string;
  gate: GateWord;
}

// What speaks against a ticket, and what of that was overruled before.
export interface Hindered extends Problem {
  mayOverrule: boolean;
  since?: string;
  lane?: string;
  overruled: string[];
}

export interface Account {
  name: string;
  more: boolean;
  app: boolean;
  recoveryLeft: number;
  passkeys: Passkey[];
}

export interface Staff {
  name: string;
  roles: Role[];
  locked: boolean;
}

export interface NewPassword {
  name: string;
  password: string;
}

// A pass, and its code to be drawn: a square of so many units, dark where the path says.
export interface Pass {
  text: string;
  size: number;
  path: string;
}

export type Screen =
  | "SHOW_PASS"
  | "PASS_REFUSED"
  | "IDLE"
  | "LOOK"
  | "ONE_AT_A_TIME"
  | "PARTY"
  | "WELCOME"
  | "TICKET"
  | "STEWARD"
  | "NOT_RECOGNISING";

export type Role = "ORGANISER" | "STEWARD" | "OFFICER" | "TECHNICIAN";

export interface AuditLine {
  number: number;
  at: string;
  actor: string;
  who?: string;
  action: string;
  subject: string;
}

export interface AuditLog {
  lines: AuditLine[];
  before?: number;
  signedUpTo?: number;
  signedAt?: string;
}

export interface AuditCheck {
  whole: boolean;
  count: number;
  heads: number;
  signedUpTo: number;
  waiting: number;
  findings: { kind: string; number: number; says: string }[];
}

export interface EventReport {
  id: string;
  name: string;
  mode: Mode;
  endsAt: string;
  eraseAfter: string;
  keysExist: boolean;
  legalBasis?: LegalBasis;
  counts: { enrolled: number; erasing: number };
}

export interface Papers {
  event: { name: string; venue: string; startsAt: string; eraseAfter: string };
  state: "ENROLLED" | "ERASING" | "ERASED";
  since: string;
  receipt: {
    privacyNotice: { version: number; language: string };
    piiController: { accountablePerson?: string; jurisdiction?: string; impactAssessment?: string };
    events: { eventType: string; eventTime: string }[];
  };
  certificate?: {
    erasedAt: string;
    lanes: { lane: string; how: string; at: string }[];
    keysDestroyedAt?: string;
    filesScrubbedAt?: string;
  };
  held: { parts: { table: string; meaning: string; rows: Record<string, unknown>[] }[] };
  publicKey: string;
}

// Where the event's tickets are sold, if that is pretix.
export interface PretixPage {
  connected: boolean;
  connection?: { url: string; organizer: string; event: string; list: number };
  devices: { lane: string; number: number; state: "KNOWN" | "NOT_KNOWN" | "KEY_LOST" }[];
  leaving: { lane: string; number: number; byHand: boolean }[];
  answeredAt?: string;
  failing?: string;
  untold: number;
  refused: { code: string; lane?: string; reason: string; says: string; at: string }[];
}

export interface DoorList {
  id: number;
  name: string;
  count: number;
}

export interface EntryRules {
  reentry: "NEVER" | "AFTER_EXIT";
  reentryWaitSeconds: number;
  partyMax: number;
}

export interface Doorway {
  direction: "IN" | "OUT";
  passageSeconds?: number;
  sensor?: string;
  whenUndecided: "FAIL_SAFE" | "FAIL_OPEN";
  sensorSecret?: string;
}
