// Before any module: zod would try whether it may compile code, which the page's CSP refuses with a word in the console. A module cannot come first
// for sure, for the bundler puts chunks in front of it, and some of their schemas read something while they are loaded.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })
