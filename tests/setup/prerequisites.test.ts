import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { FakeMachine } from './fakeMachine'

let machine: FakeMachine
beforeAll(() => {
  machine = new FakeMachine()
})
afterEach(() => {
  machine.forget()
  machine.writePrograms()
})
afterAll(() => machine.remove())

const systems = ['Debian, Ubuntu: ', 'Fedora: ', 'macOS: ', 'Windows: ']

describe('what the machine lacks is named in one line with the remedy for each system, before anything is fetched', () => {
  test.each([
    [
      'Python',
      'python3',
      'Python 3 is missing. ',
      ['sudo apt install python3 python3-pip', 'sudo dnf install python3'],
    ],
    [
      'a compiler',
      'g++',
      'A C++ compiler is missing. ',
      ['sudo apt install g++', 'sudo dnf install gcc-c++', 'xcode-select'],
    ],
  ])('%s', async (_, program, opening, commands) => {
    machine.removeProgram(program)
    const { status, stdout, stderr } = await machine.start()
    expect({ status, stdout, lines: stderr.trimEnd().split('\n').length }).toEqual({ status: 1, stdout: '', lines: 1 })
    expect(stderr.startsWith(opening)).toBe(true)
    for (const words of [...systems, ...commands]) expect(stderr).toContain(words)
    expect([machine.calls('npm'), machine.calls('pip')]).toEqual([0, 0])
  })

  test('pip', async () => {
    machine.writeProgram('python3', 'echo "3.12 False"')
    const { status, stderr } = await machine.start()
    expect(status).toBe(1)
    expect(stderr).toMatch(/^pip, Python's installer, is missing\. .*sudo apt install python3-pip.*\n$/)
  })

  test('several at once, a line each', async () => {
    machine.removeProgram('python3')
    machine.removeProgram('g++')
    expect((await machine.start()).stderr.trimEnd().split('\n')).toHaveLength(2)
  })

  test('npm', async () => {
    machine.removeProgram('npm')
    expect(await machine.start()).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('npm is not on the path; install it'),
    })
  })
})

test('a machine that is set up needs none of them', async () => {
  await machine.start()
  for (const program of ['python3', 'g++', 'npm']) machine.removeProgram(program)
  expect(await machine.start()).toMatchObject({ status: 0, stderr: '' })
})

test('what a program says when it fails is passed on in one line with a remedy', async () => {
  machine.writeProgram('g++', '[ "$1" = --version ] || { echo "a.cc:1: error: no such thing" >&2; exit 1; }')
  const compiled = await machine.start()
  expect(compiled).toMatchObject({ status: 1, stdout: '' })
  expect(compiled.stderr).toContain(
    "could not compile TensorFlow's addon: a.cc:1: error: no such thing; a compiler with C++17",
  )
  machine.writeProgram(
    'python3',
    'case "$*" in *version_info*) echo "3.12 True";; "-c "*) echo null;; *) echo "ERROR: no route to host" >&2; exit 1;; esac',
  )
  machine.forget()
  expect((await machine.start()).stderr).toMatch(
    /tf-cpu 2\.21\.0 could not be fetched: ERROR: no route to host; check the network/,
  )
})

test('a Node that is too old is named before anything is loaded that it could not read', async () => {
  const { requireNode } = await import('../../scripts/setup/nodeVersion.mjs')
  expect(() => requireNode('20.18.3')).toThrow(
    /^Node 20\.18\.3 is too old, 20\.19\.0 or newer is needed; .*winget install OpenJS/,
  )
  for (const version of ['20.19.0', '20.20.2', '24.0.0']) expect(() => requireNode(version)).not.toThrow()
})
