import type { TemplateResult } from "lit";
import type { Screen } from "../shared/contract";
import { check, code, face, look, oneAtATime, pause, steward, ticket } from "../shared/icons";

// What the screen shall say.
export interface Shown {
  screen: Screen;
  headline?: string;
  advice?: string;
  milliseconds?: number;
  // How many come along is asked; an answer names the question.
  ask?: string;
  most?: number;
}

export interface Face {
  look: string;
  icon: TemplateResult;
  headline: string;
  advice: string;
}

// What each state looks like, and its words where the server sent none.
const FACES: Record<Screen, Face> = {
  IDLE: { look: "idle", icon: face, headline: "Step up to the camera", advice: "Or hold your ticket to it." },
  SHOW_PASS: { look: "idle", icon: code, headline: "Show your pass", advice: "Hold the code to the camera." },
  PASS_REFUSED: { look: "ticket", icon: code, headline: "This code does not open the lane", advice: "Use your ticket." },
  LOOK: { look: "look", icon: look, headline: "Look at the camera", advice: "" },
  ONE_AT_A_TIME: { look: "one", icon: oneAtATime, headline: "One at a time, please", advice: "The others wait a step behind." },
  PARTY: { look: "look", icon: oneAtATime, headline: "Who comes in with you?", advice: "Touch how many come along now." },
  WELCOME: { look: "welcome", icon: check, headline: "Welcome", advice: "Walk through." },
  TICKET: { look: "ticket", icon: ticket, headline: "Your ticket, please", advice: "Hold it to the camera." },
  STEWARD: { look: "steward", icon: steward, headline: "A steward helps you", advice: "Please wait here a moment." },
  NOT_RECOGNISING: { look: "paused", icon: pause, headline: "Please use your ticket", advice: "Face entry pauses here for a moment." },
};

export function said({ screen, headline, advice }: Shown): Face {
  const known = FACES[screen];
  const large = headline || known.headline;
  const small = advice ?? known.advice;
  // What is said large is not said small as well.
  return { ...known, headline: large, advice: small === `${large}.` ? "" : small };
}
