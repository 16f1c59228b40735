// Proof of work: finds a number n so that SHA-256 of `token:n` begins with enough zero bits, and sends it. See docs/spam.md.

const ROUND = Uint32Array.from(primes(64), (prime) => fraction(Math.cbrt(prime)))
const START = Uint32Array.from(primes(8), (prime) => fraction(Math.sqrt(prime)))
/** How many hashes are tried before the page may breathe: some ten milliseconds on a phone. */
const SLICE = 1000

function primes(count) {
  const found = []
  for (let n = 2; found.length < count; n++) {
    if (found.every((prime) => n % prime)) found.push(n)
  }
  return found
}

/** The first 32 bits of what stands behind the point. */
function fraction(number) {
  return (number - Math.floor(number)) * 2 ** 32
}

const turned = (word, by) => (word >>> by) | (word << (32 - by))

/** The SHA-256 of an ASCII text, as eight words. `crypto.subtle` would wait for a promise each time. */
export function sha256(text) {
  const words = new Uint32Array(((text.length + 72) >> 6) * 16)
  for (let i = 0; i < text.length; i++) words[i >> 2] |= text.charCodeAt(i) << (24 - (i & 3) * 8)
  words[text.length >> 2] |= 0x80 << (24 - (text.length & 3) * 8)
  words[words.length - 1] = text.length * 8
  const hash = START.slice()
  const w = new Uint32Array(64)
  for (let block = 0; block < words.length; block += 16) {
    let [a, b, c, d, e, f, g, h] = hash
    for (let i = 0; i < 64; i++) {
      if (i < 16) {
        w[i] = words[block + i]
      } else {
        const x = w[i - 15]
        const y = w[i - 2]
        w[i] = w[i - 16] + w[i - 7] + (turned(x, 7) ^ turned(x, 18) ^ (x >>> 3)) + (turned(y, 17) ^ turned(y, 19) ^ (y >>> 10))
      }
      const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + ROUND[i] + w[i]) | 0
      const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
      h = g
      g = f
      f = e
      e = (d + one) | 0
      d = c
      c = b
      b = a
      a = (one + two) | 0
    }
    ;[a, b, c, d, e, f, g, h].forEach((word, i) => (hash[i] += word))
  }
  return hash
}

/** Solves a challenge in slices, so that the page stays alive. */
export function solve({ token, bits }, n = 0) {
  for (const end = n + SLICE; n < end; n++) {
    if (Math.clz32(sha256(`${token}:${n}`)[0]) >= bits) return Promise.resolve(`${token}:${n}`)
  }
  return new Promise((resolve) => setTimeout(() => resolve(solve({ token, bits }, n))))
}

/** A form that waits for a proof is sent as soon as there is one; its button stays for whoever does not want to wait. */
export async function prove(form) {
  const { proofToken: token, proofBits: bits } = form.dataset
  if (!token) return
  form.elements._proof.value = await solve({ token, bits: Number(bits) })
  form.requestSubmit()
}
