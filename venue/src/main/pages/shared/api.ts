import type { Me, Problem } from "./contract";
import { heard } from "./heard";

// A refusal by the server, or no answer at all; always with what to do about it.
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.title);
  }
}

const UNREACHABLE: Problem = {
  status: 0,
  code: "UNREACHABLE",
  title: "The server cannot be reached.",
  advice: "Check your connection and try again in a moment.",
};

const UNREADABLE = { code: "UNKNOWN", title: "Something went wrong.", advice: "Try again in a moment." };

export function problemOf(failure: unknown): Problem {
  if (failure instanceof Refused) {
    return failure.problem;
  }
  throw failure;
}

async function answer<T>(url: string, init: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(url, { credentials: "same-origin", cache: "no-store", ...init });
  } catch {
    throw new Refused(UNREACHABLE);
  }
  const text = await response.text();
  if (!response.ok) {
    throw new Refused({ ...UNREADABLE, ...parsed(text), status: response.status });
  }
  return (text === "" ? undefined : heard<T>(text)) as T;
}

function parsed(text: string): Partial<Problem> {
  try {
    return heard<Partial<Problem>>(text);
  } catch {
    return {};
  }
}

export function read<T>(url: string): Promise<T> {
  return answer<T>(url, { headers: { Accept: "application/json" } });
}

// For those who have no session: guests, by the token in their link, and whoever signs in.
export function send<T>(url: string, body?: BodyInit | object, type?: string): Promise<T> {
  return answer<T>(url, message("POST", {}, body, type));
}

// A file that the server makes of what it is sent.
export async function download(url: string, text: string): Promise<Blob> {
  let response: Response;
  try {
    response = await fetch(url, { ...message("POST", {}, text, "text/plain"), credentials: "same-origin", cache: "no-store" });
  } catch {
    throw new Refused(UNREACHABLE);
  }
  if (!response.ok) {
    throw new Refused({ ...UNREADABLE, ...parsed(await response.text()), status: response.status });
  }
  return response.blob();
}

// For staff, whose writes carry the token of their session.
export class Session {
  private constructor(readonly me: Me) {}

  static async open(): Promise<Session> {
    try {
      return new Session(await read<Me>("/api/me"));
    } catch (failure) {
      if (problemOf(failure).status === 401) {
        toSignIn();
      }
      throw failure;
    }
  }

  read<T>(url: string): Promise<T> {
    return this.ask<T>(url, { headers: { Accept: "application/json" } });
  }

  post<T>(url: string, body?: BodyInit | object, type?: string): Promise<T> {
    return this.ask<T>(url, message("POST", this.token(), body, type));
  }

  remove<T>(url: string): Promise<T> {
    return this.ask<T>(url, message("DELETE", this.token()));
  }

  async end(): Promise<void> {
    await this.post<void>("/api/sign-out");
    location.assign("/sign-in");
  }

  private token(): Record<string, string> {
    return { [this.me.csrf.header]: this.me.csrf.token };
  }

  private async ask<T>(url: string, init: RequestInit): Promise<T> {
    try {
      return await answer<T>(url, init);
    } catch (failure) {
      if (problemOf(failure).status === 401) {
        toSignIn();
      }
      throw failure;
    }
  }
}

function message(method: string, headers: Record<string, string>, body?: BodyInit | object, type?: string): RequestInit {
  if (body === undefined) {
    return { method, headers };
  }
  if (type === undefined) {
    return { method, headers: { ...headers, "Content-Type": "application/json" }, body: JSON.stringify(body) };
  }
  return { method, headers: { ...headers, "Content-Type": type }, body: body as BodyInit };
}

export function toSignIn(): void {
  const back = location.pathname + location.hash;
  location.assign(`/sign-in?next=${encodeURIComponent(back)}`);
}
