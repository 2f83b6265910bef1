import { html, type TemplateResult } from "lit";
import { problemOf, type Session } from "../shared/api";
import type { GateWord, LetIn } from "../shared/contract";
import { check, steward } from "../shared/icons";

const ASK_AGAIN_MILLISECONDS = 400;

// What to do now that the ticket is admitted.
const GATE: Record<GateWord, string> = {
  OPENED: "The gate is open.",
  OPENING: "The gate is being opened: look.",
  DID_NOT_OPEN: "The gate did not answer: look, and let the guest in by hand. Ask a technician to see to it.",
  NOT_HEARD: "The lane is not heard, and its gate will not open by itself: let the guest in by hand.",
  NOT_COMMANDED: "Let the guest in.",
};

// What a steward wishes; the same number again is the same wish.
export interface Wish {
  code: string;
  reason: string;
  nonce: string;
  overrule: string[];
  lane?: string;
}

// A ticket that was let in, as the page shows it.
export type Admitted = LetIn & { code: string };

// Lets a ticket in. While its gate is being opened it is asked, by the same wish, what has become of that, until it is known
// or nobody wants to hear it: `told` says whether somebody does.
export async function admit(
  session: Session,
  event: string,
  wish: Wish,
  told: (news: Admitted) => boolean,
): Promise<Admitted> {
  const admitted = await ask(session, event, wish);
  if (admitted.gate === "OPENING") {
    void follow(session, event, wish, told);
  }
  return admitted;
}

async function ask(session: Session, event: string, wish: Wish): Promise<Admitted> {
  const letIn = await session.post<LetIn>(`/api/events/${event}/admissions`, wish);
  return { ...letIn, code: wish.code };
}

async function follow(session: Session, event: string, wish: Wish, told: (news: Admitted) => boolean): Promise<void> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MILLISECONDS));
    try {
      const news = await ask(session, event, wish);
      if (!told(news) || news.gate !== "OPENING") {
        return;
      }
    } catch (failure) {
      const { status } = problemOf(failure);
      if (status >= 400 && status < 500) {
        return;
      }
    }
  }
}

export function letInCard(admitted: Admitted): TemplateResult {
  const looks = admitted.gate !== "OPENED" && admitted.gate !== "NOT_COMMANDED";
  return html`<div class="let-in ${looks ? "look" : ""}" role="status" data-gate=${admitted.gate}>
    ${looks ? steward : check}
    <div>
      <p><strong class="code">${admitted.code}</strong> is admitted.</p>
      <p class="gate-says">${GATE[admitted.gate]}</p>
    </div>
  </div>`;
}

// Drawn by hand: over plain http a browser has no randomUUID.
export function wishNumber(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
