// What the server said in JSON. A null says no more than a missing value, so both are missing here.
export function heard<T>(text: string): T {
  return JSON.parse(text, (_, value: unknown) => (value === null ? undefined : value)) as T;
}
