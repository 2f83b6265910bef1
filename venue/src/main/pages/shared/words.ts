import type { Problem } from "./contract";
import { de } from "./words/de";
import { en } from "./words/en";
import { es } from "./words/es";
import { fr } from "./words/fr";

type Side = "LEFT" | "RIGHT" | "UP" | "DOWN";

// All that guests read, in the languages in which there are consent texts; what the server says of a problem stands
// under its code.
export interface Words {
  textVersion: string;
  agree: string;
  ofAge: (age: number) => string;
  guardian: (minimum: number, below: number) => string;
  agreeFirst: string;
  agreeAndGoOn: string;
  useTicket: string;
  bothWays: string;
  changedMind: string;
  withdrawWhenever: string;
  withdraw: string;
  withdrawAndErase: string;
  whatHappens: string;
  yesWithdraw: string;
  noStay: string;
  erasing: string;
  erasingMore: string;
  erased: string;
  erasedMore: string;
  ticketStays: string;
  enrolAgain: string;
  receipt: string;
  receiptMore: string;
  openReceipt: string;
  youAgreed: string;
  ended: string;
  version: string;
  whoAnswers: string;
  legalBasis: string;
  erasedBy: string;
  takeAway: string;
  signedReceipt: string;
  allData: string;
  allDataMore: string;
  certificate: string;
  certificateMore: string;
  signedCertificate: string;
  lane: string;
  letGoAt: string;
  keysGone: string;
  keysStand: string;
  filesCleared: string;
  filesNotYet: string;
  howToCheck: string;
  held: string;
  nothingHeld: string;
  language: string;
  yourTicket: string;
  entrance: (name: string) => string;
  openingLink: string;
  openLinkAgain: string;
  ticketNotAffected: string;
  back: string;
  comeWithTicket: string;
  comeWithTicketMore: string;
  nothingWasKept: string;
  otherWays: string;
  otherWaysMore: string;
  takeTicketLane: string;
  takeTicketLaneMore: string;
  ticketOffice: string;
  ticketOfficeMore: string;
  onePictureInstead: string;
  plainPicture: (staff: string) => string;
  backToCamera: string;
  oneMoment: string;
  yourPictures: string;
  beforeCamera: string;
  lookingAtPictures: string;
  openingCamera: string;
  mirror: string;
  start: string;
  startAgain: string;
  cannotDoSteps: string;
  stepOf: (step: number, count: number) => string;
  lookStraight: string;
  turn: Record<Side, string>;
  follow: Record<Side, string>;
  andBack: string;
  holdStill: string;
  lookAtScreen: string;
  cameraRefused: string;
  cameraAbsent: string;
  cameraBusy: string;
  cameraAgain: string;
  yourPicture: string;
  onlyYou: string;
  lookingAtPicture: string;
  pictureToSend: string;
  usePicture: string;
  takeAnother: string;
  takePicture: string;
  choosePicture: string;
  fileTooLarge: string;
  enrolled: string;
  walkUp: string;
  walkUpMore: (entrance: string | undefined) => string;
  keepTicket: string;
  keepTicketMore: string;
  ticketAtHand: string;
  ticketAtHandMore: string;
  yourPass: string;
  thisIsYourPass: string;
  codeOfPass: string;
  savePass: string;
  savePassMore: string;
  holdPass: string;
  holdPassMore: string;
  thenLook: string;
  thenLookMore: string;
  saveAsPicture: string;
  saveAsPage: string;
  pictureSaved: string;
  pageSaved: string;
  toApple: string;
  toAppleWithFace: string;
  toAppleWithoutFace: string;
  toGoogle: string;
  toGoogleMore: string;
  passElsewhere: string;
  passElsewhereMore: string;
  lostPass: string;
  lostPassMore: string;
  newPass: string;
  noPictureKept: string;
  noPictureKeptMore: string;
  erasedByDay: (day: string) => string;
  erasedByItself: string;
  // What each table holds about a guest, by its name.
  holdings: Record<string, string>;
  problems: Record<string, { title: string; advice: string }>;
}

const LANGUAGES: Record<string, Words> = { en, de, fr, es };

// Each language in its own words, for choosing.
export const NAMES: [string, string][] = [
  ["en", "English"],
  ["de", "Deutsch"],
  ["fr", "Français"],
  ["es", "Español"],
];

export function nameOf(language: string): string {
  return NAMES.find(([tag]) => tag === language)?.[1] ?? language;
}

// The words of a language; English where there are none.
export function wordsIn(language: string): Words {
  return LANGUAGES[language] ?? en;
}

const ASKED_FOR = "language";

// The language that was chosen, which the address remembers and nothing else, or the first of the browser's languages in
// which there are words.
export function guestLanguage(): string {
  const chosen = new URLSearchParams(location.search).get(ASKED_FOR) ?? "";
  return [chosen, ...navigator.languages].map((tag) => tag.slice(0, 2)).find((tag) => tag in LANGUAGES) ?? "en";
}

export function chooseLanguage(language: string): void {
  const address = new URL(location.href);
  address.searchParams.set(ASKED_FOR, language);
  history.replaceState(null, "", address);
}

// In the guest's language, as far as it is known there.
export function inWords(problem: Problem | null, words: Words): Problem | null {
  return problem === null ? null : { ...problem, ...words.problems[problem.code] };
}

export type NoCamera = "refused" | "absent" | "busy";

export function noCamera(why: NoCamera, words: Words): string {
  return { refused: words.cameraRefused, absent: words.cameraAbsent, busy: words.cameraBusy }[why];
}
