// Builds the page bundles: `node build.mjs [OUT]`, called by ../build.rs with Cargo's OUT_DIR.
// Writes every bundle under a name that carries its content hash, its gzip twin beside it, and `manifest.tsv`
// (plain name, hashed name), from which build.rs generates the embedded table.

import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, parse } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import * as esbuild from 'esbuild'
import postcss from 'postcss'
import * as sass from 'sass'
import { ourTokens } from './uswds-tokens.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const out = process.argv[2] ?? join(here, 'dist')
const uswds = join(here, 'node_modules/@uswds/uswds')
const browsers = ['chrome109', 'edge109', 'firefox115', 'safari16']

const bundles = [
  'public.css', 'desk.css', 'kiosk.css', 'sample-agency.css', 'public.js', 'desk.js', 'embed.js', 'kiosk.js', 'kiosk-worker.js',
]

/** Scripts that are more than a page's: where they begin. */
const entries = { 'embed.js': 'embed/main.js', 'kiosk.js': 'kiosk/main.js', 'kiosk-worker.js': 'kiosk/worker.js' }

/** A style sheet that a script carries along as a text. */
const sheets = {
  name: 'sheets',
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await esbuild.transform(readFileSync(path, 'utf8'), { loader: 'css', minify: true, target: browsers })
      return { contents: code.trim(), loader: 'text' }
    })
  },
}

/** Compiles one style sheet, turns USWDS' fixed colours into our tokens and inlines its icons. */
async function style(name) {
  const source = join(here, 'src/styles', `${parse(name).name}.scss`)
  const compiled = sass.compile(source, {
    loadPaths: [join(uswds, 'packages')],
    quietDeps: true,
    logger: sass.Logger.silent,
  })
  const themed = postcss([ourTokens]).process(compiled.css, { from: undefined }).css
  const built = await esbuild.build({
    stdin: { contents: themed, loader: 'css', resolveDir: join(uswds, 'dist') },
    loader: { '.svg': 'dataurl' },
    bundle: true,
    minify: true,
    target: browsers,
    write: false,
    logLevel: 'error',
  })
  return built.outputFiles[0].contents
}

async function script(name) {
  const built = await esbuild.build({
    entryPoints: [entries[name] ? join(here, 'src', entries[name]) : join(here, 'src/scripts', name)],
    plugins: [sheets],
    bundle: true,
    minify: true,
    format: 'iife',
    target: browsers,
    write: false,
    logLevel: 'error',
  })
  return built.outputFiles[0].contents
}

rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })

const manifest = await Promise.all(bundles.map(async (name) => {
  const { name: stem, ext } = parse(name)
  const contents = Buffer.from(await (ext === '.css' ? style(name) : script(name)))
  const hash = createHash('sha256').update(contents).digest('hex').slice(0, 12)
  const hashed = `${stem}-${hash}${ext}`
  writeFileSync(join(out, hashed), contents)
  writeFileSync(join(out, `${hashed}.gz`), gzipSync(contents, { level: 9 }))
  return `${name}\t${hashed}\n`
}))
// Last, so that a build that stopped halfway is seen as missing.
writeFileSync(join(out, 'manifest.tsv'), manifest.join(''))
