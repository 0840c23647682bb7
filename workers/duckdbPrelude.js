// Stands before DuckDB's own worker script, in one blob with it, under the page's content policy.
// 1. embind builds its callers with `new Function`, which the policy forbids: give it equal closures without eval.
// 2. the compiled module comes by message: nothing is fetched here, and nothing can be.
// 3. it tells how much memory the engine holds.
// 4. it holds a lock for as long as it lives, which tells its end where no error does.
// 5. a rejection that nobody handles becomes an error event, or a failed start would never settle.
(() => {
  'use strict';
  const NativeFunction = self.Function;

  const invokerNames = ['humanName', 'throwBindingError', 'invoker', 'fn', 'runDestructors', 'retType', 'classParam'];

  /** caller of a bound C++ function: wires arguments in, the result out, and frees what was allocated for them */
  function makeInvoker(names, body) {
    const hasThis = body.includes('var thisWired');
    const hasStack = body.includes('var destructors = [];');
    const returns = body.includes("retType['fromWireType']");
    const argTypes = names.flatMap((name, index) => (/^argType\d+$/.test(name) ? [index] : []));
    const destructors = names.flatMap((name, index) => (name.endsWith('_dtor') ? [[name === 'thisWired_dtor' ? -1 : Number(/\d+/.exec(name)[0]), index]] : []));
    return (...bound) => {
      const [, , invoker, target, runDestructors, returnType, classParam] = bound;
      const types = argTypes.map((index) => bound[index]);
      return function (...given) {
        const stack = hasStack ? [] : null;
        const self_ = hasThis ? classParam.toWireType(stack, this) : undefined;
        const wired = types.map((type, index) => type.toWireType(stack, given[index]));
        const result = hasThis ? invoker(target, self_, ...wired) : invoker(target, ...wired);
        if (hasStack) runDestructors(stack);
        else for (const [position, index] of destructors) bound[index](position < 0 ? self_ : wired[position]);
        return returns ? returnType.fromWireType(result) : undefined;
      };
    };
  }

  /** caller of a JavaScript function from C++: reads arguments from memory */
  function makeMethodCaller(names, body) {
    const offsets = [...body.matchAll(/var arg\d+ = argType\d+\.readValueFromPointer\(args(?:\+(\d+))?\)/g)].map((match) => Number(match[1] ?? 0));
    const constructs = body.includes('new func(');
    const returns = body.includes('emval_returnValue(');
    return (...bound) => {
      const returnType = bound[0];
      const types = bound.slice(1, 1 + offsets.length);
      const giveBack = bound[1 + offsets.length];
      return function (object, target, destructorsRef, args) {
        const values = types.map((type, index) => type.readValueFromPointer(args + offsets[index]));
        const result = constructs ? new target(...values) : target.call(object, ...values);
        return returns ? giveBack(returnType, destructorsRef, result) : undefined;
      };
    };
  }

  function ClosureFunction(...words) {
    const body = String(words.at(-1));
    const names = words.slice(0, -1).map(String);
    if (invokerNames.every((name, index) => names[index] === name)) return makeInvoker(names, body);
    if (names[0] === 'retType' && body.startsWith('return function (obj, func, destructorsRef, args)')) return makeMethodCaller(names, body);
    throw new EvalError('the engine asked for code made from text');
  }
  ClosureFunction.prototype = NativeFunction.prototype;
  self.Function = ClosureFunction;

  let give;
  const compiled = new Promise((resolve) => (give = resolve));
  self.addEventListener('message', (event) => {
    if (!(event.data && event.data.type === 'CUBEBOOK_MODULE')) return;
    event.stopImmediatePropagation();
    give(event.data.module);
    if (navigator.locks) {
      void navigator.locks.request(event.data.pulse, () => {
        self.postMessage({ type: 'CUBEBOOK_PULSE' });
        return new Promise(() => undefined);
      });
    }
  });
  WebAssembly.instantiateStreaming = async (_response, imports) => {
    const module = await compiled;
    const instance = await WebAssembly.instantiate(module, imports);
    // the other imports are tables of symbols that note what is looked for in them: only this one may be read
    tellMemory(imports.env.memory);
    return { module, instance };
  };

  /** memory only grows: it is told when it has, after whatever made it grow */
  function tellMemory(memory) {
    if (!(memory instanceof WebAssembly.Memory)) return;
    let told = 0;
    const tell = () => {
      if (memory.buffer.byteLength === told) return;
      told = memory.buffer.byteLength;
      self.postMessage({ type: 'CUBEBOOK_MEMORY', bytes: told });
    };
    tell();
    self.addEventListener('message', () => setTimeout(tell));
  }
  self.fetch = async () => new Response(new Uint8Array(), { headers: { 'content-type': 'application/wasm' } });
  self.XMLHttpRequest = class {
    constructor() {
      throw new Error('the engine has no network');
    }
  };
  self.WebSocket = undefined;
  self.EventSource = undefined;

  // DuckDB logs every failed query, values and all
  console.log = () => undefined;

  self.addEventListener('unhandledrejection', (event) => {
    setTimeout(() => {
      throw event.reason;
    });
  });
})();
