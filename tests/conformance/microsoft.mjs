// Microsoft's Kusto language service, as the witness: what it makes of a query over given tables.
import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';

const here = path.dirname(new URL(import.meta.url).pathname);
const home = path.join(here, 'node_modules', '@kusto', 'language-service-next');
for (const file of ['bridge.js', 'Kusto.Language.Bridge.js']) {
  vm.runInThisContext(fs.readFileSync(path.join(home, file), 'utf8'), { filename: file });
}
const { Kusto, Bridge } = globalThis;
const { GlobalState, KustoCode, Symbols } = Kusto.Language;

// tables: Map of name -> [{name, type}]
export function workspace(tables) {
  const symbols = [...tables].map(([name, columns]) =>
    Symbols.TableSymbol.From('(' + columns.map((c) => `['${c.name}']:${c.type}`).join(', ') + ')').WithName(name));
  return GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.ctor('db', symbols));
}

// -> {ok, codes, messages, columns: ["name:type", ...] or null}
export function ask(globals, text) {
  const code = KustoCode.ParseAndAnalyze(text, globals);
  const errors = Bridge.toArray(code.GetDiagnostics()).filter((d) => d.Severity === 'Error');
  const type = code.ResultType;
  const columns = type && type.Columns ? Bridge.toArray(type.Columns).map((c) => `${c.Name}:${c.Type.Name}`) : null;
  return { ok: errors.length === 0, codes: errors.map((d) => d.Code), messages: errors.map((d) => d.Message), columns };
}

// What a parameter takes, as the types a caller can offer.
const kinds = {
  Scalar: ['string', 'long', 'real', 'datetime', 'dynamic'], Integer: ['long', 'int'], RealOrDecimal: ['real', 'decimal'],
  StringOrDynamic: ['string', 'dynamic'], StringOrArray: ['string', 'dynamic'], IntegerOrArray: ['long', 'dynamic'],
  DynamicArray: ['dynamic'], DynamicBag: ['dynamic'], Number: ['long', 'int', 'real', 'decimal'], NumberOrBool: ['long', 'real', 'bool'],
  Summable: ['long', 'int', 'real', 'timespan', 'datetime'], Orderable: ['long', 'datetime', 'string'],
  NotRealOrBool: ['long', 'string'], NotDynamic: ['long', 'string', 'datetime'], NotBool: ['long', 'string'],
  CommonScalar: ['long', 'string'], CommonNumber: ['long', 'real'], CommonSummable: ['long', 'timespan'],
  CommonOrderable: ['long', 'datetime'], CommonScalarOrDynamic: ['long', 'string', 'dynamic'], Any: ['string'],
};

// -> {functions, aggregates}: name and signatures, each a list of {types, min, max, literal}
export function catalogue() {
  const list = (x) => (x == null ? [] : Bridge.toArray(x));
  const kindName = (v) => Object.keys(Symbols.ParameterTypeKind).find((k) => Symbols.ParameterTypeKind[k] === v);
  const parameter = (p) => {
    const kind = kindName(p.TypeKind);
    const types = kind === 'Declared' ? list(p.DeclaredTypes).map((t) => t.Name) : kinds[kind] ?? [];
    return { types, min: p.MinOccurring, max: p.MaxOccurring, literal: p.ArgumentKind !== Symbols.ArgumentKind.Expression, tabular: kind === 'Tabular' };
  };
  const describe = (f) => ({ name: f.Name, signatures: list(f.Signatures).map((s) => list(s.Parameters).map(parameter)) });
  const callable = (f) => f.signatures.length > 0 && f.signatures.every((s) => s.every((p) => !p.tabular));
  const G = GlobalState.Default;
  return { functions: list(G.Functions).map(describe).filter(callable), aggregates: list(G.Aggregates).map(describe).filter(callable) };
}
