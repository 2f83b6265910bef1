import { property, state } from "lit/decorators.js";
import { problemOf, type Session } from "../shared/api";
import type { Problem } from "../shared/contract";
import { Part } from "../shared/page";

// One room of the organiser's page: it has the session, and shows the latest problem.
export abstract class Room extends Part {
  @property({ attribute: false }) session!: Session;

  @state() protected problem: Problem | null = null;

  // Does one thing on the server; what is refused stands on the page afterwards.
  protected async attempt(thing: () => Promise<void>): Promise<boolean> {
    try {
      await thing();
      this.problem = null;
      return true;
    } catch (failure) {
      this.problem = problemOf(failure);
      return false;
    }
  }
}
