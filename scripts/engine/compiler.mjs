import { errorCode } from '../setup/problem.mjs'
import { run } from '../setup/run.mjs'

/**
 * The C++ compiler of this machine: `$CXX` if set, else the system's usual ones in turn.
 * @returns {Promise<string | undefined>}
 */
export async function findCompiler() {
  const usual =
    process.platform === 'win32'
      ? ['cl']
      : process.platform === 'darwin'
        ? ['clang++', 'g++']
        : ['g++', 'clang++', 'c++']
  for (const command of process.env.CXX ? [process.env.CXX] : usual) {
    try {
      // cl has no --version; without a file to compile it says who it is and ends with 0.
      const { status } = await run(command, process.platform === 'win32' ? [] : ['--version'])
      if (status === 0) return command
    } catch (error) {
      if (errorCode(error) !== 'ENOENT' && errorCode(error) !== 'EACCES') throw error
    }
  }
  return undefined
}

/**
 * @typedef {object} Compilation
 * @property {string} compiler
 * @property {string} sources folder with the addon's .cc files
 * @property {string} napi folder of node-api-headers
 * @property {string} headers TensorFlow's include folder
 * @property {string} folder where the libraries lie and the addon goes, `tfjs_binding.node`
 * @property {string} scratch for what is between
 * @property {readonly import('./builds.mjs').Library[]} libraries
 */

export const sourceFiles = ['tfjs_backend.cc', 'tfjs_binding.cc']

/** Says all that the result depends on besides files: changed, the addon is built again. */
export const recipe = 'NAPI_VERSION=8 c++17 O2 rpath=own-folder 2'

/**
 * The commands that build the addon, in order. It finds its libraries beside itself.
 *
 * @param {Compilation} compilation
 * @param {NodeJS.Platform} [platform]
 * @returns {{ command: string, args: string[] }[]}
 */
export function compileCommands(compilation, platform = process.platform) {
  if (platform === 'win32') return windows(compilation)
  return platform === 'darwin' ? macos(compilation) : linux(compilation)
}

/**
 * The libraries are named, not read: linking against their 800 MB takes four times as long as everything else. Empty stand-ins with their names do,
 * and BIND_NOW makes the one load that follows look up every symbol.
 *
 * @param {Compilation} compilation
 */
function linux(compilation) {
  const { compiler, folder, scratch, libraries } = compilation
  const empty = libraries.map(({ file }) => ({
    command: compiler,
    args: ['-shared', `-Wl,-soname,${file}`, '-o', `${scratch}/${file}`, '-x', 'c++', '/dev/null'],
  }))
  const link = [
    '-Wl,--no-as-needed',
    `-L${scratch}`,
    ...libraries.map(({ file }) => `-l:${file}`),
    '-Wl,-rpath,$ORIGIN',
    '-Wl,-z,now',
  ]
  return [
    ...empty,
    { command: compiler, args: [...compile(compilation), '-shared', '-o', `${folder}/tfjs_binding.node`, ...link] },
  ]
}

/**
 * Not run yet. Node-API's own symbols come from the program that loads the addon.
 * @param {Compilation} compilation
 */
function macos(compilation) {
  const { compiler, folder, libraries } = compilation
  const link = [
    '-bundle',
    '-undefined',
    'dynamic_lookup',
    ...libraries.map(({ file }) => `${folder}/${file}`),
    '-Wl,-rpath,@loader_path',
  ]
  return [{ command: compiler, args: [...compile(compilation), '-o', `${folder}/tfjs_binding.node`, ...link] }]
}

/** @param {Compilation} compilation */
const compile = ({ sources, napi, headers }) => [
  ...['-std=c++17', '-O2', '-fPIC', '-DNAPI_VERSION=8', `-I${headers}`, `-I${napi}/include`],
  ...sourceFiles.map((file) => `${sources}/${file}`),
]

/**
 * Not run yet. Node-API's import library is made of the list that node-api-headers ships; it names node.exe, so another program (Electron) needs
 * the same symbols under that name.
 *
 * @param {Compilation} compilation
 */
function windows({ compiler, sources, napi, headers, folder, scratch, libraries }) {
  const importLibrary = libraries.find(({ file }) => file.endsWith('.lib'))?.file ?? ''
  return [
    {
      command: 'lib',
      args: ['/nologo', `/def:${napi}\\def\\node_api.def`, '/machine:x64', `/out:${scratch}\\node_api.lib`],
    },
    {
      command: compiler,
      args: [
        ...['/nologo', '/std:c++17', '/O2', '/EHsc', '/LD', '/wd4190', '/DCOMPILER_MSVC', '/DNAPI_VERSION=8'],
        ...[`/I${headers}`, `/I${napi}\\include`, `/Fo${scratch}\\`],
        ...sourceFiles.map((file) => `${sources}\\${file}`),
        ...['/link', `/out:${folder}\\tfjs_binding.node`, `${folder}\\${importLibrary}`, `${scratch}\\node_api.lib`],
      ],
    },
  ]
}
