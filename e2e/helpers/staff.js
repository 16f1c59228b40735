// Staff at the door: signing in as the people that a demo or a story made.

/** The sign-ins a demo told, by role: `{ administrator: { email, password }, … }`. */
export function signIns(printed) {
  const told = printed.map((line) => line.match(/^([a-z_]+)\s+(\S+@\S+)\s+(\S+)$/)).filter(Boolean);
  return Object.fromEntries(told.map(([, role, email, password]) => [role, { email, password }]));
}

/** Signs in and waits for the front page of that person. */
export async function signIn(page, address, { email, password }) {
  await page.goto(`${address}/desk/sign-in`);
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`${address}/desk`);
}
