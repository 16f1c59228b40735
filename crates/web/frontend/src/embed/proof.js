/** The proof of work that the server asks of a client that sends unusually much (docs/spam.md). */

const constants = []
const start = []
for (let n = 2; constants.length < 64; n += 1) {
  let prime = true
  for (let d = 2; d * d <= n; d += 1) prime &&= n % d !== 0
  if (!prime) continue
  const fraction = (root) => ((root - Math.floor(root)) * 2 ** 32) | 0
  if (start.length < 8) start.push(fraction(Math.sqrt(n)))
  constants.push(fraction(Math.cbrt(n)))
}

/** The first 32 bits of the SHA-256 of a short ASCII text. `crypto.subtle` is missing on plain HTTP, and slower here. */
export function firstWord(text) {
  const blocks = ((text.length + 8) >> 6) + 1
  const input = new Int32Array(blocks * 16)
  for (let i = 0; i < text.length; i += 1) input[i >> 2] |= text.charCodeAt(i) << (24 - (i & 3) * 8)
  input[text.length >> 2] |= 0x80 << (24 - (text.length & 3) * 8)
  input[input.length - 1] = text.length * 8
  const state = Int32Array.from(start)
  const w = new Int32Array(64)
  const turn = (x, n) => (x >>> n) | (x << (32 - n))
  for (let block = 0; block < blocks; block += 1) {
    let [a, b, c, d, e, f, g, k] = state
    for (let i = 0; i < 64; i += 1) {
      if (i < 16) w[i] = input[block * 16 + i]
      else {
        const x = w[i - 15]
        const y = w[i - 2]
        w[i] = (w[i - 16] + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + w[i - 7] + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10))) | 0
      }
      const one = (k + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + constants[i] + w[i]) | 0
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
      ;[k, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0]
    }
    ;[a, b, c, d, e, f, g, k].forEach((value, i) => (state[i] += value))
  }
  return state[0] >>> 0
}

/** Finds the proof a little at a time, so that the page goes on as ever. */
export function solve({ token, bits }) {
  return new Promise((resolve) => {
    let n = 0
    const work = () => {
      const end = performance.now() + 12
      while (performance.now() < end) {
        for (let i = 0; i < 64; i += 1, n += 1) {
          if (Math.clz32(firstWord(`${token}:${n}`)) >= bits) return resolve(`${token}:${n}`)
        }
      }
      setTimeout(work)
    }
    work()
  })
}
