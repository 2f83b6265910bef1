import { html, nothing, type TemplateResult } from "lit";
import type { Problem } from "./contract";
import { note } from "./icons";

// What went wrong and what to do, announced at once.
export function notice(problem: Problem | null): TemplateResult | typeof nothing {
  return problem === null
    ? nothing
    : html`<div class="notice" role="alert">
        ${note}
        <p><strong>${problem.title}</strong> ${problem.advice}</p>
      </div>`;
}
