import type { Role } from "./contract";

export const ROLES: Record<Role, { name: string; does: string }> = {
  STEWARD: { name: "Steward", does: "helps guests at the lanes" },
  TECHNICIAN: { name: "Technician", does: "looks after lanes, cameras and gates" },
  OFFICER: { name: "Officer", does: "looks after data protection, reads the log" },
  ORGANISER: { name: "Organiser", does: "everything" },
};

export interface StaffPage {
  path: "/organiser" | "/steward" | "/officer" | "/account";
  name: string;
  roles: Role[];
}

const PAGES: StaffPage[] = [
  { path: "/organiser", name: "Organiser", roles: ["ORGANISER", "TECHNICIAN"] },
  { path: "/steward", name: "Board", roles: ["ORGANISER", "STEWARD"] },
  { path: "/officer", name: "Audit", roles: ["ORGANISER", "OFFICER"] },
];

// What an account with these roles opens; what comes first is where it begins.
export function pagesOf(roles: Role[]): StaffPage[] {
  return PAGES.filter((page) => page.roles.some((role) => roles.includes(role)));
}
