import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { errorCode } from '../setup/problem.mjs'

/**
 * The NVIDIA driver of a Linux machine, seen without running anything of it.
 *
 * @param {string} [root] where the file system begins; a test gives a folder of its own
 * @returns {{ version: string | undefined, sign: string } | undefined} `sign`: the file that shows it
 */
export function findDriver(root = process.env.LAYERLOOM_DRIVER_ROOT ?? '/') {
  if (process.platform !== 'linux') return undefined
  const kernel = path.join(root, 'proc/driver/nvidia/version')
  try {
    // NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.14  Thu Feb 22 01:44:30 UTC 2024
    const version = /Kernel Module(?: for \S+)?\s+(\d+(?:\.\d+)+)/.exec(readFileSync(kernel, 'utf8'))?.[1]
    return { version, sign: kernel }
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
  }
  // In a container or under WSL the kernel's file may be missing while the library is there.
  const sign = signs.map((file) => path.join(root, file)).find((file) => existsSync(file))
  return sign ? { version: undefined, sign } : undefined
}

const libraryFolders = [
  'usr/lib/x86_64-linux-gnu',
  'usr/lib64',
  'usr/lib',
  'usr/lib/aarch64-linux-gnu',
  'usr/lib/wsl/lib',
  'usr/local/nvidia/lib64',
]

const signs = [
  ...libraryFolders.map((folder) => `${folder}/libcuda.so.1`),
  'usr/bin/nvidia-smi',
  'usr/lib/wsl/lib/nvidia-smi',
]

/** The oldest driver that runs CUDA 12, which TensorFlow's wheel is built with. */
export const oldestDriver = '525.60.13'
