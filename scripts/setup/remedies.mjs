/** How each prerequisite comes onto each system, in the words of its own package manager. */
const remedies = {
  node: {
    debian:
      'install Node 22 (Debian, Ubuntu: from the "nodejs" package if it is new enough, else with nvm: nvm install 22)',
    fedora: 'sudo dnf install nodejs',
    macos: 'brew install node',
    windows: 'winget install OpenJS.NodeJS.LTS',
  },
  python: {
    debian: 'sudo apt install python3 python3-pip',
    fedora: 'sudo dnf install python3 python3-pip',
    macos: 'brew install python',
    windows: 'winget install Python.Python.3.12',
  },
  pip: {
    debian: 'sudo apt install python3-pip',
    fedora: 'sudo dnf install python3-pip',
    macos: 'python3 -m ensurepip',
    windows: 'py -m ensurepip',
  },
  compiler: {
    debian: 'sudo apt install g++',
    fedora: 'sudo dnf install gcc-c++',
    macos: 'xcode-select --install',
    windows:
      'winget install Microsoft.VisualStudio.2022.BuildTools with the workload "Desktop development with C++", then start from its "x64 Native Tools Command Prompt"',
  },
}

/** @typedef {keyof typeof remedies} Prerequisite */

const names = { debian: 'Debian, Ubuntu', fedora: 'Fedora', macos: 'macOS', windows: 'Windows' }

/**
 * All four remedies in one line, so that it helps on whichever system it is read.
 * @param {Prerequisite} what
 */
export const remedyFor = (what) =>
  /** @type {const} */ (['debian', 'fedora', 'macos', 'windows'])
    .map((system) => `${names[system]}: ${remedies[what][system]}`)
    .join('. ')
