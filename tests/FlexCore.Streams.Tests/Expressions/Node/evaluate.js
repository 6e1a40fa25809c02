// Evaluates a list of expressions (JSON on stdin) over a row (JSON file) and prints the results as a JSON list of texts.
// With --sorted the fields of objects are shown in alphabetical order.
'use strict';
const fs = require('fs');
const row = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const names = Object.keys(row);
const sorted = process.argv.includes('--sorted');

function entries(value) {
  const list = Object.entries(value);
  return sorted ? list.sort(([a], [b]) => (a < b ? -1 : 1)) : list;
}

function text(value) {
  let result = '"';
  for (let i = 0; i < value.length; i++) {
    const unit = value.charCodeAt(i);
    const plain = unit >= 0x20 && unit <= 0x7e && unit !== 0x22 && unit !== 0x5c;
    result += plain ? value[i] : '\\u' + unit.toString(16).padStart(4, '0');
  }
  return result + '"';
}

function show(value) {
  if (value === undefined) return 'undefined';
  if (value === null) return 'null';
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return '[' + Array.from(value, show).join(',') + ']';
  if (typeof value === 'object') return '{' + entries(value).map(([k, v]) => text(k) + ':' + show(v)).join(',') + '}';
  return String(value);
}

function evaluate(expression) {
  const copy = structuredClone(row);
  try {
    const compiled = new Function('$', ...names, '"use strict"; return (' + expression + '\n)');
    return show(compiled(structuredClone(row), ...names.map(name => copy[name])));
  } catch (error) {
    return 'throws';
  }
}

const expressions = JSON.parse(fs.readFileSync(0, 'utf8'));
process.stdout.write(JSON.stringify(expressions.map(evaluate)));
