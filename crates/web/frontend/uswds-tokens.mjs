// A PostCSS step that fits compiled USWDS to Catsup's tokens: fixed colours become custom properties (so that one
// sheet serves light and dark), sides become logical (so that right-to-left works), and variants that no page
// uses are left out. A colour without a token stops the build: add it here rather than letting it slip past dark mode.

/** What a USWDS colour means, by the kind of property that carries it. */
const tokens = {
  '#fff': { text: '--on-accent', fill: '--surface', line: '--surface' },
  '#1b1b1b': { text: '--ink', fill: '--ink', line: '--line-strong' },
  '#454545': { text: '--ink-soft', fill: '--ink-soft', line: '--line-strong' },
  '#757575': { text: '--ink-soft', fill: '--line-strong', line: '--line-strong' },
  '#71767a': { text: '--ink-soft', fill: '--line-strong', line: '--line-strong' },
  '#565c65': { text: '--ink-soft', fill: '--line-strong', line: '--line-strong' },
  '#a9aeb1': { text: '--ink-soft', fill: '--line', line: '--line-strong' },
  '#919191': { text: '--ink-soft', fill: '--line', line: '--line-strong' },
  '#c9c9c9': { text: '--ink-soft', fill: '--line', line: '--line' },
  '#dfe1e2': { text: '--ink-soft', fill: '--line', line: '--line' },
  '#e6e6e6': { text: '--ink-soft', fill: '--wash', line: '--line' },
  '#f0f0f0': { text: '--ink', fill: '--wash', line: '--line' },
  '#005ea2': { text: '--accent', fill: '--accent', line: '--accent' },
  '#1a4480': { text: '--accent-strong', fill: '--accent-strong', line: '--accent-strong' },
  '#162e51': { text: '--accent-strong', fill: '--accent-strong', line: '--accent-strong' },
  '#54278f': { text: '--visited', fill: '--visited', line: '--visited' },
  '#2491ff': { text: '--focus', fill: '--focus', line: '--focus' },
  '#b50909': { text: '--error', fill: '--error', line: '--error' },
  '#8b0a03': { text: '--error', fill: '--error', line: '--error' },
  '#d83933': { text: '--error', fill: '--error', line: '--error' },
  '#d54309': { text: '--error', fill: '--error', line: '--error' },
  '#f4e3db': { text: '--error', fill: '--error-wash', line: '--error-wash' },
  '#ffbe2e': { text: '--warning', fill: '--warning', line: '--warning' },
  '#faf3d1': { text: '--warning', fill: '--warning-wash', line: '--warning-wash' },
  '#00a91c': { text: '--success', fill: '--success', line: '--success' },
  '#ecf3ec': { text: '--success', fill: '--success-wash', line: '--success-wash' },
  '#00bde3': { text: '--accent', fill: '--accent', line: '--accent' },
  '#e7f6f8': { text: '--accent', fill: '--accent-wash', line: '--accent-wash' },
  'rgba(0, 94, 162, 0.1)': { text: '--accent', fill: '--accent-wash', line: '--accent-wash' },
  'rgba(0, 0, 0, 0)': null,
}

const unused = /--accent-(cool|warm)|--inverse|--emergency|--validation|usa-button--base|usa-checklist|usa-focus|--hover|--active|indeterminate|dark-background|usa-(input|select|textarea)--(2xs|xs|sm|md|lg|xl|2xl|small|medium)\b/

const colour = /#[0-9a-f]{3,8}\b|rgba?\([^)]*\)|\b(?:white|black)\b/gi

const sameAs = { white: '#fff', black: '#1b1b1b' }

const logical = {
  'margin-left': 'margin-inline-start',
  'margin-right': 'margin-inline-end',
  'padding-left': 'padding-inline-start',
  'padding-right': 'padding-inline-end',
  'border-left': 'border-inline-start',
  'border-right': 'border-inline-end',
  'border-left-color': 'border-inline-start-color',
  left: 'inset-inline-start',
  right: 'inset-inline-end',
}

function role(property) {
  if (/^(color|fill|-webkit-text-fill-color)$/.test(property)) return 'text'
  return property.startsWith('background') ? 'fill' : 'line'
}

export const ourTokens = {
  postcssPlugin: 'catsup-tokens',
  Rule(rule) {
    if (!/\.usa-/.test(rule.selector)) return
    const kept = rule.selectors.filter((selector) => !unused.test(selector))
    if (kept.length === 0) rule.remove()
    else if (kept.length < rule.selectors.length) rule.selectors = kept
  },
  Declaration(declaration) {
    const { parent, prop } = declaration
    if (!/\.usa-/.test(parent.selector ?? '')) return
    // Everything inherits the page's own font.
    if (prop === 'font-family') { declaration.remove(); return }
    if (prop in logical) declaration.prop = logical[prop]
    if (prop === 'text-align' && declaration.value === 'left') declaration.value = 'start'
    const value = declaration.value.replace(colour, (found) => {
      const name = found.toLowerCase()
      const meaning = tokens[sameAs[name] ?? name]
      if (meaning === null) return 'transparent'
      if (meaning === undefined) {
        throw declaration.error(`the colour ${found} has no token: name one in uswds-tokens.mjs`)
      }
      return `var(${meaning[role(prop)]})`
    })
    if (value !== declaration.value) declaration.value = value
  },
  OnceExit(root) {
    root.walkAtRules((rule) => {
      if (rule.nodes?.length === 0) rule.remove()
    })
  },
}
