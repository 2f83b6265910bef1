const LOCALE = "en-GB";
const TO_THE_SECOND: Intl.DateTimeFormatOptions = { dateStyle: "long", timeStyle: "medium" };
export const DAY: Intl.DateTimeFormatOptions = { weekday: "short", day: "numeric", month: "long", year: "numeric" };
export const DAY_AND_TIME: Intl.DateTimeFormatOptions = {
  weekday: "short",
  day: "numeric",
  month: "long",
  hour: "2-digit",
  minute: "2-digit",
};
const dayAndTime = new Intl.DateTimeFormat(LOCALE, DAY_AND_TIME);
const dayAndClock = new Intl.DateTimeFormat(LOCALE, {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});
const clock = new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const number = new Intl.NumberFormat(LOCALE);

export function atTime(instant: string): string {
  return dayAndTime.format(new Date(instant));
}

export function toTheSecond(instant: string): string {
  return dayAndClock.format(new Date(instant));
}

// For guests, in their own language.
export function instantIn(instant: string, language: string, style: Intl.DateTimeFormatOptions = TO_THE_SECOND): string {
  return new Intl.DateTimeFormat(language === "en" ? LOCALE : language, style).format(new Date(instant));
}

export function onTheClock(instant: string): string {
  return clock.format(new Date(instant));
}

export function counted(count: number): string {
  return number.format(count);
}

// How long ago, in the words one says aloud.
export function ago(instant: string, now: number): string {
  const seconds = Math.max(0, Math.round((now - new Date(instant).getTime()) / 1000));
  if (seconds < 10) {
    return "just now";
  }
  if (seconds < 60) {
    return `${seconds} s`;
  }
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} min`;
  }
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}

// What a field of a form means, in the time zone of whoever fills it in.
export function instantOf(local: string): string {
  return new Date(local).toISOString();
}
