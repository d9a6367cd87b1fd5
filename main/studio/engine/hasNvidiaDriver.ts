import { existsSync } from 'node:fs'
import path from 'node:path'

/** Whether the kernel has an NVIDIA driver. `root`: where the file system begins; a test gives a folder of its own. */
export const hasNvidiaDriver = (root = process.env.LAYERLOOM_DRIVER_ROOT ?? '/'): boolean =>
  ['proc/driver/nvidia/version', 'usr/bin/nvidia-smi', 'usr/lib/wsl/lib/nvidia-smi'].some((sign) =>
    existsSync(path.join(root, sign)),
  )
