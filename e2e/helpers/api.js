// What is stored, read by program with the token a demo told.

import assert from "node:assert/strict";

/** Reads the API of a demo. */
export function reader(demo) {
  const token = demo.printed.map((line) => line.match(/^API token (\S+)$/)?.[1]).find(Boolean);
  const get = async (path) => {
    const answer = await fetch(demo.address + path, { headers: { Authorization: `Bearer ${token}` } });
    assert.equal(answer.status, 200, `${path}: ${await answer.clone().text()}`);
    return answer.json();
  };
  const surveys = async () => (await get("/api/v1/surveys?limit=1000")).surveys;
  return {
    surveys,
    /** The published survey of this instrument, or of this name. */
    survey: async (wanted) => {
      const open = (await surveys()).filter(({ state }) => state === "published");
      const found = open.find(({ instrument, name }) => instrument === wanted || name === wanted);
      assert.ok(found, `the demo has no survey ${wanted}`);
      return found;
    },
    /** Views of pages that scripts told of, the latest first. */
    pageViews: async () => (await get("/api/v1/interactions?activity=visit%20page&limit=1000")).interactions,
    /** Responses to a survey that came in this way, the newest first. */
    responses: async (survey, source) => {
      const found = [];
      let next = null;
      do {
        const page = await get(`/api/v1/responses?survey=${survey.id}&limit=1000${next ? `&cursor=${next}` : ""}`);
        found.push(...page.responses.filter((response) => response.source === source));
        next = page.next;
      } while (next);
      return found;
    },
  };
}

/** Stored answers as `{ key: value or text }`. */
export function answersOf(response) {
  return Object.fromEntries(response.answers.map(({ question, value, text }) => [question, text ?? value]));
}

/** Waits until `probe` gives what is wanted; tells what it gave last when that does not come. */
export async function until(probe, wanted, seconds = 15) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await probe();
    if (found === wanted) return;
    assert.ok(Date.now() < end, `wanted ${wanted}, found ${found}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
